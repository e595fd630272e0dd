import type { SealedOpening } from "../bundle.ts";
import { byIndex, fileSource, type Bundle, type EntrySource } from "../reader.ts";
import { tileWidth } from "../tile.ts";
import type { Generation } from "./generation.ts";
import type { Unsettled } from "./wal.ts";

/** The entries of a log that is being written: whole bundles from files, the rest from memory. */
export class LiveSource implements EntrySource {
  readonly size: number;
  readonly #generation: Generation;
  readonly #unsettled: readonly Unsettled[];
  readonly #settled: number;

  /** As it is now; what comes later is not seen. */
  constructor(generation: Generation, unsettled: readonly Unsettled[]) {
    this.#generation = generation;
    this.#unsettled = unsettled.slice();
    this.#settled = generation.size;
    this.size = generation.size + unsettled.length;
  }

  async bundle(number: number): Promise<Bundle> {
    const settled = await this.#settledBundle(number);
    const from = number * tileWidth;
    const later = this.#unsettled.filter(
      ({ index }) => index >= from && index < from + tileWidth && index >= this.#settled,
    );
    if (later.length === 0) return settled;
    return {
      leaves: [...settled.leaves, ...later.map(({ leaf }) => leaf)],
      openings: byIndex([...settled.openings.values(), ...later] as readonly SealedOpening[]),
    };
  }

  async #settledBundle(number: number): Promise<Bundle> {
    const { folder, size, tail } = this.#generation;
    if (number < Math.floor(size / tileWidth))
      return fileSource((path) => folder.read(path), size).bundle(number);
    if (number > Math.floor(size / tileWidth)) return { leaves: [], openings: new Map() };
    return { leaves: tail.leaves, openings: byIndex(tail.openings) };
  }
}
