import type { KeyChain } from "../../key-chains.ts";
import { chainRows, type Chain, type Chained } from "./chains.ts";
import { featurePointsOf } from "./feature-points.ts";
import type { Gap, RowIndex } from "./find-rows.ts";
import type { Grouped } from "./group-rows.ts";
import { cipherBlock, openMessage } from "./open-message.ts";
import { rowKeyWords } from "./row-keys.ts";
import { pickRows, type Rows } from "./rows.ts";

/** Contents of the rows of versions 13 and 14 after their AES layer came off, §5. */
export type OpenedRows = ByKind & {
  /** Places in the file of rows whose first 16 bytes are not to be believed. */
  readonly doubtful: ReadonlySet<number>;
  /** Feature points of which rows stay closed. */
  readonly closed: ReadonlySet<number>;
};

/** The rows of a log by kind, in the order of its own grouping. */
type ByKind = {
  /** Where each kind's rows begin; 257 places. */
  readonly firsts: Uint32Array;
  /** Where each row stands in the file. */
  readonly places: Uint32Array;
  /** Where its content begins among all that is clear of its feature point. */
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Its chain, as in `Chained`; 0 where it stays closed. */
  readonly chainOf: Uint16Array;
  /** Feature point of each kind. */
  readonly points: Uint8Array;
  /** Contents in clear, packed, by feature point; the last padding may be missing. */
  readonly clear: readonly Uint8Array[];
};

export type SealedLog = {
  readonly bytes: Uint8Array;
  readonly index: RowIndex;
  readonly grouped: Grouped;
  readonly gaps: readonly Gap[];
  readonly version: number;
};

/** Opens every row whose key was given, with one call of WebCrypto for each chain. */
export async function openRows(log: SealedLog, keys: KeyChain): Promise<OpenedRows> {
  const { firsts, starts: places } = log.grouped;
  const chained = chainRows(log, keys);
  const { chains, totals, starts, chainOf, doubtful } = chained;
  const points = featurePointsOf(log.version);
  const sealed = takeRoom(totals.reduce((sum, total) => sum + total, 0));
  const opening: Promise<Uint8Array>[] = [];
  let used = 0;
  for (const [point, total] of totals.entries()) {
    const part = sealed.subarray(used, used + total);
    used += total;
    if (total > 0) gather(log, { ...chained, points, point }, part);
    opening.push(
      openPoint(
        chains.filter(({ key }) => key.featurePoint === point),
        part,
      ),
    );
  }
  const clear = await Promise.all(opening);
  giveBack(sealed);
  const lengths = log.grouped.lengths.slice();
  const rows = { firsts, places, starts, lengths, chainOf, points, clear };
  const padded = stripPaddings(rows, chains.length);
  return { ...rows, doubtful, closed: closeChains(rows, chained, padded) };
}

/** Opens the chains of a feature point, which lie one behind the other. */
async function openPoint(
  chains: readonly Chain[],
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const opened = await Promise.all(
    chains.map(({ key, start, length }) =>
      openMessage(sealed.subarray(start, start + length), key),
    ),
  );
  const [only] = opened;
  if (only && chains.length === 1) return only;
  const clear = new Uint8Array(sealed.length);
  for (const [number, { start, length }] of chains.entries()) {
    const part = opened[number] ?? new Uint8Array(length); // one a chain
    clear.set(part, start);
    clear.fill(length - part.length, start + part.length, start + length); // its last padding
  }
  return clear;
}

type OfPoint = Chained & { readonly points: Uint8Array; readonly point: number };

/** Copies the contents of the chains of a feature point without their XOR layer. */
function gather(
  { bytes, grouped }: SealedLog,
  { chainOf, starts, points, point }: OfPoint,
  sealed: Uint8Array<ArrayBuffer>,
): void {
  const into = new Int32Array(sealed.buffer, sealed.byteOffset, sealed.length / 4);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let kind = 0; kind < 256; kind += 1) {
    const last = points[kind] === point ? (grouped.firsts[kind + 1] as number) : 0; // of 257
    for (let row = grouped.firsts[kind] as number; row < last; row += 1) {
      if (chainOf[row] === 0) continue;
      const start = grouped.starts[row] as number; // below the last, like all here
      const slot = (kind << 8) | (bytes[start - 1] as number); // its seed stands before it
      const low = rowKeyWords[2 * slot] as number;
      const high = rowKeyWords[2 * slot + 1] as number;
      const end = start + (grouped.lengths[row] as number);
      for (let from = start, to = (starts[row] as number) >>> 2; from < end; from += 8, to += 2) {
        into[to] = source.getInt32(from, true) ^ low;
        into[to + 1] = source.getInt32(from + 4, true) ^ high;
      }
    }
  }
}

