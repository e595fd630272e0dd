import type { RefusedTry, TriesOverTime } from "@homepoint/api";

const dayMs = 86_400_000;
const steps = 48;

/** Counts refused tries over the last day; what many tries are told of at once counts at its end. */
export class TryCount {
  readonly #until: number;
  readonly #refused: number[] = Array.from({ length: steps }, () => 0);

  constructor(now: Date) {
    this.#until = now.getTime();
  }

  note({ lastAt, count }: Pick<RefusedTry, "lastAt" | "count">): void {
    const before = this.#until - Date.parse(lastAt);
    const step = Math.max(0, Math.floor((before / dayMs) * steps));
    if (step < steps) this.#refused[steps - 1 - step]! += count; // checked just now
  }

  get told(): TriesOverTime {
    const from = new Date(this.#until - dayMs).toISOString();
    return { from, until: new Date(this.#until).toISOString(), refused: [...this.#refused] };
  }
}
