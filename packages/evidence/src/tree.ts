import type { EvidencePrimitives } from "./primitives.ts";

/** RFC 6962 §2.1, over hashes that lie one after the other in one array. */
export type Hasher = Pick<EvidencePrimitives, "sha256" | "sha256Into">;

export const hashLength = 32;

export function leafHash(entry: Uint8Array, hasher: Hasher): Uint8Array {
  return leafHashes([entry], hasher);
}

/** Hashes of leaves, one after the other. */
export function leafHashes(entries: readonly Uint8Array[], { sha256Into }: Hasher): Uint8Array {
  const hashes = new Uint8Array(entries.length * hashLength);
  const longest = entries.reduce((length, entry) => Math.max(length, entry.length), 0);
  const prefixed = new Uint8Array(1 + longest);
  for (const [at, entry] of entries.entries()) {
    prefixed.set(entry, 1);
    sha256Into(prefixed.subarray(0, 1 + entry.length), hashes, at * hashLength);
  }
  return hashes;
}

export function nodeHash(left: Uint8Array, right: Uint8Array, { sha256 }: Hasher): Uint8Array {
  const prefixed = new Uint8Array(1 + 2 * hashLength);
  prefixed[0] = 1;
  prefixed.set(left, 1);
  prefixed.set(right, 1 + hashLength);
  return sha256(prefixed);
}

/** Root of an empty tree: the hash of nothing. */
export function emptyRoot({ sha256 }: Hasher): Uint8Array {
  return sha256(new Uint8Array());
}

/**
 * Root of a tree over these hashes, at least one. They may be roots of equal complete trees: a
 * whole tile gives the hash that stands for it one level up.
 */
export function rootOf(hashes: Uint8Array, hasher: Hasher): Uint8Array {
  return foldRight(peaksOf(hashes, hasher), hasher);
}

/** Roots of the complete trees that a run of hashes falls into, largest first. */
export function peaksOf(hashes: Uint8Array, hasher: Hasher): readonly Uint8Array[] {
  const peaks: Uint8Array[] = [];
  let level = hashes;
  while (level.length > 0) {
    const pairs = Math.floor(level.length / (2 * hashLength));
    if (level.length % (2 * hashLength) !== 0) peaks.unshift(level.slice(2 * hashLength * pairs));
    level = parentsOf(level, pairs, hasher);
  }
  return peaks;
}

/** RFC 6962: the smaller trees on the right hang together below the larger ones on the left. */
export function foldRight(peaks: readonly Uint8Array[], hasher: Hasher): Uint8Array {
  const [last = emptyRoot(hasher), ...others] = peaks.toReversed();
  return others.reduce((right, left) => nodeHash(left, right, hasher), last);
}

function parentsOf(hashes: Uint8Array, pairs: number, { sha256Into }: Hasher): Uint8Array {
  const parents = new Uint8Array(pairs * hashLength);
  const prefixed = new Uint8Array(1 + 2 * hashLength);
  prefixed[0] = 1;
  for (let pair = 0; pair < pairs; pair += 1) {
    prefixed.set(hashes.subarray(2 * pair * hashLength, 2 * (pair + 1) * hashLength), 1);
    sha256Into(prefixed, parents, pair * hashLength);
  }
  return parents;
}

/** The largest power of two smaller than n, which is at least 2. RFC 6962 calls it k. */
export function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
