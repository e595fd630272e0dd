import type { HubChange } from "@homepoint/api";
import { Waiting } from "./waiting.ts";

type Counted = Exclude<keyof HubChange, "state">;

const pauseMs = 200;

/** Tells pages that something changed, at most five times a second, so that they look again. */
export class Changes {
  readonly #counts: Record<Counted, number> = { flights: 0, logs: 0, evidence: 0, reading: 0 };
  readonly #waiting = new Waiting();

  /** One more change of this kind. */
  note(kind: Exclude<Counted, "reading">): void {
    this.#counts[kind] += 1;
    this.#waiting.wakeAll();
  }

  /** How many logs are being read or wait for it. */
  set reading(count: number) {
    this.#counts.reading = count;
    this.#waiting.wakeAll();
  }

  get counts(): Readonly<Record<Counted, number>> {
    return { ...this.#counts };
  }

  /** The counts now, then again whenever they changed. Ends with the signal. */
  async *follow(signal: AbortSignal): AsyncIterable<Readonly<Record<Counted, number>>> {
    while (!signal.aborted) {
      const changed = this.#waiting.wait(signal);
      yield this.counts;
      await changed;
      await pause(signal);
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, pauseMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
