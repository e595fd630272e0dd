import type { FeatureKey, KeyChain } from "../../key-chains.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import type { Gap, RowIndex } from "./find-rows.ts";
import { rowsInFile } from "./group-rows.ts";
import type { Framing } from "./framing.ts";
import { kinds } from "./row-kinds.ts";
import { rowKeyWords } from "./row-keys.ts";
import type { Rows } from "./rows.ts";

/** Contents of the rows of versions 13 and 14 after their AES layer came off, §5. */
export type OpenedRows = {
  /** All opened contents, packed. */
  readonly bytes: Uint8Array;
  /** Where each row's content begins, and its length; 0 where the row stays closed. */
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Rows whose first 16 bytes are not to be believed, in order. */
  readonly doubtful: readonly number[];
  /** Feature points of which rows stay closed. */
  readonly closed: ReadonlySet<number>;
};

export type SealedLog = {
  readonly bytes: Uint8Array;
  readonly framing: Framing;
  readonly index: RowIndex;
  readonly gaps: readonly Gap[];
  readonly version: number;
};

/** The rows of one feature point in one segment: one ordinary CBC message, as IVs are chained. */
type Chain = {
  readonly key: FeatureKey;
  readonly rows: number[];
  offset: number;
  length: number;
};

const cipherBlock = 16;

/** Opens every row whose key was given, with one call of WebCrypto for each chain. */
export async function openRows(log: SealedLog, keys: KeyChain): Promise<OpenedRows> {
  const { chains, doubtful, closed } = chainRows(log, keys);
  let total = 0;
  for (const chain of chains) {
    chain.offset = total;
    total += chain.length;
  }
  const opened = {
    bytes: new Uint8Array(total),
    starts: new Uint32Array(log.index.count),
    lengths: new Uint16Array(log.index.count),
  };
  await Promise.all(chains.map((chain) => openChain(log, chain, opened)));
  for (const { key, rows } of chains)
    if (rows.every((row) => opened.lengths[row] === 0)) closed.add(key.featurePoint);
  return { ...opened, doubtful, closed };
}

/** Sorts the rows into chains, in the order of the file; a row of kind 50 begins a new segment. */
function chainRows({ bytes, framing, index, gaps, version }: SealedLog, keys: KeyChain) {
  const points = featurePointsOf(version);
  const chains: Chain[] = [];
  const current = new Map<number, Chain>();
  const gapsSeen = new Uint32Array(16);
  const doubtful: number[] = [];
  const closed = new Set<number>();
  let segment = 0;
  let gap = 0;
  for (let row = 0; row < index.count; row += 1) {
    const kind = index.kinds[row] as number; // below the count
    while ((gaps[gap]?.row ?? Number.POSITIVE_INFINITY) <= row) gap += 1;
    if (kind === kinds.reopened) {
      segment += 1;
      current.clear();
    }
    const point = points[kind] as number; // a kind is a byte
    if (point === 0 || point === plaintext) continue;
    const length = sealedLength(bytes, framing, index.offsets[row] as number);
    const key = keys[segment]?.find(({ featurePoint }) => featurePoint === point);
    if (!key) closed.add(point);
    if (!key || length % cipherBlock !== 0) continue;
    let chain = current.get(point);
    if (!chain) {
      chain = { key, rows: [], offset: 0, length: 0 };
      current.set(point, chain);
      chains.push(chain);
    }
    chain.rows.push(row);
    chain.length += length;
    if (gapsSeen[point] !== gap) doubtful.push(row); // a row of this chain may have been lost
    gapsSeen[point] = gap;
  }
  return { chains, doubtful, closed };
}

/** Bytes between seed and check byte. */
function sealedLength(bytes: Uint8Array, { lengthBytes }: Framing, at: number): number {
  const low = bytes[at + 1] as number; // a framed row
  return (lengthBytes === 1 ? low : low | ((bytes[at + 2] as number) << 8)) - 2;
}

type Opened = Pick<OpenedRows, "bytes" | "starts" | "lengths">;

async function openChain(log: SealedLog, chain: Chain, opened: Opened): Promise<void> {
  const rows = rowsInFile(log.bytes, log, Uint32Array.from(chain.rows));
  const sealed = new Uint8Array(chain.length + cipherBlock);
  gather(rows, new Int32Array(sealed.buffer));
  const clear = await openMessage(sealed, chain.key);
  if (!clear) return;
  opened.bytes.set(clear, chain.offset);
  placeRows(rows, chain, opened);
}

/** Copies contents one behind the other, without their XOR layer: their lengths are whole blocks. */
function gather({ bytes, starts, lengths, slots, count }: Rows, into: Int32Array): void {
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (let row = 0; row < count; row += 1) {
    const slot = slots?.[row] as number; // from version 7 on, every row has one
    const low = rowKeyWords[2 * slot] as number;
    const high = rowKeyWords[2 * slot + 1] as number;
    const start = starts[row] as number; // below the count, like the length
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

/** Places the rows of a chain; none of them where most paddings are wrong, so the key was. */
function placeRows(rows: Rows, chain: Chain, opened: Opened): void {
  let at = chain.offset;
  let fitting = 0;
  for (const [row, number] of chain.rows.entries()) {
    const length = rows.lengths[row] as number; // the same rows
    const padding = opened.bytes[at + length - 1] as number; // length is 16 or more
    const fits = padding >= 1 && padding <= cipherBlock;
    if (fits) fitting += 1;
    opened.starts[number] = at;
    opened.lengths[number] = fits ? length - padding : length; // §5: as the maker's own reader
    at += length;
  }
  if (fitting * 2 >= chain.rows.length) return;
  for (const number of chain.rows) opened.lengths[number] = 0;
}

/** The opened rows among those with these numbers. */
export function rowsOpened(opened: OpenedRows, numbers: Uint32Array): Rows {
  const open = numbers.filter((number) => (opened.lengths[number] as number) > 0);
  const isDoubtful = new Set(opened.doubtful);
  const doubtful: number[] = [];
  const starts = new Uint32Array(open.length);
  const lengths = new Uint16Array(open.length);
  for (let row = 0; row < open.length; row += 1) {
    const number = open[row] as number; // below the length
    starts[row] = opened.starts[number] as number;
    lengths[row] = opened.lengths[number] as number;
    if (isDoubtful.has(number)) doubtful.push(row);
  }
  return { count: open.length, bytes: opened.bytes, starts, lengths, numbers: open, doubtful };
}
