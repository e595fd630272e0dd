import { parseEntries } from "../bundle.ts";
import { openingsPath, readTileFile, type ReadFile } from "../log-files.ts";
import { tilePath, tileWidth } from "../tile.ts";
import { hashLength } from "../tree.ts";

/** One bundle of a log as its files have it; nothing of it is verified. */
export type WalkedBundle = {
  readonly number: number;
  /** Entries it should have. */
  readonly width: number;
  /** Undefined where there is no file. */
  readonly entries: readonly Uint8Array[] | undefined;
  /** Bytes of the file that are no entry. */
  readonly left: number;
  /** The hash tile beside it, undefined where there is none. */
  readonly tile: Uint8Array | undefined;
  readonly openings: Uint8Array | undefined;
};

/** Files are read this many bundles ahead. */
const ahead = 8;

/** All bundles of a tree of this size, in order, reading ahead a little. */
export async function* walk(
  read: ReadFile,
  size: number,
  withOpenings: "with-openings" | "leaves-only",
): AsyncIterable<WalkedBundle> {
  const count = Math.ceil(size / tileWidth);
  const coming: Promise<WalkedBundle>[] = [];
  for (let number = 0; number < count; number += 1) {
    coming.push(readBundle(read, { number, size, withOpenings }));
    if (coming.length > ahead) yield await (coming.shift() as Promise<WalkedBundle>); // just filled
  }
  for (const bundle of coming) yield await bundle;
}

type ToRead = {
  readonly number: number;
  readonly size: number;
  readonly withOpenings: "with-openings" | "leaves-only";
};

export async function readBundle(
  read: ReadFile,
  { number, size, withOpenings }: ToRead,
): Promise<WalkedBundle> {
  const width = Math.min(tileWidth, size - number * tileWidth);
  const [found, tile, openings] = await Promise.all([
    readEntries(read, number, width),
    readTileFile(read, { level: 0, index: number, width }),
    withOpenings === "with-openings" ? read(openingsPath(number)) : undefined,
  ]);
  return { number, width, ...found, tile: tile?.subarray(0, width * hashLength), openings };
}

async function readEntries(
  read: ReadFile,
  index: number,
  width: number,
): Promise<Pick<WalkedBundle, "entries" | "left">> {
  const tile = { level: "entries", index, width } as const;
  const bytes = await read(tilePath(tile));
  if (bytes) return parseEntries(bytes);
  // A whole bundle stands in for a partial one that is gone; what is past the width is newer.
  const whole = width < tileWidth ? await read(tilePath({ ...tile, width: tileWidth })) : undefined;
  if (!whole) return { entries: undefined, left: 0 };
  return { entries: parseEntries(whole).entries.slice(0, width), left: 0 };
}
