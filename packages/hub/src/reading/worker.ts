import { setFlagsFromString } from "node:v8";
import { parentPort } from "node:worker_threads";
import { isProblem, sourceOf, type ByteSource } from "@homepoint/base";
import { readLog, type ReadLog } from "./read-log.ts";
import type { FromWorker, LogAsked, ToWorker } from "./reading-pool.ts";

// Blocks of bytes pass through this process and count as growth. Without this, V8 looks through all
// that it holds again for every few logs, which costs a fifth of taking them in. It holds for the
// whole process, and only once there is something to read: a hub at rest stays small.
setFlagsFromString("--heap-growing-percent=300");

/** Pieces that were asked for. */
const waiting = new Map<number, (bytes: Uint8Array | undefined) => void>();
let pieces = 0;

/** Reads logs away from the server's thread: a hostile log can stop this worker, not the hub. */
parentPort?.on("message", async (message: ToWorker) => {
  if ("piece" in message) return waiting.get(message.piece)?.(message.bytes);
  try {
    const { content, name, keys } = message;
    const read = await readLog(toSource(content), name, keys);
    answer({ read }, columnsOf(read));
  } catch (error) {
    const problem = isProblem(error)
      ? { code: error.code, message: error.message }
      : { code: "hub/reading-failed", message: String(error) };
    answer({ problem });
  }
});

function answer(message: FromWorker, handedOver: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, handedOver);
}

function columnsOf({ flights }: ReadLog): ArrayBuffer[] {
  return flights.flatMap(({ columns }) => columns.map(({ buffer }) => buffer as ArrayBuffer));
}

function toSource(content: LogAsked["content"]): ByteSource {
  return content instanceof Uint8Array ? sourceOf(content) : { ...content, read: askForPiece };
}

async function askForPiece(offset: number, length: number): Promise<Uint8Array> {
  pieces += 1;
  const piece = pieces;
  const bytes = await new Promise<Uint8Array | undefined>((resolve) => {
    waiting.set(piece, resolve);
    answer({ piece, offset, length });
  });
  waiting.delete(piece);
  if (!bytes) throw new RangeError("a piece of the log cannot be read");
  return bytes;
}
