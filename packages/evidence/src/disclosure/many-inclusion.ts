import { hashOfRange, type TreeSource } from "../inclusion.ts";
import { nodeHash, splitOf, type Hasher } from "../tree.ts";

// One proof for many leaves: the tree is walked from the root down, left before right, and what has
// none of the leaves below it is told by its hash. Leaves side by side cost no hash at all.

export type ManyToProve = {
  /** Of the tree they are proved to be in; at most the source's. */
  readonly size: number;
  /** Going up. */
  readonly indices: readonly number[];
  readonly source: TreeSource;
};

export async function proveMany(parts: ManyToProve): Promise<readonly Uint8Array[]> {
  const { size, indices, source } = parts;
  const hashes: Uint8Array[] = [];
  const walk = async (from: number, to: number, own: readonly number[]): Promise<void> => {
    if (own.length === 0) return void hashes.push(await hashOfRange(from, to, source));
    if (to - from === own.length) return; // all of them are here
    const middle = from + splitOf(to - from);
    const cut = firstFrom(own, middle);
    await walk(from, middle, own.slice(0, cut));
    await walk(middle, to, own.slice(cut));
  };
  if (size > 0) await walk(0, size, indices);
  return hashes;
}

export type ManyProved = {
  readonly size: number;
  readonly indices: readonly number[];
  /** Hash of each leaf. */
  readonly leaves: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
};

/** The root that these leaves and hashes give; undefined where they give none. */
export function rootOfMany(proved: ManyProved, hasher: Hasher): Uint8Array | undefined {
  const { size, indices, leaves, hashes } = proved;
  const goUp = indices.every((index, at) => index > (indices[at - 1] ?? -1) && index < size);
  if (!goUp || size < 1 || leaves.length !== indices.length) return undefined;
  let used = 0;
  const walk = (from: number, to: number, [first, last]: Span): Uint8Array | undefined => {
    if (first === last) return hashes[used++];
    if (to - from === 1) return leaves[first];
    const middle = from + splitOf(to - from);
    const cut = firstFrom(indices, middle);
    const left = walk(from, middle, [first, cut]);
    const right = left && walk(middle, to, [cut, last]);
    return left && right && nodeHash(left, right, hasher);
  };
  const root = walk(0, size, [0, indices.length]);
  return used === hashes.length ? root : undefined;
}

/** Of the indices, from the first up to the last, that one not included. */
type Span = readonly [first: number, last: number];

function firstFrom(indices: readonly number[], border: number): number {
  let [low, high] = [0, indices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (indices[middle]! < border) low = middle + 1; // middle is below high
    else high = middle;
  }
  return low;
}
