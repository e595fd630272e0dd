import type { Tried } from "./rules/nft.ts";

const rememberMs = 60_000;

/** Packets that the rules refused, each way once a minute. */
export class TriedWatch {
  readonly #seen = new Map<string, number>();

  fresh(tried: readonly Tried[]): readonly Tried[] {
    const now = performance.now();
    for (const [key, at] of this.#seen) if (now - at > rememberMs) this.#seen.delete(key);
    return tried.filter((row) => {
      const key = JSON.stringify(row);
      if (this.#seen.has(key)) return false;
      this.#seen.set(key, now);
      return true;
    });
  }
}
