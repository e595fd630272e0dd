import type { LookAnswered, LookAsked } from "./look-message.ts";
import { mostBytesFor, readLook } from "./read-look.ts";

// Reads logs away from the page; nothing it reads goes anywhere but back to it.
const scope = self as unknown as DedicatedWorkerGlobalScope; // this file runs in a worker only

const { deviceMemory } = navigator as { readonly deviceMemory?: number }; // not in every browser
const mostBytes = mostBytesFor(deviceMemory);

/** Larger files wait for each other, so that memory holds one at a time. */
const largeBytes = 64 * 1024 * 1024;
let largeBefore: Promise<unknown> = Promise.resolve();

scope.addEventListener("message", ({ data }: MessageEvent<LookAsked>) => {
  const read = (): Promise<void> => readLook(data, mostBytes).then(answer);
  if (data.file.size > largeBytes) largeBefore = largeBefore.then(read);
  else void read();
});

function answer(read: LookAnswered): void {
  const buffers = read.flights.flatMap(({ columns }) =>
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
  scope.postMessage(read, buffers);
}
