import { rowKeyWords } from "./row-keys.ts";

/** The contents of some rows, where they lie; nothing is copied until they are taken. */
export type Rows = {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Where each row stands in the file, for its time. */
  readonly places: Uint32Array;
  /** Their kind, where contents are under the XOR layer and their seed stands before them. */
  readonly scrambled: number | undefined;
  /** Rows (counted here) whose first 16 bytes are not to be believed, §5. */
  readonly doubtful: readonly number[];
};

/** Which rows to take, and how far apart to lay them down: a multiple of 8 bytes. */
export type Range = { readonly first: number; readonly count: number; readonly stride: number };

/**
 * Copies rows without their XOR layer, in whole words: eight bytes of key are two steps of four. A
 * row shorter than the stride is followed by bytes that mean nothing.
 */
export function copyRows(rows: Rows, { first, count, stride }: Range, words: Int32Array): void {
  const { bytes, starts } = rows;
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lastStart = bytes.length - stride;
  const perRow = stride >>> 2;
  for (let row = 0; row < count; row += 1) {
    const start = starts[first + row] as number; // the caller asks for rows there are
    const slot = slotOf(rows, start);
    const low = slot < 0 ? 0 : (rowKeyWords[2 * slot] as number);
    const high = slot < 0 ? 0 : (rowKeyWords[2 * slot + 1] as number);
    let to = row * perRow;
    if (start > lastStart) {
      copyLast(bytes, start, words.subarray(to, to + perRow));
      for (const end = to + perRow; to < end; to += 2) {
        words[to] = (words[to] as number) ^ low;
        words[to + 1] = (words[to + 1] as number) ^ high;
      }
      continue;
    }
    for (let from = start, end = start + stride; from < end; from += 8, to += 2) {
      words[to] = source.getInt32(from, true) ^ low;
      words[to + 1] = source.getInt32(from + 4, true) ^ high;
    }
  }
}

/** Where the key of a row lies; -1 where it has none. It was made when the row was framed. */
function slotOf({ bytes, scrambled }: Rows, start: number): number {
  return scrambled === undefined ? -1 : (scrambled << 8) | (bytes[start - 1] as number); // its seed
}

/** A row so near the end of the file that whole words would reach over it. */
function copyLast(bytes: Uint8Array, start: number, words: Int32Array): void {
  const into = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  into.fill(0);
  into.set(bytes.subarray(start, start + into.length));
}

/**
 * The same rows in clear, packed into bytes of their own: for contents that hold lists. The loop is
 * that of `copyRows`, with a length for each row.
 */
export function packRows(rows: Rows): Rows {
  const { count, bytes, lengths } = rows;
  const { starts, total } = packedStarts(rows);
  const words = new Int32Array(total / 4);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < count; row += 1) {
    const start = rows.starts[row] as number; // below the count, like all here
    const slot = slotOf(rows, start);
    const low = slot < 0 ? 0 : (rowKeyWords[2 * slot] as number);
    const high = slot < 0 ? 0 : (rowKeyWords[2 * slot + 1] as number);
    const end = start + roundUp(lengths[row] as number);
    let to = (starts[row] as number) >>> 2;
    if (end > bytes.length) {
      const range = { first: row, count: 1, stride: end - start };
      copyRows(rows, range, words.subarray(to, to + range.stride / 4));
      continue;
    }
    for (let from = start; from < end; from += 8, to += 2) {
      words[to] = source.getInt32(from, true) ^ low;
      words[to + 1] = source.getInt32(from + 4, true) ^ high;
    }
  }
  return { ...rows, bytes: new Uint8Array(words.buffer), starts, scrambled: undefined };
}

function packedStarts({ count, lengths }: Rows): { starts: Uint32Array; total: number } {
  const starts = new Uint32Array(count);
  let total = 0;
  for (let row = 0; row < count; row += 1) {
    starts[row] = total;
    total += roundUp(lengths[row] as number); // below the count
  }
  return { starts, total };
}

/** The content of one row in clear. Belongs to the caller. */
export function contentOf(rows: Rows, row: number): Uint8Array {
  const length = rows.lengths[row] as number; // the caller counts below rows.count
  const words = new Int32Array(roundUp(length) / 4);
  copyRows(rows, { first: row, count: 1, stride: roundUp(length) }, words);
  return new Uint8Array(words.buffer, 0, length);
}

export function roundUp(length: number): number {
  return (length + 7) & ~7;
}

/** Some of the rows, by their numbers. */
export function pickRows(rows: Rows, picked: Uint32Array): Rows {
  const isDoubtful = new Set(rows.doubtful);
  const doubtful: number[] = [];
  for (const [place, row] of isDoubtful.size ? picked.entries() : [])
    if (isDoubtful.has(row)) doubtful.push(place);
  return {
    count: picked.length,
    bytes: rows.bytes,
    starts: picked.map((row) => rows.starts[row] as number), // numbers of rows there are
    lengths: Uint16Array.from(picked, (row) => rows.lengths[row] as number),
    places: picked.map((row) => rows.places[row] as number),
    scrambled: rows.scrambled,
    doubtful,
  };
}
