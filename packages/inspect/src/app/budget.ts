/** How much one package may cost. */
export type Limits = {
  readonly entries: number;
  /** Of all that is unpacked, in bytes. */
  readonly unpacked: number;
  /** Of one entry that has to be held whole. */
  readonly held: number;
  readonly milliseconds: number;
};

export const usualLimits: Limits = {
  entries: 200_000,
  unpacked: 8 * 1024 ** 3,
  held: 128 * 1024 ** 2,
  milliseconds: 120_000,
};

/** What is left of the limits. Once spent it stays spent, and whoever asks goes without. */
export class Budget {
  readonly limits: Limits;
  readonly #now: () => number;
  readonly #until: number;
  #unpacked = 0;

  constructor(limits: Limits, now: () => number) {
    this.limits = limits;
    this.#now = now;
    this.#until = now() + limits.milliseconds;
  }

  /** What has run out by now, if anything has. */
  get spent(): "too-much-unpacked" | "out-of-time" | undefined {
    if (this.#unpacked > this.limits.unpacked) return "too-much-unpacked";
    return this.#now() > this.#until ? "out-of-time" : undefined;
  }

  unpacked(bytes: number): void {
    this.#unpacked += bytes;
  }
}
