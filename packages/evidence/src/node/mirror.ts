import { equalBytes, fromBase64, textOf, toBase64, utf8 } from "@homepoint/base";
import { formatEntries, formatOpenings, parseEntries, parseOpenings } from "../bundle.ts";
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "../checkpoint.ts";
import type { MirrorBroken } from "../fact.ts";
import { verifyConsistency } from "../inclusion.ts";
import {
  checkpointFile,
  currentFile,
  followsFile,
  generationFolder,
  keyFile,
  mostGenerations,
  openingsPath,
} from "../log-files.ts";
import type { MirrorBatch } from "../mirror-batch.ts";
import { parseVerifierKey } from "../note.ts";
import { edgeTiles, tilePath, tileWidth, TreeEdge, type Tile } from "../tile.ts";
import { hashLength, leafHashes } from "../tree.ts";
import { readFollows } from "../verify/follows.ts";
import { diskFolder, within, type LogFolder } from "./log-folder.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

/** How far a mirror has got; generation 0 before the first batch. */
export type MirrorStanding = {
  readonly generation: number;
  readonly size: number;
  /** The checkpoint that all of it, or all but the newest of it, is under. */
  readonly checkpoint?: string;
  readonly key?: string;
};

export type MirrorBrought =
  | { readonly taken: true; readonly isWhole: boolean; readonly remark?: MirrorBroken }
  | {
      readonly taken: false;
      readonly because: MirrorBroken | "another-size";
      /** Entries of this generation that are here. */
      readonly size: number;
    };

const sizeFile = "mirrored";

type Held = {
  readonly number: number;
  readonly folder: LogFolder;
  readonly edge: TreeEdge;
  readonly key: string | undefined;
  readonly note: string | undefined;
};

/**
 * A copy of another's log that only grows: what it has is never given up for something else. The
 * folder verifies like the log itself; what is sealed in it stays sealed.
 */
export class Mirror {
  readonly #folder: LogFolder;
  #held: Held;

  private constructor(folder: LogFolder, held: Held) {
    this.#folder = folder;
    this.#held = held;
  }

  /** @throws evidence/damaged-log */
  static async open(path: string): Promise<Mirror> {
    const folder = diskFolder(path);
    const number = Number(textOf((await folder.read(currentFile)) ?? utf8("0")));
    return new Mirror(folder, await hold(folder, Number.isSafeInteger(number) ? number : 0));
  }

  get standing(): MirrorStanding {
    const { number, edge, key, note } = this.#held;
    return {
      generation: number,
      size: edge.size,
      ...(note === undefined ? {} : { checkpoint: note }),
      ...(key === undefined ? {} : { key }),
    };
  }

  /** What a log says of itself, held to what is here; undefined where it goes on from it. */
  compare(generation: number, checkpoint: string): MirrorBroken | undefined {
    const { number, edge, key } = this.#held;
    if (generation > number || number === 0) return undefined;
    const told = key === undefined ? parseCheckpoint(checkpoint) : verified(checkpoint, key);
    if (!told) return "bad-signature";
    if (generation < number || told.size < edge.size) return "rolled-back";
    return told.size === edge.size && !equalBytes(told.root, edge.root()) ? "forked" : undefined;
  }

  /** Keeps a batch, if it goes on from what is here; durable once it resolves. */
  async take(batch: MirrorBatch): Promise<MirrorBrought> {
    const held = batch.generation > this.#held.number ? await this.#begin(batch) : this.#held;
    const grown = growBy(batch, held);
    if (typeof grown === "string") return { taken: false, because: grown, size: held.edge.size };
    const { edge, files, isWhole } = grown;
    const { folder } = held;
    for (const { path, bytes } of files) await folder.write(path, bytes);
    await folder.syncNames();
    if (held.edge.size === 0) await this.#name(batch, held);
    await folder.replace(sizeFile, utf8(`${edge.size}\n${toBase64(edge.root())}\n`));
    if (isWhole) await folder.replace(checkpointFile, utf8(batch.checkpoint));
    const remark = held.number === this.#held.number ? undefined : await this.#lost(batch, held);
    const note = isWhole ? batch.checkpoint : held.note;
    const before = [held.edge.size, parseCheckpoint(held.note ?? "")?.size ?? 0];
    this.#held = { ...held, edge, note, key: batch.key };
    if (isWhole) await sweep(folder, before, edge.size);
    return { taken: true, isWhole, ...(remark ? { remark } : {}) };
  }

  /** Keeps the lines of witnesses under the checkpoint that is here. */
  async keepCosigned(note: string): Promise<void> {
    const { folder, key, note: before } = this.#held;
    const told = key === undefined ? undefined : verified(note, key);
    if (!told || told.size !== parseCheckpoint(before ?? "")?.size) return;
    await folder.replace(checkpointFile, utf8(note));
    this.#held = { ...this.#held, note };
  }

  async #begin({ generation }: MirrorBatch): Promise<Held> {
    return hold(this.#folder, generation);
  }

  async #name({ key, generation, follows }: MirrorBatch, { folder }: Held): Promise<void> {
    await folder.replace(keyFile, utf8(`${key}\n`));
    if (follows !== undefined) await folder.replace(followsFile, utf8(follows));
    await this.#folder.replace(currentFile, utf8(`${generation}\n`));
  }

  /** A generation is to name a checkpoint not before what was here of the last one. */
  async #lost({ follows, bundles }: MirrorBatch, held: Held): Promise<MirrorBroken | undefined> {
    const before = this.#held;
    if (before.number === 0) return undefined;
    const [first] = parseEntries(bundles[0]?.entries ?? new Uint8Array()).entries;
    const read = async () => (follows === undefined ? undefined : utf8(follows));
    const told = await readFollows(read, first, primitives);
    const last = before.key && told?.last !== undefined && verified(told.last, before.key);
    const goesOn = last && last.size >= before.edge.size && held.number === before.number + 1;
    return goesOn ? undefined : "began-anew";
  }
}

