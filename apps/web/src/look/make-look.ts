import { soon } from "../intake/soon.ts";
import { listZip } from "../intake/unzip.ts";
import { Look } from "./look.ts";
import type { LookAnswered, LookAsked } from "./look-message.ts";

type Pending = (answer: LookAnswered) => void;

/** Looking by a worker of this page. One that breaks takes its file with it, and another begins. */
export function makeLook(): Look {
  const pending = new Map<number, Pending>();
  let worker: Worker | undefined;
  const start = (): Worker => {
    const fresh = new Worker(new URL("./look.worker.ts", import.meta.url), { type: "module" });
    fresh.addEventListener("message", ({ data }: MessageEvent<LookAnswered>) => {
      pending.get(data.number)?.(data);
      pending.delete(data.number);
    });
    fresh.addEventListener("error", () => {
      fresh.terminate();
      worker = undefined;
      for (const [number, answer] of pending)
        answer({ number, flights: [], because: "web/unreadable-file" });
      pending.clear();
    });
    return fresh;
  };
  const read = (asked: LookAsked): Promise<LookAnswered> =>
    new Promise((resolve) => {
      worker ??= start();
      pending.set(asked.number, resolve);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
      worker.postMessage(asked);
    });
  return new Look({ read, listZip, soon, now: () => new Date().toISOString() });
}
