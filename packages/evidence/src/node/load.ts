import { equalBytes, textOf } from "@homepoint/base";
import { parseEntries, parseOpenings } from "../bundle.ts";
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "../checkpoint.ts";
import type { GenerationReason } from "../fact.ts";
import { rootAt } from "../inclusion.ts";
import { checkpointFile, keyFile, openingsPath, tileReader } from "../log-files.ts";
import { parseVerifierKey, type SignerKey, type VerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { edgeTiles, tilePath, tileWidth, TreeEdge } from "../tile.ts";
import { hashLength, leafHash } from "../tree.ts";
import type { Tail } from "./generation.ts";
import type { LogFolder } from "./log-folder.ts";
import type { MachineKeys } from "./machine-keys.ts";
import { firstOf, Wal, type Batch } from "./wal.ts";

/** Whether a log on disk can go on, and with what; or why not. */
export type Standing =
  | {
      readonly goesOn: true;
      readonly key: SignerKey;
      readonly tail: Tail;
      readonly note: string | undefined;
      readonly wal: Wal;
      /** Durable entries after the tail, in order, without a gap or an overlap. */
      readonly unsettled: readonly Batch[];
      readonly cut: number;
    }
  | {
      readonly goesOn: false;
      readonly because: Exclude<GenerationReason, "first" | "asked">;
    };

export type LoadParts = {
  readonly folder: LogFolder;
  readonly machine: MachineKeys;
  readonly primitives: EvidencePrimitives;
};

/**
 * Reads the end of a log, as much as a tree's height, however large it is. A log goes on only with
 * its key, with its right edge intact, and not short of what was last signed on this machine.
 */
export async function load(parts: LoadParts): Promise<Standing> {
  const { folder, machine, primitives } = parts;
  const verifier = await readKey(folder, primitives);
  if (!verifier) return { goesOn: false, because: "damaged" };
  const key = machine.find(verifier);
  if (!key) return { goesOn: false, because: "key-missing" };
  const published = await readCheckpoint(folder, verifier, primitives);
  if (published === "damaged") return { goesOn: false, because: "damaged" };
  const tail = await readTail(published?.checkpoint, parts);
  if (!tail) return { goesOn: false, because: "damaged" };
  const { wal, batches, cut } = await Wal.open(folder);
  const unsettled = contiguous(batches, tail.edge.size);
  const reached = { ...parts, tail, unsettled, origin: key.name };
  const because = await findRollback(reached).catch(async (error: unknown) => {
    await wal.close();
    throw error;
  });
  if (because) {
    await wal.close();
    return { goesOn: false, because };
  }
  return { goesOn: true, key, tail, note: published?.note, wal, unsettled, cut };
}

export async function readKey(
  folder: Pick<LogFolder, "read">,
  primitives: EvidencePrimitives,
): Promise<VerifierKey | undefined> {
  const bytes = await folder.read(keyFile); // a disk that fails is no reason for a new generation
  try {
    return bytes && parseVerifierKey(textOf(bytes).trimEnd(), primitives);
  } catch {
    return undefined; // it holds no key
  }
}

async function readCheckpoint(
  folder: LogFolder,
  key: VerifierKey,
  primitives: EvidencePrimitives,
): Promise<{ note: string; checkpoint: Checkpoint } | undefined | "damaged"> {
  const bytes = await folder.read(checkpointFile);
  if (!bytes) return undefined;
  const note = textOf(bytes);
  const checkpoint = verifyCheckpoint(note, key, primitives);
  return checkpoint ? { note, checkpoint } : "damaged";
}

/** Undefined where the files do not give the signed root. */
async function readTail(
  checkpoint: Checkpoint | undefined,
  { folder, primitives }: LoadParts,
): Promise<Tail | undefined> {
  if (!checkpoint) return { edge: new TreeEdge(0, [], primitives), leaves: [], groups: [] };
  const { size, root } = checkpoint;
  const levels: Uint8Array[] = [];
  for (const tile of edgeTiles(size)) {
    const hashes = await folder.read(tilePath(tile));
    if (hashes?.length !== tile.width * hashLength) return undefined;
    levels[tile.level as number] = hashes; // edge tiles are of hashes
  }
  const edge = new TreeEdge(
    size,
    Array.from(levels, (hashes) => hashes ?? new Uint8Array()),
    primitives,
  );
  if (!equalBytes(edge.root(), root)) return undefined;
  const leaves = await readLeaves(edge, { folder, primitives });
  return leaves && { edge, leaves, groups: await readGroups(size, folder) };
}

/** Leaves of the bundle that is not full. Undefined where they are not those of the tree. */
async function readLeaves(
  edge: TreeEdge,
  { folder, primitives }: Pick<LoadParts, "folder" | "primitives">,
): Promise<readonly Uint8Array[] | undefined> {
  const width = edge.size % tileWidth;
  if (width === 0) return [];
  const index = Math.floor(edge.size / tileWidth);
  const bytes = await folder.read(tilePath({ level: "entries", index, width }));
  const { entries } = parseEntries(bytes ?? new Uint8Array());
  const hashes = edge.borrowLevel(0);
  const fits = entries.every((entry, at) =>
    equalBytes(
      leafHash(entry, primitives),
      hashes.subarray(at * hashLength, (at + 1) * hashLength),
    ),
  );
  return entries.length === width && fits ? entries : undefined;
}

/** A crash may have left openings of entries that no checkpoint covers; they come again. */
async function readGroups(size: number, folder: LogFolder): Promise<Tail["groups"]> {
  if (size % tileWidth === 0) return [];
  const bundle = Math.floor(size / tileWidth);
  const bytes = await folder.read(openingsPath(bundle));
  const { groups } = parseOpenings(bytes ?? new Uint8Array(), bundle);
  return groups.filter(({ indices }) => indices.every((index) => index < size));
}

/** A checkpoint covers whole batches. */
function contiguous(batches: readonly Batch[], size: number): readonly Batch[] {
  const rest: Batch[] = [];
  let next = size;
  for (const batch of batches) {
    if (firstOf(batch) < next) continue;
    if (firstOf(batch) > next) break;
    rest.push(batch);
    next += batch.entries.length;
  }
  return rest;
}

type Reached = LoadParts & {
  readonly tail: Tail;
  readonly unsettled: readonly Batch[];
  readonly origin: string;
};

/** Whether this machine has signed more of this log than is here, or something else. */
async function findRollback(reached: Reached): Promise<"shorter" | "forked" | undefined> {
  const { machine, tail, unsettled, origin } = reached;
  const last = machine.last?.checkpoint;
  if (!last) return undefined;
  if (last.origin !== origin) return isLater(last.origin, origin) ? "shorter" : undefined;
  if (last.size > tail.edge.size + countEntries(unsettled)) return "shorter";
  const root = await rootThen(last.size, reached);
  return root && equalBytes(root, last.root) ? undefined : "forked";
}

/** The root this log has, or had, at a size. Undefined where its tiles do not tell. */
async function rootThen(
  size: number,
  { folder, primitives, tail, unsettled }: Reached,
): Promise<Uint8Array | undefined> {
  if (size >= tail.edge.size) {
    const edge = tail.edge.copy();
    const leaves = unsettled.flatMap(({ entries }) => entries);
    for (const { leaf } of leaves.slice(0, size - edge.size)) edge.grow(leafHash(leaf, primitives));
    return edge.root();
  }
  const readTile = tileReader((path) => folder.read(path));
  const source = { size: tail.edge.size, readTile, hasher: primitives };
  return rootAt(size, source).catch(() => undefined);
}

export function countEntries(batches: readonly Batch[]): number {
  return batches.reduce((sum, { entries }) => sum + entries.length, 0);
}

/** Origins end in the number of their generation: docs/formats/evidence.md §1. */
export function splitOrigin(origin: string): { readonly base: string; readonly number: number } {
  const at = origin.lastIndexOf("/");
  return { base: origin.slice(0, at), number: Number(origin.slice(at + 1)) };
}

function isLater(origin: string, than: string): boolean {
  const [a, b] = [splitOrigin(origin), splitOrigin(than)];
  return a.base === b.base && a.number > b.number;
}

/** The larger of two checkpoints, as notes. */
export function laterNote(a: string | undefined, b: string | undefined): string | undefined {
  const [first, second] = [a, b].map((note) => note && parseCheckpoint(note));
  if (!first || !second) return first ? a : b;
  const [x, y] = [splitOrigin(first.origin).number, splitOrigin(second.origin).number];
  if (x !== y) return x > y ? a : b;
  return first.size >= second.size ? a : b;
}
