import { parentPort } from "node:worker_threads";
import { isProblem } from "@homepoint/base";
import { readLog } from "./read-log.ts";
import type { ReadingAnswer, ReadingRequest } from "./reading-pool.ts";

/** Reads logs away from the server's thread: a hostile log can stop this worker, not the hub. */
parentPort?.on("message", async ({ bytes, name, keys }: ReadingRequest) => {
  try {
    const read = await readLog(bytes, name, keys);
    const transferred = read.flights.map(({ columns }) => columns.buffer as ArrayBuffer);
    parentPort?.postMessage({ read } satisfies ReadingAnswer, transferred);
  } catch (error) {
    const problem = isProblem(error)
      ? { code: error.code, message: error.message }
      : { code: "hub/reading-failed", message: String(error) };
    parentPort?.postMessage({ problem } satisfies ReadingAnswer);
  }
});
