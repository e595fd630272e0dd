import type { TimeRequest } from "@homepoint/evidence";
import type { Rows } from "../database/rows.ts";

/** When somebody who is believed said that the clock is right. */
export type Correction = {
  readonly at: string;
  readonly by: string;
  readonly source: "person" | "signed" | "witness" | "satellites";
  /** The installation's running time then. */
  readonly runningSeconds: number;
  /** Facts bear times up to this, and it was wrong; up to it they say nothing of the time. */
  readonly disbelieved?: string;
};

export type StoredClock = {
  readonly correction?: Correction;
  /** Which answer is waited for, since how many running seconds. */
  readonly asked?: TimeRequest & { readonly runningSeconds: number };
};

const only = "clock";

/** What was said about the clock, in memory and in the database, level with each other. */
export class ClockBook {
  readonly #rows: Rows<StoredClock>;
  #stored: StoredClock;

  private constructor(rows: Rows<StoredClock>, stored: StoredClock) {
    this.#rows = rows;
    this.#stored = stored;
  }

  static async open(rows: Rows<StoredClock>): Promise<ClockBook> {
    return new ClockBook(rows, (await rows.get(only)) ?? {});
  }

  get correction(): Correction | undefined {
    return this.#stored.correction;
  }

  get asked(): StoredClock["asked"] {
    return this.#stored.asked;
  }

  async ask(request: TimeRequest, runningSeconds: number): Promise<void> {
    await this.#put({ ...this.#stored, asked: { ...request, runningSeconds } });
  }

  /** An answer is taken once: what was asked is asked no more. */
  async correct(correction: Correction): Promise<void> {
    await this.#put({ correction });
  }

  async #put(stored: StoredClock): Promise<void> {
    await this.#rows.put(only, stored);
    this.#stored = stored;
  }
}

/**
 * The latest time that is to be believed: of the facts, or where those were wrong, of who corrected
 * it and what has run since.
 */
export function latestBelieved(
  latestFactAt: string | undefined,
  correction: Correction | undefined,
  runningSeconds: number,
): string | undefined {
  if (!correction) return latestFactAt;
  const { at, runningSeconds: then, disbelieved } = correction;
  const since = Math.max(0, runningSeconds - then) * 1000;
  const atLeast = new Date(Date.parse(at) + since).toISOString();
  if (latestFactAt === undefined) return atLeast;
  if (disbelieved !== undefined && latestFactAt <= disbelieved) return atLeast;
  return latestFactAt > atLeast ? latestFactAt : atLeast;
}
