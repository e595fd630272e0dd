import type { FeatureKey, KeyChain } from "../../key-chains.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import type { Gap, RowIndex } from "./find-rows.ts";
import { groupByKind, type Grouped } from "./group-rows.ts";
import { openMessage, cipherBlock } from "./open-message.ts";
import { rowKeyWords } from "./row-keys.ts";
import { kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";

/** Contents of the rows of versions 13 and 14 after their AES layer came off, §5. */
export type OpenedRows = {
  /** All opened contents, packed. */
  readonly bytes: Uint8Array;
  /** The rows that could be opened; `starts` are places in `bytes`. */
  readonly grouped: Grouped;
  /** Places in the file of those whose first 16 bytes are not to be believed. */
  readonly doubtful: ReadonlySet<number>;
  /** Feature points of which rows stay closed. */
  readonly closed: ReadonlySet<number>;
};

export type SealedLog = {
  readonly bytes: Uint8Array;
  readonly index: RowIndex;
  readonly gaps: readonly Gap[];
  readonly version: number;
};

/** The rows of one feature point in one segment: one ordinary CBC message, as IVs are chained. */
type Chain = {
  readonly key: FeatureKey;
  /** Bytes of all contents together. */
  length: number;
  /** Where they begin among those of all chains. */
  offset: number;
  rows: number;
};

/** Which chain each row belongs to, by its number and one; 0 for a row of none. */
type Chained = {
  readonly chains: readonly Chain[];
  readonly chainOf: Uint16Array;
  readonly doubtful: ReadonlySet<number>;
  readonly closed: Set<number>;
};

/** Opens every row whose key was given, with one call of WebCrypto for each chain. */
export async function openRows(log: SealedLog, keys: KeyChain): Promise<OpenedRows> {
  const chained = chainRows(log, keys);
  const { chains, doubtful, closed } = chained;
  let total = 0;
  for (const chain of chains) {
    chain.offset = total;
    total += chain.length + cipherBlock;
  }
  const bytes = new Uint8Array(total);
  const starts = gather(log, chained, bytes);
  await Promise.all(
    chains.map(async ({ key, offset, length }) => {
      const sealed = bytes.subarray(offset, offset + length + cipherBlock);
      const clear = (await openMessage(sealed, key)) ?? new Uint8Array(length);
      bytes.set(clear, offset);
      bytes.fill(length - clear.length, offset + clear.length, offset + length); // its last padding
    }),
  );
  const paddings = paddingsOf(log.index, chained, { starts, bytes });
  const isOpen = openChains(chained, paddings);
  for (const [number, { key }] of chains.entries())
    if (isOpen[number + 1] === 0) closed.add(key.featurePoint);
  const index = indexOpened(log.index, { ...chained, isOpen, starts, paddings });
  return { bytes, closed, doubtful, grouped: groupByKind(index) };
}

/** Sorts the rows into chains, in the order of the file; a row of kind 50 begins a new segment. */
function chainRows({ index, gaps, version }: SealedLog, keys: KeyChain): Chained {
  const points = featurePointsOf(version);
  const chains: Chain[] = [];
  const chainOf = new Uint16Array(index.count);
  const gapsSeen = new Uint32Array(16);
  const doubtful = new Set<number>();
  const closed = new Set<number>();
  let current = chainsOfSegment(keys[0], chains);
  let segment = 0;
  let gap = 0;
  for (let row = 0; row < index.count; row += 1) {
    const kind = index.kinds[row] as number; // below the count, like start and length
    if (kind === kinds.reopened) {
      segment += 1;
      current = chainsOfSegment(keys[segment], chains);
    }
    const point = points[kind] as number; // a kind is a byte
    if (point === 0 || point === plaintext) continue;
    const number = current[point] as number; // points are below 16
    const chain = chains[number - 1];
    if (!chain) closed.add(point);
    const length = index.lengths[row] as number;
    if (!chain || length % cipherBlock !== 0) continue;
    chainOf[row] = number;
    chain.rows += 1;
    chain.length += length;
    const start = index.starts[row] as number;
    while (gap < gaps.length && (gaps[gap] as Gap).offset < start) gap += 1;
    if (gapsSeen[point] !== gap) doubtful.add(start); // a row of this chain may have been lost
    gapsSeen[point] = gap;
  }
  return { chains, chainOf, doubtful, closed };
}

/** Begins a chain for each key of a segment: their numbers, and one, by feature point. */
function chainsOfSegment(keys: readonly FeatureKey[] | undefined, chains: Chain[]): Uint16Array {
  const numbers = new Uint16Array(16);
  for (const key of keys ?? [])
    if (chains.length < mostChains && numbers[key.featurePoint] === 0)
      numbers[key.featurePoint] = chains.push({ key, length: 0, offset: 0, rows: 0 });
  return numbers;
}

/** A log that was opened again thousands of times was not written by an app. */
const mostChains = 60_000;

/**
 * Copies contents without their XOR layer, those of a chain one behind the other; returns where each
 * row's begins. Contents of chains are whole blocks of 16 bytes.
 */
function gather(
  { bytes, index }: SealedLog,
  { chains, chainOf }: Chained,
  sealed: Uint8Array<ArrayBuffer>,
): Uint32Array {
  const into = new Int32Array(sealed.buffer);
  const next = Uint32Array.from(chains, ({ offset }) => offset);
  const starts = new Uint32Array(index.count);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < index.count; row += 1) {
    const chain = (chainOf[row] as number) - 1; // below the count, like all here
    if (chain < 0) continue;
    const start = index.starts[row] as number; // its seed stands before it
    const slot = ((index.kinds[row] as number) << 8) | (bytes[start - 1] as number);
    const low = rowKeyWords[2 * slot] as number;
    const high = rowKeyWords[2 * slot + 1] as number;
    const end = start + (index.lengths[row] as number);
    const first = next[chain] as number;
    starts[row] = first;
    next[chain] = first + end - start;
    for (let from = start, to = first >>> 2; from < end; from += 8, to += 2) {
      into[to] = source.getInt32(from, true) ^ low;
      into[to + 1] = source.getInt32(from + 4, true) ^ high;
    }
  }
  return starts;
}