/** @throws evidence/damaged-log */
async function hold(log: LogFolder, number: number): Promise<Held> {
  const folder = within(log, generationFolder(number));
  const [text = "", root = ""] = textOf((await folder.read(sizeFile)) ?? utf8("0")).split("\n");
  const size = Number(text);
  const levels: Uint8Array[] = [];
  for (const tile of edgeTiles(size))
    levels[tile.level as number] = (await folder.read(tilePath(tile))) ?? new Uint8Array();
  const whole = Array.from(levels, (hashes) => hashes ?? new Uint8Array());
  const edge = new TreeEdge(size, whole, primitives);
  // Files that were changed here: nothing is put on top of them.
  const isSound = size === 0 || equalBytes(edge.root(), fromBase64(root) ?? new Uint8Array());
  const [key, note] = [await folder.read(keyFile), await folder.read(checkpointFile)];
  return {
    number,
    folder,
    edge: isSound ? edge : new TreeEdge(-1, [], primitives),
    key: key && textOf(key).trimEnd(),
    note: note && textOf(note),
  };
}

function verified(note: string, key: string): Checkpoint | undefined {
  try {
    return verifyCheckpoint(note, parseVerifierKey(key, primitives), primitives);
  } catch {
    return undefined; // no key
  }
}

type NewFile = { readonly path: string; readonly bytes: Uint8Array };
type Grown = { edge: TreeEdge; files: readonly NewFile[]; isWhole: boolean };

/** The tree with the batch, and its files; or why it is not taken. Changes nothing. */
function growBy(batch: MirrorBatch, held: Held): Grown | MirrorBroken | "another-size" {
  const { from, to, path } = batch;
  if (held.edge.size < 0 || batch.generation > mostGenerations) return "damaged";
  const isKey = held.key === undefined || held.edge.size === 0 || held.key === batch.key;
  const checkpoint = isKey ? verified(batch.checkpoint, batch.key) : undefined;
  if (!checkpoint) return "bad-signature";
  if (from !== held.edge.size) return "another-size";
  const { size, root } = checkpoint;
  if (to <= from || to > size || (to !== size && to % tileWidth !== 0)) return "damaged";
  const edge = held.edge.copy();
  const files = addAll(edge, batch, held);
  if (typeof files === "string") return files;
  const told = { old: to, oldRoot: edge.root(), size, root, path };
  // The tree as it was here, the new entries on top of it, and what its key signed: one tree.
  if (!verifyConsistency(told, primitives)) return "forked";
  return { edge, files: [...files, ...edgeFiles(edge)], isWhole: to === size };
}

/** Grows the edge bundle by bundle; or says why the bundles are not what follows. */
function addAll(
  edge: TreeEdge,
  { to, bundles }: MirrorBatch,
  { edge: before }: Held,
): readonly NewFile[] | MirrorBroken {
  const files: NewFile[] = [];
  for (const { entries: bytes, openings } of bundles) {
    const number = Math.floor(edge.size / tileWidth);
    const width = Math.min(tileWidth, to - number * tileWidth);
    const entries = parseEntries(bytes).entries.slice(0, width);
    const had = edge.size - number * tileWidth;
    if (entries.length !== width || had >= width) return "damaged";
    const hashes = leafHashes(entries, primitives);
    const known = number === Math.floor(before.size / tileWidth) ? before.borrowLevel(0) : noBytes;
    if (!equalBytes(hashes.subarray(0, known.length), known)) return "forked";
    for (const { level, hashes: whole } of edge.grow(hashes.subarray(had * hashLength)))
      files.push({ path: tilePath(lastOf(level, edge.size)), bytes: whole });
    const groups = parseOpenings(openings, number).groups.filter(({ indices }) =>
      indices.every((index) => index < to),
    );
    const tile = { level: "entries", index: number, width } as const;
    files.push({ path: tilePath(tile), bytes: formatEntries(entries) });
    files.push({ path: openingsPath(number), bytes: formatOpenings(groups) });
  }
  return edge.size === to ? files : "damaged";
}

const noBytes = new Uint8Array();

/** The tile of this level that has just become whole. */
function lastOf(level: number, size: number): Tile {
  const index = Math.floor(size / tileWidth ** (level + 1)) - 1;
  return { level, index, width: tileWidth };
}

function edgeFiles(edge: TreeEdge): readonly NewFile[] {
  return edgeTiles(edge.size).map((tile) => ({
    path: tilePath(tile),
    bytes: edge.borrowLevel(tile.level as number), // edge tiles are of hashes
  }));
}

/** Removes partial tiles of sizes that are over. */
async function sweep(folder: LogFolder, sizes: readonly number[], size: number): Promise<void> {
  const current = new Set(tilesOf(size).map(tilePath));
  const old = sizes.flatMap(tilesOf).filter((tile) => !current.has(tilePath(tile)));
  for (const tile of old) await folder.remove(tilePath(tile));
}

function tilesOf(size: number): readonly Tile[] {
  return edgeTiles(size).flatMap((tile) =>
    tile.level === 0 ? [tile, { ...tile, level: "entries" as const }] : [tile],
  );
}
