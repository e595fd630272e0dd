import { utf8 } from "@homepoint/base";
import { formatEntries, formatOpenings } from "../bundle.ts";
import { signCheckpoint } from "../checkpoint.ts";
import { checkpointFile, openingsPath } from "../log-files.ts";
import type { SignerKey } from "../note.ts";
import type { SealedGroup } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { edgeTiles, hashesAt, tilePath, tileWidth, type Tile, type TreeEdge } from "../tile.ts";
import { leafHashes } from "../tree.ts";
import type { LogFolder } from "./log-folder.ts";
import type { MachineKeys } from "./machine-keys.ts";
import { readGroups, shredIn, type ShredParts } from "./shred.ts";
import type { LogState } from "./state.ts";
import type { Batch, UnsettledEntry } from "./wal.ts";

export const stateFile = "state";

/** The part of a log that still changes: its right edge, and the bundle that is not yet full. */
export type Tail = {
  readonly edge: TreeEdge;
  /** Leaves of the bundle that is not full; fewer than 256. */
  readonly leaves: readonly Uint8Array[];
  /** Their openings, as far as they were not destroyed. */
  readonly groups: readonly SealedGroup[];
};

export type GenerationParts = {
  readonly number: number;
  readonly folder: LogFolder;
  readonly key: SignerKey;
  readonly machine: MachineKeys;
  readonly primitives: EvidencePrimitives;
};

type NewFile = { readonly path: string; readonly bytes: Uint8Array; readonly isReplaced: boolean };

const writesAtOnce = 8;

/** One log on disk: tiles, entries, openings, checkpoint. Changes only by `settle` and `shred`. */
export class Generation {
  readonly number: number;
  readonly key: SignerKey;
  readonly folder: LogFolder;
  readonly #machine: MachineKeys;
  readonly #primitives: EvidencePrimitives;
  #tail: Tail;
  #note: string | undefined;
  #sizeBefore: number;
  /** Partial tiles of the checkpoint before; a reader may be at work with them. */
  #superseded: readonly Tile[] = [];

  constructor(parts: GenerationParts, tail: Tail, note: string | undefined) {
    this.number = parts.number;
    this.key = parts.key;
    this.folder = parts.folder;
    this.#machine = parts.machine;
    this.#primitives = parts.primitives;
    this.#tail = tail;
    this.#note = note;
    this.#sizeBefore = tail.edge.size;
  }

  /** Entries that the published checkpoint covers. */
  get size(): number {
    return this.#tail.edge.size;
  }

  /** The published checkpoint. Undefined before the first. */
  get note(): string | undefined {
    return this.#note;
  }

  get tail(): Tail {
    return this.#tail;
  }

