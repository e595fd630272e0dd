import { setFlagsFromString } from "node:v8";
import { parentPort } from "node:worker_threads";
import { isProblem } from "@homepoint/base";
import { readLog } from "./read-log.ts";
import type { ReadingAnswer, ReadingRequest } from "./reading-pool.ts";

// Blocks of bytes pass through this process and count as growth. Without this, V8 looks through all
// that it holds again for every few logs, which costs a fifth of taking them in. It holds for the
// whole process, and only once there is something to read: a hub at rest stays small.
setFlagsFromString("--heap-growing-percent=300");

/** Reads logs away from the server's thread: a hostile log can stop this worker, not the hub. */
parentPort?.on("message", async ({ bytes, name, keys }: ReadingRequest) => {
  try {
    const read = await readLog(bytes, name, keys);
    const transferred = read.flights.flatMap(({ columns }) =>
      columns.map(({ buffer }) => buffer as ArrayBuffer),
    );
    parentPort?.postMessage({ read } satisfies ReadingAnswer, transferred);
  } catch (error) {
    const problem = isProblem(error)
      ? { code: error.code, message: error.message }
      : { code: "hub/reading-failed", message: String(error) };
    parentPort?.postMessage({ problem } satisfies ReadingAnswer);
  }
});
