import type { LookAsked } from "./look-message.ts";
import { readLook } from "./read-look.ts";

// Reads logs away from the page; nothing it reads goes anywhere but back to it.
const scope = self as unknown as DedicatedWorkerGlobalScope; // this file runs in a worker only

scope.addEventListener("message", ({ data }: MessageEvent<LookAsked>) => {
  void readLook(data).then((answer) =>
    scope.postMessage(
      answer,
      answer.flights.flatMap(({ columns }) => columns.map(({ buffer }) => buffer as ArrayBuffer)),
    ),
  );
});
