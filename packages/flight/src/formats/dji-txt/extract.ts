import type { TypedArray } from "../../table.ts";
import type { Field, FieldType } from "./layout.ts";
import { sizes } from "./layout.ts";
import type { Range } from "./rows.ts";

/** Some rows in clear. */
export type Block = Range & { readonly bytes: Uint8Array; readonly view: DataView };

/** Fills a column with what all rows of a block have in common. */
export function extractOnce(
  field: Field,
  firstRow: Block,
  column: TypedArray,
  count: number,
): void {
  extract(field, firstRow, column);
  const { first } = firstRow;
  const value = column[first] as never; // an element of the same column
  if (value !== 0) column.fill(value, first, first + count);
}

export function varies({ at, type, bits }: Field, varying: Uint8Array): boolean {
  if (bits && type === "u8")
    return (((varying[at] as number) >>> bits.first) & ((1 << bits.count) - 1)) !== 0; // in the row
  for (let byte = at; byte < at + sizes[type]; byte += 1) if (varying[byte] !== 0) return true;
  return false;
}

/**
 * Copies one field of the rows of a block into its column. One tight loop a type, each seeing one
 * class of array only, is what makes the reader fast.
 */
export function extract(field: Field, block: Block, column: TypedArray): void {
  if (field.bits) extractBits(field, block, column as Uint8Array | Uint16Array); // see columnsFor
  else extractors[field.type](block, field.at, column as never); // columnsFor made the type's own
}

/** Zeroed columns of a table, all in one buffer: a buffer each costs more than its use. */
export function columnsFor(fields: readonly Field[], rows: number): readonly TypedArray[] {
  let length = 0;
  for (const field of fields) length += sizeOfColumn(field, rows);
  const buffer = new ArrayBuffer(length);
  let place = 0;
  return fields.map((field) => {
    const Column = columnType(field);
    const column = new Column(buffer, place, rows);
    place += sizeOfColumn(field, rows);
    return column;
  });
}

/** Columns begin at multiples of 8 bytes. */
function sizeOfColumn(field: Field, rows: number): number {
  return (rows * columnType(field).BYTES_PER_ELEMENT + 7) & ~7;
}

function columnType({ type, bits }: Field) {
  if (!bits) return columnTypes[type];
  return bits.count > 8 ? Uint16Array : Uint8Array;
}

const columnTypes = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  i64: Float64Array,
  f32: Float32Array,
  f64: Float64Array,
  radians: Float64Array,
} as const;

type Extractors = {
  readonly [Type in FieldType]: (
    block: Block,
    at: number,
    column: InstanceType<(typeof columnTypes)[Type]>,
  ) => void;
};

const extractors: Extractors = {
  u8({ bytes, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = bytes[from] as number; // a block holds count rows of stride bytes
  },
  i8({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = view.getInt8(from);
  },
  u16({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = view.getUint16(from, true);
  },
  i16({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = view.getInt16(from, true);
  },
  u32({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = view.getUint32(from, true);
  },
  i32({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = view.getInt32(from, true);
  },
  i64({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride) {
      const high = view.getInt32(from + 4, true);
      const isExact = high >= -0x20_0000 && high < 0x20_0000; // 53 bits
      column[first + row] = isExact ? high * 2 ** 32 + view.getUint32(from, true) : Number.NaN;
    }
  },
  f32({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = finite(view.getFloat32(from, true));
  },
  f64({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = finite(view.getFloat64(from, true));
  },
  radians({ view, stride, first, count }, at, column) {
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = finite((view.getFloat64(from, true) * 180) / Math.PI);
  },
};

function finite(value: number): number {
  return value - value === 0 ? value : Number.NaN;
}

function extractBits({ at, bits, type }: Field, block: Block, column: Uint8Array | Uint16Array) {
  const { bytes, view, stride, first, count } = block;
  const shift = bits?.first ?? 0;
  const mask = (1 << (bits?.count ?? 8)) - 1;
  if (type === "u8")
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = ((bytes[from] as number) >>> shift) & mask; // as in u8 above
  else
    for (let row = 0, from = at; row < count; row += 1, from += stride)
      column[first + row] = (view.getUint32(from, true) >>> shift) & mask;
}
