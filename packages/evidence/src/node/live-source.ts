import { fileSource, type Bundle, type EntrySource } from "../reader.ts";
import { tileWidth } from "../tile.ts";
import type { Generation } from "./generation.ts";
import { countEntries } from "./load.ts";
import { firstOf, type Batch } from "./wal.ts";

/** The entries of a log that is being written: whole bundles from files, the rest from memory. */
export class LiveSource implements EntrySource {
  readonly size: number;
  readonly #generation: Generation;
  readonly #unsettled: readonly Batch[];

  /** As it is now; what comes later is not seen. */
  constructor(generation: Generation, unsettled: readonly Batch[]) {
    this.#generation = generation;
    this.#unsettled = unsettled.slice();
    this.size = generation.size + countEntries(unsettled);
  }

  async bundle(number: number): Promise<Bundle> {
    const { leaves, groups } = await this.#settledBundle(number);
    const from = number * tileWidth + leaves.length;
    const later = this.#unsettled.filter(
      (batch) => firstOf(batch) >= from && firstOf(batch) < (number + 1) * tileWidth,
    );
    return {
      leaves: [...leaves, ...later.flatMap(({ entries }) => entries.map(({ leaf }) => leaf))],
      groups: [...groups, ...later.map(({ group }) => group)],
    };
  }

  async #settledBundle(number: number): Promise<Bundle> {
    const { folder, size, tail } = this.#generation;
    const current = Math.floor(size / tileWidth);
    if (number < current) return fileSource((path) => folder.read(path), size).bundle(number);
    if (number > current) return { leaves: [], groups: [] };
    return tail;
  }
}