/** Bytes of which the room is kept from one log to the next. */
const mostKept = 2 ** 24;

/** Fresh memory costs as much as what is written to it. Whoever has taken it has it alone. */
let kept: ArrayBuffer | undefined;

function takeRoom(length: number): Uint8Array<ArrayBuffer> {
  const room = kept && kept.byteLength >= length ? kept : new ArrayBuffer(length);
  kept = undefined;
  return new Uint8Array(room, 0, length);
}

function giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength <= mostKept) kept = buffer;
}

/** Takes the PKCS#7 padding off each row, and counts by chain those that have one. */
function stripPaddings(rows: ByKind, chains: number): Uint32Array {
  const { firsts, starts, lengths, chainOf, points, clear } = rows;
  const padded = new Uint32Array(chains + 1);
  for (let kind = 0; kind < 256; kind += 1) {
    const bytes = clear[points[kind] as number] as Uint8Array; // points are below 16
    const last = firsts[kind + 1] as number; // of 257
    for (let row = firsts[kind] as number; row < last; row += 1) {
      const chain = chainOf[row] as number; // below the last, like all here
      if (chain === 0) continue;
      const end = (starts[row] as number) + (lengths[row] as number);
      const padding = end > bytes.length ? end - bytes.length : (bytes[end - 1] as number);
      if (padding === 0 || padding > cipherBlock) continue;
      lengths[row] = (lengths[row] as number) - padding;
      padded[chain] = (padded[chain] as number) + 1;
    }
  }
  return padded;
}

/**
 * Gives up the chains that did not open, and says of which feature points rows stay closed. Of an
 * open chain, most rows end in a padding; by chance few do.
 */
function closeChains(
  { chainOf }: ByKind,
  { chains, closed }: Chained,
  padded: Uint32Array,
): ReadonlySet<number> {
  const isOpen = ({ rows }: Chain, number: number) => (padded[number + 1] as number) * 2 >= rows;
  if (chains.every(isOpen)) return closed;
  for (const [row, chain] of chainOf.entries())
    if (chain > 0 && !isOpen(chains[chain - 1] as Chain, chain - 1)) chainOf[row] = 0;
  const given = chains.filter((chain, number) => !isOpen(chain, number));
  return new Set([...closed, ...given.map(({ key }) => key.featurePoint)]);
}

/** The opened rows of a kind. */
export function rowsOpened(opened: OpenedRows, kind: number): Rows {
  const [first, end] = [opened.firsts[kind], opened.firsts[kind + 1]];
  const chainOf = opened.chainOf.subarray(first, end);
  const all = {
    count: chainOf.length,
    bytes: opened.clear[opened.points[kind] as number] as Uint8Array, // points are below 16
    starts: opened.starts.subarray(first, end),
    lengths: opened.lengths.subarray(first, end),
    places: opened.places.subarray(first, end),
    scrambled: undefined,
    doubtful: [],
  };
  const open = chainOf.includes(0) ? pickRows(all, numbersOpen(chainOf)) : all;
  return { ...open, doubtful: numbersDoubtful(open.places, opened.doubtful) };
}

function numbersOpen(chainOf: Uint16Array): Uint32Array {
  const numbers = new Uint32Array(chainOf.length);
  let count = 0;
  for (let row = 0; row < chainOf.length; row += 1) if (chainOf[row] !== 0) numbers[count++] = row;
  return numbers.subarray(0, count);
}

function numbersDoubtful(places: Uint32Array, doubtful: ReadonlySet<number>): readonly number[] {
  if (doubtful.size === 0) return [];
  return [...places.keys()].filter((row) => doubtful.has(places[row] ?? 0));
}
