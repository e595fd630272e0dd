import { parseEntries, parseOpenings } from "./bundle.ts";
import { readEntry, type Entry } from "./entry.ts";
import { openingsPath, readTileFile, type ReadFile } from "./log-files.ts";
import type { OpeningKeys, SealedGroup } from "./opening-group.ts";
import type { EvidencePrimitives } from "./primitives.ts";
import { tileWidth } from "./tile.ts";

/** Leaves of a bundle by their place, and its openings. A leaf may be missing. */
export type Bundle = {
  readonly leaves: readonly (Uint8Array | undefined)[];
  readonly groups: readonly SealedGroup[];
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
        groups: parseOpenings(openings, number).groups,
      };
    },
  };
}

export type ReadParts = {
  readonly source: EntrySource;
  readonly keys: OpeningKeys;
  readonly primitives: EvidencePrimitives;
};

/** Entries below `before` (all of them, unless told), the newest first. */
export async function readNewest(
  { before = Number.POSITIVE_INFINITY, limit }: Page,
  parts: ReadParts,
): Promise<readonly Entry[]> {
  const end = Math.min(before, parts.source.size);
  const start = Math.max(0, end - limit);
  const entries = await Array.fromAsync(readRange({ from: start, to: end }, parts));
  return entries.reverse();
}

export type Page = { readonly before?: number; readonly limit: number };
export type Range = { readonly from: number; readonly to: number };

/** Entries from `from` up to `to`, that one not included, in order. */
export async function* readRange(
  { from, to }: Range,
  { source, keys, primitives }: ReadParts,
): AsyncIterable<Entry> {
  const end = Math.min(to, source.size);
  for (let index = Math.max(0, from); index < end;) {
    const number = Math.floor(index / tileWidth);
    const { leaves, groups } = await source.bundle(number);
    const groupOf = groupsByIndex(groups);
    for (; index < Math.min(end, (number + 1) * tileWidth); index += 1) {
      const leaf = leaves[index % tileWidth] ?? new Uint8Array();
      yield await readEntry({ index, leaf, group: groupOf.get(index) }, keys, primitives);
    }
  }
}

export function groupsByIndex(groups: readonly SealedGroup[]): ReadonlyMap<number, SealedGroup> {
  return new Map(groups.flatMap((group) => group.indices.map((index) => [index, group] as const)));
}
