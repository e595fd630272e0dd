import { textOf } from "@homepoint/base";
import { parseCheckpoint } from "./checkpoint.ts";
import {
  below,
  checkpointFile,
  currentFile,
  followsFile,
  generationFolder,
  keyFile,
  readTileFile,
  stampsFile,
  witnessedFile,
  witnessesFile,
  type ReadFile,
} from "./log-files.ts";
import { problem } from "./problems.ts";
import { edgeTiles, hashesAt, levelsOf, tilePath, tileWidth, type Tile } from "./tile.ts";

/** One file of a log, by its path below the evidence folder. */
export type CopiedFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * All files that an outsider needs to verify a log, and nothing of what its entries hide: no
 * openings. Any web server can serve them. A log that is being written can be copied.
 *
 * @throws evidence/damaged-log
 */
export async function* copyLog(
  read: ReadFile,
  generations: readonly number[],
): AsyncIterable<CopiedFile> {
  for (const number of generations) {
    const folder = generationFolder(number);
    for await (const { path, bytes } of copyGeneration(below(folder, read)))
      yield { path: `${folder}/${path}`, bytes };
  }
  yield* copyThere(read, [currentFile, witnessesFile]);
}

async function* copyGeneration(read: ReadFile): AsyncIterable<CopiedFile> {
  const note = await read(checkpointFile);
  const size = (note && parseCheckpoint(textOf(note))?.size) ?? 0;
  // Partial tiles go when the log grows: they first, and all at once.
  const edge = edgeTiles(size).flatMap(withEntries);
  yield* await Promise.all(edge.map((tile) => copyTile(tile, read)));
  if (note) yield { path: checkpointFile, bytes: note };
  yield* copyThere(read, [keyFile, followsFile, witnessedFile, stampsFile]);
  for (const tile of wholeTiles(size)) yield await copyTile(tile, read);
}

async function* copyThere(read: ReadFile, paths: readonly string[]): AsyncIterable<CopiedFile> {
  for (const path of paths) {
    const bytes = await read(path);
    if (bytes) yield { path, bytes };
  }
}

async function copyTile(tile: Tile, read: ReadFile): Promise<CopiedFile> {
  const path = tilePath(tile);
  const exact = await read(path);
  if (exact) return { path, bytes: exact };
  const bytes = await readTileFile(read, tile);
  if (!bytes) throw problem("damaged-log", { where: path });
  return { path: tilePath({ ...tile, width: tileWidth }), bytes }; // it became whole meanwhile
}

function* wholeTiles(size: number): Iterable<Tile> {
  for (let level = 0; level < levelsOf(size); level += 1)
    for (let index = 0; index < Math.floor(hashesAt(level, size) / tileWidth); index += 1)
      yield* withEntries({ level, index, width: tileWidth });
}

function withEntries(tile: Tile): readonly Tile[] {
  return tile.level === 0 ? [tile, { ...tile, level: "entries" }] : [tile];
}
