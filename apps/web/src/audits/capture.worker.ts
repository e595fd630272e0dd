import { isProblem, toHex } from "@homepoint/base";
import { anywherePrimitives } from "@homepoint/evidence";
import { anywhereCapturePrimitives, CaptureReader } from "@homepoint/inspect";
import type { CaptureAnswered, CaptureAsked } from "./capture-message.ts";

// Reads a capture away from the page; nothing it reads goes anywhere but back to it.
const scope = self as unknown as DedicatedWorkerGlobalScope; // this file runs in a worker only

const tell = (answer: CaptureAnswered): void => scope.postMessage(answer);

scope.addEventListener("message", ({ data }: MessageEvent<CaptureAsked>) => {
  void read(data.file).catch((error: unknown) =>
    tell({ kind: "failed", because: isProblem(error) ? error.code : "web/unreadable-file" }),
  );
});

async function read(file: File): Promise<void> {
  const reader = new CaptureReader({ primitives: anywhereCapturePrimitives });
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const running = anywherePrimitives.startSha256();
  const plain = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(block, to) {
        running.update(block);
        to.enqueue(block);
      },
    }),
  );
  const blocks = isPacked ? plain.pipeThrough(new DecompressionStream("gzip")) : plain;
  const from = blocks.getReader();
  let bytes = 0;
  for (let block = await from.read(); !block.done; block = await from.read()) {
    reader.push(block.value);
    bytes += block.value.length;
    tell({ kind: "progress", bytes });
  }
  tell({ kind: "seen", seen: reader.end(), sha256: toHex(running.digest()) });
}
