import { equalBytes } from "@homepoint/base";
import type { Checkpoint } from "../checkpoint.ts";
import { readTileFile, type ReadFile } from "../log-files.ts";
import { hashesAt, levelsOf, tilePath, tileWidth } from "../tile.ts";
import { hashLength, leafHashes, type Hasher } from "../tree.ts";
import { AuthenticTree, widthOf } from "./authentic-tree.ts";
import { compareEntries } from "./compare-entries.ts";
import { ComputedTree } from "./computed-tree.ts";
import type { FindingCode } from "./finding.ts";
import { readBundle, walk, type WalkedBundle } from "./walk.ts";

export type CheckTreeParts = {
  readonly read: ReadFile;
  /** Its signature verified. */
  readonly checkpoint: Checkpoint;
  readonly hasher: Hasher;
  readonly withOpenings: "with-openings" | "leaves-only";
  /** Called with each bundle in order, for whoever has more to look at. */
  readonly look: (bundle: WalkedBundle, agrees: Agrees) => Promise<void>;
  readonly report: (what: FindingCode, path: string, entry?: number) => void;
};

/** Whether the entry at a place of a bundle is what the tile beside it says. */
export type Agrees = (place: number) => boolean;

/** So many bundles missing in a row, and the rest is not looked for. */
const mostMissing = 64;

type Walked = { readonly tree: ComputedTree; readonly suspects: ReadonlySet<number> };

/**
 * Whether every entry and every tile is what the signed root says. Reads each file once; only where
 * something is wrong it reads again, to tell which.
 */
export async function checkTree(parts: CheckTreeParts): Promise<void> {
  const { read, checkpoint, hasher } = parts;
  const { size, root } = checkpoint;
  const { tree: computed, suspects } = await walkAll(parts);
  const isRooted = equalBytes(computed.root(), root);
  if (isRooted && suspects.size === 0)
    return checkUpperTiles(parts, async (level, index) => computed.borrowTile(level, index));
  const authentic = await AuthenticTree.open({ read, size, root, computed, hasher });
  if (!authentic.isRooted) parts.report("root-does-not-match", "checkpoint");
  await checkUpperTiles(parts, (level, index) => authentic.tile(level, index));
  await locate(parts, { authentic, computed, suspects });
}

async function walkAll(parts: CheckTreeParts): Promise<Walked> {
  const { read, checkpoint, hasher, withOpenings, look } = parts;
  const tree = new ComputedTree(hasher);
  const suspects = new Set<number>();
  let missing = 0;
  for await (const bundle of walk(read, checkpoint.size, withOpenings)) {
    const hashes = leafHashes(bundle.entries ?? [], hasher);
    await look(bundle, agreement(hashes, bundle.tile));
    const found = isComplete(bundle) ? hashes : undefined;
    if (!found || !bundle.tile || !equalBytes(found, bundle.tile)) suspects.add(bundle.number);
    const length = bundle.width * hashLength;
    tree.add(found ?? (bundle.tile?.length === length ? bundle.tile : new Uint8Array(length)));
    missing = bundle.entries || bundle.tile ? 0 : missing + 1;
    if (missing === mostMissing) break;
  }
  return { tree, suspects };
}

/** Neither more nor fewer entries than there should be, and no bytes beside them. */
function isComplete({ entries, left, width }: WalkedBundle): boolean {
  return entries?.length === width && left === 0;
}

function agreement(hashes: Uint8Array, tile: Uint8Array | undefined): Agrees {
  if (!tile || equalBytes(hashes, tile)) return () => true;
  return (place) => {
    const [from, to] = [place * hashLength, (place + 1) * hashLength];
    return equalBytes(hashes.subarray(from, to), tile.subarray(from, to));
  };
}

type TileOf = (level: number, index: number) => Promise<Uint8Array | undefined>;

async function checkUpperTiles(parts: CheckTreeParts, tileOf: TileOf): Promise<void> {
  const { read, checkpoint, report } = parts;
  for (let level = 1; level < levelsOf(checkpoint.size); level += 1) {
    const count = Math.ceil(hashesAt(level, checkpoint.size) / tileWidth);
    let missing = 0;
    for (let index = 0; index < count && missing < mostMissing; index += 1) {
      const tile = { level, index, width: widthOf(level, index, checkpoint.size) };
      const [found, expected] = [await readTileFile(read, tile), await tileOf(level, index)];
      missing = found ? 0 : missing + 1;
      if (!found) report("missing-file", tilePath(tile));
      else if (!expected || !equalBytes(found.subarray(0, tile.width * hashLength), expected))
        report("tile-changed", tilePath(tile));
    }
  }
}

type Suspicion = {
  readonly authentic: AuthenticTree;
  readonly computed: ComputedTree;
  readonly suspects: ReadonlySet<number>;
};

/** Looks again at the bundles that do not give what stands above them. */
async function locate(parts: CheckTreeParts, suspicion: Suspicion): Promise<void> {
  const { size } = parts.checkpoint;
  let missing = 0;
  for (let number = 0; number * tileWidth < size && missing < mostMissing; number += 1) {
    if (!(await isSuspect(number, size, suspicion))) continue;
    const isThere = await examine(number, parts, suspicion.authentic);
    missing = isThere ? 0 : missing + 1;
  }
}

async function isSuspect(
  number: number,
  size: number,
  { authentic, computed, suspects }: Suspicion,
): Promise<boolean> {
  if (suspects.has(number)) return true;
  const [level, index] =
    hashesAt(1, size) > number ? [1, Math.floor(number / tileWidth)] : [0, number];
  const [above, found] = [await authentic.tile(level, index), computed.borrowTile(level, index)];
  if (!above) return false; // reported where it is wrong, above
  if (level === 0) return !equalBytes(above, found);
  const at = (number % tileWidth) * hashLength;
  return !equalBytes(above.subarray(at, at + hashLength), found.subarray(at, at + hashLength));
}

async function examine(
  number: number,
  { read, checkpoint, hasher, report }: CheckTreeParts,
  authentic: AuthenticTree,
): Promise<boolean> {
  const { size } = checkpoint;
  const bundle = await readBundle(read, { number, size, withOpenings: "leaves-only" });
  const { width, entries, left, tile } = bundle;
  const entriesFile = tilePath({ level: "entries", index: number, width });
  const tileFile = tilePath({ level: 0, index: number, width });
  const first = number * tileWidth;
  const expected = await authentic.tile(0, number);
  const told = expected ?? tile; // without a root that fits, the two files are held to each other
  if (!tile) report("missing-file", tileFile);
  else if (expected && !equalBytes(tile, expected)) report("tile-changed", tileFile);
  if (!entries) report("entries-missing", entriesFile, first);
  else if (!told) report("bundle-changed", entriesFile, first);
  else {
    const differences = compareEntries(leafHashes(entries, hasher), told);
    for (const { what, place } of differences) report(what, entriesFile, first + place);
    if (!expected && differences.length === 0) report("bundle-changed", entriesFile, first);
    if (left > 0) report("entries-surplus", entriesFile);
  }
  return entries !== undefined || tile !== undefined;
}
