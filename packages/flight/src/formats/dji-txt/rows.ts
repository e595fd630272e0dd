import { rowKeyWords } from "./row-keys.ts";

/**
 * The contents of the rows of one table, where they lie; nothing is copied until a block of them is
 * loaded.
 */
export type Rows = {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Kind × 256 + seed of each row, where contents are under the XOR layer. */
  readonly slots?: Uint16Array;
  /** Number of each row in the index, for its time. */
  readonly numbers: Uint32Array;
  /** Rows (counted here) whose first 16 bytes are not to be believed, §5. */
  readonly doubtful: readonly number[];
};

/** Some rows in clear, each `stride` bytes from the last; what a row lacks is undefined. */
export type Block = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly stride: number;
  readonly first: number;
  readonly count: number;
};

/** Fits the first-level cache together with the columns that are filled from it. */
const blockBytes = 16_384;

/** A field of a few bits may be read as a word that ends behind the last row. */
const slack = 8;

/** Gives the rows in blocks, in order. All blocks share one buffer: use each before the next. */
export function* blocksOf(rows: Rows, needed: number): Iterable<Block> {
  const stride = roundUp(needed);
  const perBlock = Math.max(1, Math.floor(blockBytes / stride));
  const target = newTarget(rows, stride * Math.min(perBlock, rows.count) + slack);
  for (let first = 0; first < rows.count; first += perBlock) {
    const count = Math.min(perBlock, rows.count - first);
    for (let row = 0; row < count; row += 1)
      copyClear(rows, first + row, { ...target, at: row * stride, length: stride });
    yield { bytes: target.bytes, view: target.view, stride, first, count };
  }
}

/** The same rows in clear, packed into bytes of their own: for contents that hold lists. */
export function packRows(rows: Rows): Rows {
  let total = 0;
  const starts = new Uint32Array(rows.count);
  for (let row = 0; row < rows.count; row += 1) {
    starts[row] = total;
    total += roundUp(rows.lengths[row] as number); // below the count
  }
  const target = newTarget(rows, total);
  for (let row = 0; row < rows.count; row += 1)
    copyClear(rows, row, {
      ...target,
      at: starts[row] as number, // below the count, like the length
      length: roundUp(rows.lengths[row] as number),
    });
  const { count, lengths, numbers, doubtful } = rows;
  return { count, bytes: target.bytes, starts, lengths, numbers, doubtful };
}

/** The content of one row in clear. Belongs to the caller. */
export function contentOf(rows: Rows, row: number): Uint8Array {
  const length = rows.lengths[row] as number; // the caller counts below rows.count
  const target = newTarget(rows, roundUp(length));
  copyClear(rows, row, { ...target, at: 0, length: roundUp(length) });
  return target.bytes.subarray(0, length);
}

function roundUp(length: number): number {
  return (length + 7) & ~7;
}

type Target = {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly source: DataView;
};

function newTarget({ bytes }: Rows, length: number): Target {
  const words = new Int32Array(length / 4);
  return {
    words,
    bytes: new Uint8Array(words.buffer),
    view: new DataView(words.buffer),
    source: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  };
}

type Place = Target & { readonly at: number; readonly length: number };

/**
 * Copies a row's content without its XOR layer, in whole words: eight bytes of key are two steps.
 * `length` is a multiple of 8 and may reach over the row's end; what stands there means nothing.
 */
function copyClear({ bytes, starts, slots }: Rows, row: number, place: Place): void {
  const { words, source, at, length } = place;
  const start = starts[row] as number; // below the count, like the slot
  const slot = slots ? (slots[row] as number) : -1;
  const low = slot < 0 ? 0 : (rowKeyWords[2 * slot] as number);
  const high = slot < 0 ? 0 : (rowKeyWords[2 * slot + 1] as number);
  const end = (at + length) >>> 2;
  if (start + length > bytes.length) {
    place.bytes.fill(0, at, at + length);
    place.bytes.set(bytes.subarray(start, start + length), at);
    for (let word = at >>> 2; word < end; word += 2) {
      words[word] = (words[word] as number) ^ low; // at and length lie within the target
      words[word + 1] = (words[word + 1] as number) ^ high;
    }
    return;
  }
  for (let word = at >>> 2, from = start; word < end; word += 2, from += 8) {
    words[word] = source.getInt32(from, true) ^ low;
    words[word + 1] = source.getInt32(from + 4, true) ^ high;
  }
}
