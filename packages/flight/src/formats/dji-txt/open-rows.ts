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
  const { chains, doubtful } = chained;
  const chainPlaces = placesOf(chains);
  const { sealed, starts, chainOf } = gather(log, chained, chainPlaces);
  const opened = await Promise.all(
    chains.map(async ({ key, length }, number) => {
      const { offset } = chainPlaces[number] as Place; // one a chain
      const message = sealed.subarray(offset, offset + length + cipherBlock);
      return (await openMessage(message, key)) ?? new Uint8Array(length);
    }),
  );
  const clear = joinByPoint(chains, chainPlaces, opened);
  const points = featurePointsOf(log.version);
  const lengths = log.grouped.lengths.slice();
  const rows = { firsts, places, starts, lengths, chainOf, points, clear };
  const padded = stripPaddings(rows, chains.length);
  return { ...rows, doubtful, closed: closeChains(rows, chained, padded) };
}

/** Where a chain begins: sealed, among all of them; clear, among those of its feature point. */
type Place = { readonly offset: number; readonly start: number };

function placesOf(chains: readonly Chain[]): readonly Place[] {
  const ends = new Uint32Array(16);
  let offset = 0;
  return chains.map(({ key, length }) => {
    const start = ends[key.featurePoint] as number; // points are below 16
    const place = { offset, start };
    offset += length + cipherBlock; // room for a block of padding
    ends[key.featurePoint] = start + length;
    return place;
  });
}

/**
 * Copies contents without their XOR layer, those of a chain one behind the other; and says of each
 * row, by kind, where it will begin when it is clear. Contents of chains are whole blocks of 16
 * bytes.
 */
function gather(
  { bytes, index, grouped }: SealedLog,
  chained: Chained,
  places: readonly Place[],
): Pick<ByKind, "starts" | "chainOf"> & { readonly sealed: Uint8Array<ArrayBuffer> } {
  const { kinds, lengths } = index;
  const total = chained.chains.reduce((sum, { length }) => sum + length + cipherBlock, 0);
  const into = new Int32Array(total / 4);
  const next = Uint32Array.from(places, ({ offset }) => offset);
  const moved = Uint32Array.from(places, ({ offset, start }) => offset - start);
  const nextOfKind = grouped.firsts.slice();
  const starts = new Uint32Array(index.count);
  const chainOf = new Uint16Array(index.count);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < index.count; row += 1) {
    const kind = kinds[row] as number; // below the count, like all here
    const at = nextOfKind[kind] as number;
    nextOfKind[kind] = at + 1;
    const chain = (chained.chainOf[row] as number) - 1;
    if (chain < 0) continue;
    const start = index.starts[row] as number; // its seed stands before it
    const slot = (kind << 8) | (bytes[start - 1] as number);
    const low = rowKeyWords[2 * slot] as number;
    const high = rowKeyWords[2 * slot + 1] as number;
    const end = start + (lengths[row] as number);
    const first = next[chain] as number;
    next[chain] = first + end - start;
    starts[at] = first - (moved[chain] as number);
    chainOf[at] = chain + 1;
    for (let from = start, to = first >>> 2; from < end; from += 8, to += 2) {
      into[to] = source.getInt32(from, true) ^ low;
      into[to + 1] = source.getInt32(from + 4, true) ^ high;
    }
  }
  return { sealed: new Uint8Array(into.buffer), starts, chainOf };
}

/** Puts the chains of a feature point together; nearly always there is one, which is not copied. */
function joinByPoint(
  chains: readonly Chain[],
  places: readonly Place[],
  opened: readonly Uint8Array[],
): readonly Uint8Array[] {
  const totals = new Uint32Array(16);
  for (const [number, { key, length }] of chains.entries())
    totals[key.featurePoint] = (places[number] as Place).start + length; // the last one tells
  const clear = Array.from(totals, () => new Uint8Array());
  for (const [number, { key, length }] of chains.entries()) {
    const part = opened[number] as Uint8Array<ArrayBuffer>; // one a chain, like places
    const { start } = places[number] as Place;
    const total = totals[key.featurePoint] as number; // points are below 16
    if (length === total) clear[key.featurePoint] = part;
    if (length === total || length === 0) continue;
    if (start === 0) clear[key.featurePoint] = new Uint8Array(total);
    const whole = clear[key.featurePoint] as Uint8Array;
    whole.set(part, start);
    whole.fill(length - part.length, start + part.length, start + length); // its last padding
  }
  return clear;
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
