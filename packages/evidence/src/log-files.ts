import { numberPath, tilePath, tileWidth, type Tile } from "./tile.ts";
import { hashLength } from "./tree.ts";
import type { ReadTile } from "./inclusion.ts";
import { problem } from "./problems.ts";

/**
 * Reads a file of an evidence folder, by its path with `/`: from a disk, a stick, over HTTP.
 * Undefined where there is no such file. Nothing it gives is trusted.
 */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** Names of the files of one evidence folder: docs/formats/evidence.md §1. */
export const currentFile = "generation";
/** Generations beyond this are neither taken from others nor looked for in what others wrote. */
export const mostGenerations = 10_000;
export const keyFile = "key";
export const checkpointFile = "checkpoint";
export const followsFile = "follows";
export const witnessedFile = "witnessed";
export const stampsFile = "stamps";
export const witnessesFile = "witnesses";

export function generationFolder(number: number): string {
  return `generations/${number}`;
}

export function openingsPath(bundle: number): string {
  return `openings/${numberPath(bundle)}`;
}

/** Sees one folder below another. */
export function below(folder: string, read: ReadFile): ReadFile {
  return (path) => read(`${folder}/${path}`);
}

/** A tile of hashes or entries; where the partial one is gone, the whole one that replaced it. */
export async function readTileFile(read: ReadFile, tile: Tile): Promise<Uint8Array | undefined> {
  const found = await read(tilePath(tile));
  if (found || tile.width === tileWidth) return found;
  return read(tilePath({ ...tile, width: tileWidth }));
}

/** Hash tiles of a generation. @throws evidence/damaged-log where one is missing or too short */
export function tileReader(read: ReadFile): ReadTile {
  return async (tile) => {
    const bytes = await readTileFile(read, tile);
    if (!bytes || bytes.length < tile.width * hashLength)
      throw problem("damaged-log", { where: tilePath(tile) });
    return bytes.subarray(0, tile.width * hashLength);
  };
}

/** Remembers the tiles of one tree, so that proofs and walks do not read them again. */
export function remembering(readTile: ReadTile, most = 64): ReadTile {
  const known = new Map<string, Promise<Uint8Array>>();
  return (tile) => {
    const path = tilePath(tile);
    const found = known.get(path) ?? readTile(tile);
    known.delete(path);
    known.set(path, found); // the last one used is the last one forgotten
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
