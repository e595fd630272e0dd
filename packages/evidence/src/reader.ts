import { parseEntries, parseOpenings, type SealedOpening } from "./bundle.ts";
import { readEntry, type Entry, type OpeningKeys } from "./entry.ts";
import { openingsPath, readTileFile, type ReadFile } from "./log-files.ts";
import type { EvidencePrimitives } from "./primitives.ts";
import { tileWidth } from "./tile.ts";

/** Leaves of a bundle by their place, and openings by index. A leaf may be missing. */
export type Bundle = {
  readonly leaves: readonly (Uint8Array | undefined)[];
  readonly openings: ReadonlyMap<number, SealedOpening>;
};

/** Where entries are read from, 256 at a time. */
export interface EntrySource {
  readonly size: number;
  bundle(number: number): Promise<Bundle>;
}

/** The entries of one generation, from its files, as far as its checkpoint reaches. */
export function fileSource(read: ReadFile, size: number): EntrySource {
  return {
    size,
    async bundle(number) {
      const width = Math.min(tileWidth, size - number * tileWidth);
      const bytes = await readTileFile(read, { level: "entries", index: number, width });
      const openings = (await read(openingsPath(number))) ?? new Uint8Array();
      return {
        leaves: parseEntries(bytes ?? new Uint8Array()).entries,
        openings: byIndex(parseOpenings(openings, number).openings),
      };
    },
  };
}

export function byIndex(openings: readonly SealedOpening[]): ReadonlyMap<number, SealedOpening> {
  return new Map(openings.map((opening) => [opening.index, opening]));
}

export type ReadParts = {
  readonly source: EntrySource;
  readonly keys: OpeningKeys;
  readonly primitives: EvidencePrimitives;
};

/** Entries below `before` (all of them, unless told), the newest first. */
export async function readNewest(
  {
    before = Number.POSITIVE_INFINITY,
    limit,
  }: { readonly before?: number; readonly limit: number },
  parts: ReadParts,
): Promise<readonly Entry[]> {
  const end = Math.min(before, parts.source.size);
  const start = Math.max(0, end - limit);
  const entries = await Array.fromAsync(readRange({ from: start, to: end }, parts));
  return entries.reverse();
}

/** Entries from `from` up to `to`, that one not included, in order. */
export async function* readRange(
  { from, to }: { readonly from: number; readonly to: number },
  { source, keys, primitives }: ReadParts,
): AsyncIterable<Entry> {
  const end = Math.min(to, source.size);
  let bundle: Bundle | undefined;
  for (let index = Math.max(0, from); index < end; index += 1) {
    const place = index % tileWidth;
    if (!bundle || place === 0) bundle = await source.bundle(Math.floor(index / tileWidth));
    const [leaf, opening] = [bundle.leaves[place] ?? new Uint8Array(), bundle.openings.get(index)];
    yield await readEntry({ index, leaf, opening }, keys, primitives);
  }
}