type Placed = { readonly starts: Uint32Array; readonly bytes: Uint8Array };

/** Length of the PKCS#7 padding of each row; 0 where it has none. */
function paddingsOf(
  { count, lengths }: RowIndex,
  { chainOf }: Chained,
  { starts, bytes }: Placed,
): Uint8Array {
  const paddings = new Uint8Array(count);
  for (let row = 0; row < count; row += 1) {
    if (chainOf[row] === 0) continue;
    const end = (starts[row] as number) + (lengths[row] as number); // below the count
    const padding = bytes[end - 1] as number; // contents are 16 bytes at least
    if (padding <= cipherBlock) paddings[row] = padding;
  }
  return paddings;
}

/**
 * 1 for each chain, by its number and one, that opened: most of its rows end in a padding then, and by
 * chance few do.
 */
function openChains({ chains, chainOf }: Chained, paddings: Uint8Array): Uint8Array {
  const padded = new Uint32Array(chains.length + 1);
  for (let row = 0; row < paddings.length; row += 1) {
    const number = chainOf[row] as number; // below the length, like the padding
    if ((paddings[row] as number) > 0) padded[number] = (padded[number] as number) + 1;
  }
  const isOpen = ({ rows }: Chain, number: number) => (padded[number + 1] as number) * 2 >= rows;
  return Uint8Array.of(0, ...chains.map((chain, number) => (isOpen(chain, number) ? 1 : 0)));
}

type Opened = Chained & {
  readonly isOpen: Uint8Array;
  readonly starts: Uint32Array;
  readonly paddings: Uint8Array;
};

/** The rows of the chains that opened, in the order of the file, their paddings stripped, §5. */
function indexOpened(index: RowIndex, { chains, chainOf, isOpen, starts, paddings }: Opened) {
  const count = chains.reduce(
    (sum, { rows }, number) => sum + rows * (isOpen[number + 1] as number), // one a chain
    0,
  );
  const open = {
    count,
    kinds: new Uint8Array(count),
    starts: new Uint32Array(count),
    lengths: new Uint16Array(count),
    places: new Uint32Array(count),
  };
  for (let row = 0, to = 0; row < index.count; row += 1) {
    if (isOpen[chainOf[row] as number] === 0) continue; // below the count, like all here
    open.kinds[to] = index.kinds[row] as number;
    open.starts[to] = starts[row] as number;
    open.lengths[to] = (index.lengths[row] as number) - (paddings[row] as number);
    open.places[to] = index.starts[row] as number;
    to += 1;
  }
  return open;
}

/** The opened rows of a kind. */
export function rowsOpened({ bytes, grouped, doubtful }: OpenedRows, kind: number): Rows {
  const [first, end] = [grouped.firsts[kind], grouped.firsts[kind + 1]];
  const places = grouped.places.subarray(first, end);
  return {
    count: places.length,
    bytes,
    starts: grouped.starts.subarray(first, end),
    lengths: grouped.lengths.subarray(first, end),
    places,
    scrambled: undefined,
    doubtful: doubtful.size
      ? [...places.keys()].filter((row) => doubtful.has(places[row] ?? 0))
      : [],
  };
}