  /**
   * Puts durable entries into tiles and publishes a checkpoint over them. If it rejects nothing is
   * lost and nothing changed that a checkpoint covers: it can be tried again, after a crash too.
   */
  async settle(batches: readonly Batch[], state: LogState): Promise<void> {
    if (batches.length === 0) return;
    const before = this.#tail;
    const { tail, files } = grow(before, batches, this.#primitives);
    await writeAll(this.folder, files);
    const { size } = tail.edge;
    const checkpoint = { origin: this.key.name, size, root: tail.edge.root() };
    const note = signCheckpoint(checkpoint, this.key, this.#primitives);
    await this.#machine.remember(note);
    await this.folder.replace(stateFile, state.format());
    await this.folder.replace(checkpointFile, utf8(note));
    this.#tail = tail;
    this.#note = note;
    this.#sizeBefore = before.edge.size;
  }

  /** Puts the published checkpoint, the same with more lines under it, in its own place. */
  async publish(note: string): Promise<void> {
    await this.folder.replace(checkpointFile, utf8(note));
    this.#note = note;
  }

  /** Destroys the openings of these settled entries, for good once it resolves. */
  async shred(indices: ReadonlySet<number>, parts: ShredParts): Promise<void> {
    const current = Math.floor(this.size / tileWidth);
    const kept = await shredIn(this.folder, indices, {
      ...parts,
      groupsOf: async (bundle) =>
        bundle === current ? this.#tail.groups : readGroups(this.folder, bundle),
    });
    const groups = kept.get(current);
    if (groups) this.#tail = { ...this.#tail, groups };
  }

  /** Removes partial tiles that no checkpoint needs: the last but one, and below whole tiles. */
  async sweep(): Promise<void> {
    const size = this.size;
    const partial = edgeTiles(this.#sizeBefore);
    const all = partial.flatMap((tile) =>
      tile.level === 0 ? [tile, { ...tile, level: "entries" as const }] : [tile],
    );
    const isWhole = ({ level, index }: Tile) =>
      hashesAt(level === "entries" ? 0 : level, size) >= (index + 1) * tileWidth;
    for (const tile of all.filter(isWhole))
      await this.folder.remove(`${tilePath({ ...tile, width: tileWidth })}.p`);
    for (const tile of this.#superseded) await this.folder.remove(tilePath(tile));
    const current = new Set(edgeTiles(size).map(tilePath));
    this.#superseded = all.filter((tile) => {
      const hashes = tile.level === "entries" ? { ...tile, level: 0 } : tile;
      return !isWhole(tile) && !current.has(tilePath(hashes));
    });
  }
}

/** The tail after these entries, and the files that make it so. Changes nothing. */
function grow(before: Tail, batches: readonly Batch[], primitives: EvidencePrimitives) {
  const edge = before.edge.copy();
  const files: NewFile[] = [];
  let leaves = [...before.leaves];
  let groups = [...before.groups];
  let isNew = leaves.length === 0;
  for (const { entries, group } of batches) {
    const bundle = Math.floor(edge.size / tileWidth);
    leaves.push(...entries.map(({ leaf }) => leaf));
    groups.push(group);
    files.push(...wholeTiles(edge, entries, primitives));
    if (leaves.length < tileWidth) continue;
    files.push(
      newFile({ level: "entries", index: bundle, width: tileWidth }, formatEntries(leaves)),
    );
    files.push(openingsFile(bundle, groups, isNew));
    [leaves, groups, isNew] = [[], [], true];
  }
  if (leaves.length > 0) files.push(openingsFile(Math.floor(edge.size / tileWidth), groups, isNew));
  files.push(...partialTiles(before.edge.size, edge, leaves));
  return { tail: { edge, leaves, groups }, files };
}

/** A bundle's first openings file is new; a later one stands in for it. */
function openingsFile(bundle: number, groups: readonly SealedGroup[], isNew: boolean): NewFile {
  return { path: openingsPath(bundle), bytes: formatOpenings(groups), isReplaced: !isNew };
}

function wholeTiles(
  edge: TreeEdge,
  entries: readonly UnsettledEntry[],
  primitives: EvidencePrimitives,
): readonly NewFile[] {
  const whole = edge.grow(
    leafHashes(
      entries.map(({ leaf }) => leaf),
      primitives,
    ),
  );
  return whole.map(({ level, hashes }) => {
    const index = hashesAt(level + 1, edge.size) - 1;
    return newFile({ level, index, width: tileWidth }, hashes);
  });
}

/** Partial tiles that the tree of the old size did not have already. */
function partialTiles(
  oldSize: number,
  edge: TreeEdge,
  leaves: readonly Uint8Array[],
): readonly NewFile[] {
  const had = new Set(edgeTiles(oldSize).map(tilePath));
  const tiles = edgeTiles(edge.size).filter((tile) => !had.has(tilePath(tile)));
  return tiles.flatMap((tile) => {
    const hashes = newFile(tile, edge.borrowLevel(tile.level as number)); // edge tiles are of hashes
    if (tile.level !== 0) return [hashes];
    return [hashes, newFile({ ...tile, level: "entries" }, formatEntries(leaves))];
  });
}

function newFile(tile: Tile, bytes: Uint8Array): NewFile {
  return { path: tilePath(tile), bytes, isReplaced: false };
}

async function writeAll(folder: LogFolder, files: readonly NewFile[]): Promise<void> {
  const queue = files.values();
  const work = async () => {
    for (const { path, bytes, isReplaced } of queue)
      await (isReplaced ? folder.replace(path, bytes) : folder.write(path, bytes));
  };
  // All must end before a failure is told, so that nothing is still being written after it.
  const ends = await Promise.allSettled(Array.from({ length: writesAtOnce }, work));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  await folder.syncNames();
}
