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
  const { bytes, starts, scrambled } = rows;
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kind = scrambled === undefined ? -1 : scrambled << 8;
  const end = first + count;
  const whole = wholeUntil(rows, end, stride);
  let to = 0;
  for (let row = first; row < whole; row += 1) {
    const start = starts[row] as number; // the caller asks for rows there are
    let low = 0;
    let high = 0;
    if (kind >= 0) {
      const slot = kind | (bytes[start - 1] as number); // its seed
      low = rowKeyWords[2 * slot] as number; // made when the row was framed
      high = rowKeyWords[2 * slot + 1] as number;
    }
    for (let from = start, last = start + stride; from < last; from += 8, to += 2) {
      words[to] = source.getInt32(from, true) ^ low;
      words[to + 1] = source.getInt32(from + 4, true) ^ high;
    }
  }
  const perRow = stride >>> 2;
  for (let row = Math.max(first, whole); row < end; row += 1)
    copyLast(rows, row, words.subarray((row - first) * perRow, (row - first + 1) * perRow));
}

/** Rows from here on to `end` lie so near the end of the file that a stride would reach over it. */
function wholeUntil({ bytes, starts }: Rows, end: number, stride: number): number {
  let row = end;
  while (row > 0 && (starts[row - 1] as number) + stride > bytes.length) row -= 1; // in file order
  return row;
}

function copyLast(rows: Rows, row: number, words: Int32Array): void {
  const { bytes, starts, scrambled } = rows;
  const start = starts[row] as number; // below the count
  const into = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  into.fill(0);
  into.set(bytes.subarray(start, start + into.length));
  if (scrambled === undefined) return;
  const slot = (scrambled << 8) | (bytes[start - 1] as number);
  for (let to = 0; to < words.length; to += 1)
    words[to] = (words[to] as number) ^ (rowKeyWords[2 * slot + (to & 1)] as number); // two words
}

/**
 * The same rows in clear: where they are not, packed into bytes of their own. The loop is that of
 * `copyRows`, with a length for each row.
 */
export function unscrambled(rows: Rows): Rows {
  const { count, bytes, lengths, scrambled } = rows;
  if (scrambled === undefined) return rows;
  const { starts, total } = packedStarts(rows);
  const words = new Int32Array(total / 4);
  const source = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let row = 0; row < count; row += 1) {
    const start = rows.starts[row] as number; // below the count, like all here
    const end = start + roundUp(lengths[row] as number);
    let to = (starts[row] as number) >>> 2;
    if (end > bytes.length) {
      copyLast(rows, row, words.subarray(to, to + (end - start) / 4));
      continue;
    }
    const slot = (scrambled << 8) | (bytes[start - 1] as number);
    const low = rowKeyWords[2 * slot] as number;
    const high = rowKeyWords[2 * slot + 1] as number;
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

/** Bytes of the shortest and of the longest content of some rows. */
export type Lengths = { readonly shortest: number; readonly longest: number };

export function lengthsOf({ lengths, count }: Rows): Lengths {
  let shortest = 65_536;
  let longest = 0;
  for (let row = 0; row < count; row += 1) {
    const length = lengths[row] as number; // below the count
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
  }
  return { shortest, longest };
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
