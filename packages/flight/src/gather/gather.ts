import type { TypedArray } from "../table.ts";
import { elementKinds, type ColumnOf, type ElementKind } from "./element-kinds.ts";

/** Rows of one layout: each begins at its place in `bytes`, and the bytes reach to its end. */
export type PlacedRows = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly starts: Uint32Array;
};

export function placeRows(bytes: Uint8Array, starts: Uint32Array): PlacedRows {
  return { bytes, starts, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Zeroed columns of equal length, all in one buffer: a buffer each costs more than its use. */
export function makeColumns(kinds: readonly ElementKind[], rows: number): readonly TypedArray[] {
  const sizes = kinds.map((kind) => roundUp(rows * elementKinds[kind].Column.BYTES_PER_ELEMENT));
  const buffer = new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 0));
  let place = 0;
  return kinds.map((kind, at) => {
    const column = new elementKinds[kind].Column(buffer, place, rows);
    place += sizes[at] as number; // a size for each kind
    return column;
  });
}

/** Columns begin at multiples of 8 bytes. */
function roundUp(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Fills a column with the number that stands `at` bytes behind each start. Infinite is NaN. */
export function gather(kind: ElementKind, rows: PlacedRows, at: number, column: TypedArray): void {
  gatherers[kind](rows, at, column as never); // made by makeColumns, of the kind's own class
}

/** One tight loop a kind, each seeing one class of array only, is what makes it fast. */
const gatherers: {
  readonly [Kind in ElementKind]: (rows: PlacedRows, at: number, column: ColumnOf<Kind>) => void;
} = {
  u8({ bytes, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = bytes[(starts[row] as number) + at] as number; // a start for each row
  },
  i8({ bytes, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = bytes[(starts[row] as number) + at] as number; // wraps to its sign
  },
  u16({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = view.getUint16((starts[row] as number) + at, true);
  },
  i16({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = view.getInt16((starts[row] as number) + at, true);
  },
  u32({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = view.getUint32((starts[row] as number) + at, true);
  },
  i32({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = view.getInt32((starts[row] as number) + at, true);
  },
  u64: gatherWords,
  i64: gatherWords,
  f16({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = halfOf(view.getUint16((starts[row] as number) + at, true));
  },
  f32({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = finite(view.getFloat32((starts[row] as number) + at, true));
  },
  f64({ view, starts }, at, column) {
    for (let row = 0; row < column.length; row += 1)
      column[row] = finite(view.getFloat64((starts[row] as number) + at, true));
  },
};

/** Two words each: a bigint a row would cost ten times as much. */
function gatherWords(
  { view, starts }: PlacedRows,
  at: number,
  column: BigInt64Array | BigUint64Array,
): void {
  const words = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
  for (let row = 0; row < column.length; row += 1) {
    const from = (starts[row] as number) + at;
    words[2 * row] = view.getUint32(from, true);
    words[2 * row + 1] = view.getUint32(from + 4, true);
  }
}

function finite(value: number): number {
  return value - value === 0 ? value : Number.NaN;
}

/** IEEE 754 binary16. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
