import type { FeatureKey, KeyChain } from "../../key-chains.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import type { Gap, RowIndex } from "./find-rows.ts";
import { groupByKind, type Grouped } from "./group-rows.ts";
import { kinds } from "./row-kinds.ts";
import { rowKeyWords } from "./row-keys.ts";
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
  /** Numbers in the index of the file. */
  readonly rows: number[];
  /** Places in the file of those whose first 16 bytes are not to be believed. */
  readonly doubtful: number[];
  offset: number;
  length: number;
};

const cipherBlock = 16;

/** Opens every row whose key was given, with one call of WebCrypto for each chain. */
export async function openRows(log: SealedLog, keys: KeyChain): Promise<OpenedRows> {
  const { chains, closed } = chainRows(log, keys);
  let total = 0;
  for (const chain of chains) {
    chain.offset = total;
    total += chain.length;
  }
  const bytes = new Uint8Array(total);
  const opened = await Promise.all(chains.map((chain) => openChain(log, chain, bytes)));
  for (const [number, { key }] of chains.entries())
    if (!opened[number]) closed.add(key.featurePoint);
  const open = chains.filter((_, number) => opened[number]);
  const doubtful = new Set(open.flatMap((chain) => chain.doubtful));
  return { bytes, closed, doubtful, grouped: groupByKind(indexOpened(log, open, bytes)) };
}

/** Sorts the rows into chains, in the order of the file; a row of kind 50 begins a new segment. */
function chainRows({ index, gaps, version }: SealedLog, keys: KeyChain) {
  const points = featurePointsOf(version);
  const chains: Chain[] = [];
  const current = new Map<number, Chain>();
  const gapsSeen = new Uint32Array(16);
  const closed = new Set<number>();
  let segment = 0;
  let gap = 0;
  for (let row = 0; row < index.count; row += 1) {
    const kind = index.kinds[row] as number; // below the count, like start and length
    const start = index.starts[row] as number;
    while ((gaps[gap]?.offset ?? Number.POSITIVE_INFINITY) < start) gap += 1;
    if (kind === kinds.reopened) {
      segment += 1;
      current.clear();
    }
    const point = points[kind] as number; // a kind is a byte
    if (point === 0 || point === plaintext) continue;
    const key = keys[segment]?.find(({ featurePoint }) => featurePoint === point);
    if (!key) closed.add(point);
    const length = index.lengths[row] as number;
    if (!key || length % cipherBlock !== 0) continue;
    const chain = current.get(point) ?? { key, rows: [], doubtful: [], offset: 0, length: 0 };
    if (chain.rows.length === 0) chains.push(chain);
    current.set(point, chain);
    chain.rows.push(row);
    chain.length += length;
    if (gapsSeen[point] !== gap) chain.doubtful.push(start); // a row of this chain may have been lost
    gapsSeen[point] = gap;
  }
  return { chains, closed };
}

/** Opens a chain into its place; false where it cannot be, or the key was another's. */
async function openChain(log: SealedLog, chain: Chain, bytes: Uint8Array): Promise<boolean> {
  const sealed = new Uint8Array(chain.length + cipherBlock);
  gather(log, chain.rows, new Int32Array(sealed.buffer));
  const clear = await openMessage(sealed, chain.key);
  if (!clear) return false;
  bytes.set(clear, chain.offset);
  let at = chain.offset;
  let fitting = 0;
  for (const row of chain.rows) {
    const length = log.index.lengths[row] as number; // a row of the index
    if (paddingOf(bytes, at + length) > 0) fitting += 1;
    at += length;
  }
  return fitting * 2 >= chain.rows.length;
}

/** Length of the PKCS#7 padding before `end`; 0 where there is none. */
function paddingOf(bytes: Uint8Array, end: number): number {
  const padding = bytes[end - 1] as number; // contents are 16 bytes at least
  return padding <= cipherBlock ? padding : 0;
}

/** Copies contents one behind the other, without their XOR layer: their lengths are whole blocks. */
function gather({ bytes, index }: SealedLog, rows: readonly number[], into: Int32Array): void {
  const { kinds: rowKinds, starts, lengths } = index;
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (const row of rows) {
    const start = starts[row] as number; // a row of the index; its seed stands before it
    const slot = ((rowKinds[row] as number) << 8) | (bytes[start - 1] as number);
    const low = rowKeyWords[2 * slot] as number;
    const high = rowKeyWords[2 * slot + 1] as number;
    const end = start + (lengths[row] as number);
    for (let from = start; from < end; from += 8) {
      into[at] = source.getInt32(from, true) ^ low;
      into[at + 1] = source.getInt32(from + 4, true) ^ high;
      at += 2;
    }
  }
}

/**
 * CBC with a valid end: WebCrypto refuses a message whose last padding is wrong, as damage makes it,
 * so a block of padding is added that stands behind the last one. `sealed` has room for it.
 */
async function openMessage(
  sealed: Uint8Array<ArrayBuffer>,
  { key, iv }: FeatureKey,
): Promise<Uint8Array | undefined> {
  const length = sealed.length - cipherBlock;
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || length === 0) return undefined;
  const raw = Uint8Array.from(key);
  const aes = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt", "decrypt"]);
  const last = sealed.slice(length - cipherBlock, length);
  const end = await subtle.encrypt({ name: "AES-CBC", iv: last }, aes, new Uint8Array());
  sealed.set(new Uint8Array(end), length);
  const name = { name: "AES-CBC", iv: Uint8Array.from(iv) };
  return new Uint8Array(await subtle.decrypt(name, aes, sealed));
}

/** The rows of some chains, in the order of the file again, their paddings stripped, §5. */
function indexOpened({ index }: SealedLog, chains: readonly Chain[], bytes: Uint8Array) {
  const clearStarts = new Uint32Array(index.count).fill(closedRow);
  for (const chain of chains) {
    let at = chain.offset;
    for (const row of chain.rows) {
      clearStarts[row] = at;
      at += index.lengths[row] as number; // a row of the index
    }
  }
  const count = chains.reduce((sum, { rows }) => sum + rows.length, 0);
  const open = {
    count,
    kinds: new Uint8Array(count),
    starts: new Uint32Array(count),
    lengths: new Uint16Array(count),
    places: new Uint32Array(count),
  };
  for (let row = 0, to = 0; row < index.count; row += 1) {
    const start = clearStarts[row] as number; // below the count, like all here
    if (start === closedRow) continue;
    const sealed = index.lengths[row] as number;
    open.kinds[to] = index.kinds[row] as number;
    open.starts[to] = start;
    open.lengths[to] = sealed - paddingOf(bytes, start + sealed);
    open.places[to] = index.starts[row] as number;
    to += 1;
  }
  return open;
}

const closedRow = 0xffff_ffff;

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
