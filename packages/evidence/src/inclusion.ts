import { equalBytes } from "@homepoint/base";
import { foldRight, nodeHash, rootOf, splitOf, type Hasher, hashLength } from "./tree.ts";
import { hashesAt, tileWidth, type Tile } from "./tile.ts";

/** Gives the hashes of a tile of level 0 and up, `width` of them. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

export type TreeSource = {
  readonly size: number;
  readonly readTile: ReadTile;
  readonly hasher: Hasher;
};

/** RFC 6962 §2.1.1: from the leaf's sibling up. `index` is below the size. */
export async function proveInclusion(
  index: number,
  source: TreeSource,
): Promise<readonly Uint8Array[]> {
  const path: Uint8Array[] = [];
  let [from, to] = [0, source.size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    const isLeft = index < middle;
    path.unshift(
      await (isLeft ? hashOfRange(middle, to, source) : hashOfRange(from, middle, source)),
    );
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return path;
}

/** RFC 6962 §2.1.2: that the tree of size `old`, 0 < old ≤ size, is the beginning of this one. */
export async function proveConsistency(
  old: number,
  source: TreeSource,
): Promise<readonly Uint8Array[]> {
  const path: Uint8Array[] = [];
  let [from, to] = [0, source.size];
  while (old !== to) {
    const middle = from + splitOf(to - from);
    const isLeft = old <= middle;
    path.unshift(
      await (isLeft ? hashOfRange(middle, to, source) : hashOfRange(from, middle, source)),
    );
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  if (from > 0) path.unshift(await hashOfRange(from, to, source));
  return path;
}

/** Root of the first `size` leaves of a larger tree. */
export async function rootAt(size: number, source: TreeSource): Promise<Uint8Array> {
  return size === 0 ? foldRight([], source.hasher) : hashOfRange(0, size, source);
}

export type Inclusion = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** RFC 9162 §2.1.3.2, which is not how the proof was made. */
export function verifyInclusion(proof: Inclusion, hasher: Hasher): boolean {
  const { index, size, leaf, path, root } = proof;
  if (!isBelow(index, size)) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0 || sibling.length !== hashLength) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash, hasher);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = nodeHash(hash, sibling, hasher);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && equalBytes(hash, root);
}

export type Consistency = {
  readonly old: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
};

/** RFC 9162 §2.1.4.2. The empty tree is the beginning of any. */
export function verifyConsistency(proof: Consistency, hasher: Hasher): boolean {
  const { old, oldRoot, size, root, path } = proof;
  if (old === 0) return path.length === 0 && equalBytes(oldRoot, foldRight([], hasher));
  if (!isBelow(old - 1, size)) return false;
  if (old === size) return path.length === 0 && equalBytes(oldRoot, root);
  const [first, ...rest] = isPowerOfTwo(old) ? [oldRoot, ...path] : path;
  if (!first) return false;
  let [fn, sn] = [old - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [first, first];
  for (const hash of rest) {
    if (sn === 0 || hash.length !== hashLength) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [nodeHash(hash, fr, hasher), nodeHash(hash, sr, hasher)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else sr = nodeHash(sr, hash, hasher);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && equalBytes(fr, oldRoot) && equalBytes(sr, root);
}

/** Hash of the leaves `from` to `to`, a range that a proof splits a tree into. */
export async function hashOfRange(
  from: number,
  to: number,
  source: TreeSource,
): Promise<Uint8Array> {
  const peaks: Uint8Array[] = [];
  let at = from;
  while (at < to) {
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= to) width *= 2;
    peaks.push(await hashOfTree(at, width, source));
    at += width;
  }
  return foldRight(peaks, source.hasher);
}

/** Hash of a complete tree: `width` leaves, a power of two, beginning at a multiple of it. */
async function hashOfTree(from: number, width: number, source: TreeSource): Promise<Uint8Array> {
  let level = 0;
  while (width >= tileWidth ** (level + 1)) level += 1;
  const span = tileWidth ** level;
  const first = from / span;
  const index = Math.floor(first / tileWidth);
  const whole = Math.min(tileWidth, hashesAt(level, source.size) - index * tileWidth);
  const hashes = await source.readTile({ level, index, width: whole });
  const at = (first - index * tileWidth) * hashLength;
  return rootOf(hashes.subarray(at, at + (width / span) * hashLength), source.hasher);
}

function isBelow(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}

function isPowerOfTwo(n: number): boolean {
  return n === 1 || splitOf(n) * 2 === n;
}
