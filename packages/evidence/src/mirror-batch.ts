import { textOf } from "@homepoint/base";
import { parseCheckpoint } from "./checkpoint.ts";
import { proveConsistency } from "./inclusion.ts";
import {
  below,
  checkpointFile,
  followsFile,
  generationFolder,
  keyFile,
  openingsPath,
  readTileFile,
  remembering,
  tileReader,
  type ReadFile,
} from "./log-files.ts";
import type { EvidencePrimitives } from "./primitives.ts";
import { problem } from "./problems.ts";
import { tileWidth } from "./tile.ts";

/** Entries and sealed openings of one bundle of 256, as their files have them. */
export type MirrorBundle = { readonly entries: Uint8Array; readonly openings: Uint8Array };

/** A run of a log, for whoever mirrors it, and the proof that it belongs to what was signed. */
export type MirrorBatch = {
  readonly generation: number;
  /** The log's verifier key. */
  readonly key: string;
  /** Signed; it covers at least `to` entries. */
  readonly checkpoint: string;
  /** The first fact, open to all: with the first entries. */
  readonly follows?: string;
  /** What the mirror has already. */
  readonly from: number;
  /** The checkpoint's size, or a multiple of 256 below it. */
  readonly to: number;
  /** RFC 6962 §2.1.2, from `to` to the checkpoint's size. */
  readonly path: readonly Uint8Array[];
  /** From the bundle that `from` lies in. */
  readonly bundles: readonly MirrorBundle[];
};

export type ToBring = {
  readonly generation: number;
  /** Entries that the mirror has. */
  readonly from: number;
  /** Bundles at once. */
  readonly most: number;
};

/**
 * What a mirror of this log lacks, some of it. Undefined where it has all that is signed. The files
 * may change meanwhile.
 *
 * @throws evidence/damaged-log
 */
export async function bringMore(
  readFile: ReadFile,
  { generation, from, most }: ToBring,
  hasher: EvidencePrimitives,
): Promise<MirrorBatch | undefined> {
  const read = below(generationFolder(generation), readFile);
  const [note, key] = [await textIn(read, checkpointFile), await textIn(read, keyFile)];
  const checkpoint = parseCheckpoint(note ?? "");
  if (note === undefined || key === undefined || !checkpoint || checkpoint.size <= from)
    return undefined;
  const { size } = checkpoint;
  const first = Math.floor(from / tileWidth);
  const to = Math.min(size, (first + most) * tileWidth);
  const bundles: MirrorBundle[] = [];
  for (let number = first; number * tileWidth < to; number += 1)
    bundles.push(await readOne(read, number, size));
  const readTile = remembering(tileReader(read));
  const path = to === size ? [] : await proveConsistency(to, { size, readTile, hasher });
  const follows = from === 0 ? await textIn(read, followsFile) : undefined;
  const told = { generation, key: key.trimEnd(), checkpoint: note, from, to, path, bundles };
  return follows === undefined ? told : { ...told, follows };
}

async function readOne(read: ReadFile, index: number, size: number): Promise<MirrorBundle> {
  const width = Math.min(tileWidth, size - index * tileWidth);
  const entries = await readTileFile(read, { level: "entries", index, width });
  if (!entries) throw problem("damaged-log", { where: `bundle ${index}` });
  return { entries, openings: (await read(openingsPath(index))) ?? new Uint8Array() };
}

async function textIn(read: ReadFile, path: string): Promise<string | undefined> {
  const bytes = await read(path);
  return bytes && textOf(bytes);
}
