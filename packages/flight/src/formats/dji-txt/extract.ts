import type { TypedArray } from "../../table.ts";
import type { Field, FieldType } from "./layout.ts";
import type { Block } from "./rows.ts";

/**
 * Copies one field of the rows of a block into its column. One tight loop a type, each seeing one
 * class of array only, is what makes the reader fast.
 */
export function extract(field: Field, block: Block, column: TypedArray): void {
  if (field.bits) extractBits(field, block, column as Uint8Array | Uint16Array); // see columnFor
  else extractors[field.type](block, field.at, column as never); // columnFor made the type's own
}

/** The column a field is extracted into, as wide as the field. */
export function columnFor({ type, bits }: Field, length: number): TypedArray {
  if (!bits) return new columnTypes[type](length);
  return bits.count > 8 ? new Uint16Array(length) : new Uint8Array(length);
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
      const value = high * 2 ** 32 + view.getUint32(from, true);
      column[first + row] = Number.isSafeInteger(value) ? value : Number.NaN;
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
