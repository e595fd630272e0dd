import { textOf } from "@homepoint/base";
import type { Labels, Series, TypedArray } from "../../table.ts";
import { cleanText } from "./clean-text.ts";
import type { Field } from "./layout.ts";
import type { Kept } from "./types.ts";

export type Rows = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly starts: Uint32Array;
};

/** Some rows of them, read together so that they stay in the cache. */
type Block = Rows & { readonly first: number; readonly end: number };

const rowsPerBlock = 256;

/** Pass two: fills one exact column a field. */
export function decodeFields(fields: readonly Field[], rows: Rows): readonly Series[] {
  const count = rows.starts.length;
  const columns = columnsFor(fields, count);
  for (let first = 0; first < count; first += rowsPerBlock) {
    const block = { ...rows, first, end: Math.min(count, first + rowsPerBlock) };
    for (let number = 0; number < fields.length; number += 1) {
      const field = fields[number] as Field; // below the length; columns are one a field
      if (field.kept !== "text") extractors[field.kept](block, field.at, columns[number] as never);
    }
  }
  return fields.map((field, number) => {
    const values = columns[number] as TypedArray;
    return field.kept === "text" ? decodeTexts(field, rows) : toSeries(field, values);
  });
}

function toSeries(field: Field, values: TypedArray): Series {
  const { source, unit, scale, seriesName, labels } = field;
  const isFloat = values instanceof Float32Array || values instanceof Float64Array;
  const missing = field.missing ?? (isFloat ? Number.NaN : undefined);
  const series: Growing<Series> = { source, unit, values, scale, offset: 0 };
  if (seriesName) series.name = seriesName;
  if (missing !== undefined) series.missing = missing;
  if (labels) series.labels = labels;
  return series;
}

type Growing<T> = { -readonly [Name in keyof T]: T[Name] };

const columnTypes = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

type Columns = typeof columnTypes;

/** Zeroed columns of a table, all in one buffer: a buffer each costs more than its use. */
function columnsFor(fields: readonly Field[], rows: number): readonly TypedArray[] {
  let length = 0;
  for (const { kept } of fields) length += sizeOfColumn(kept, rows);
  const buffer = new ArrayBuffer(length);
  let place = 0;
  return fields.map(({ kept }) => {
    const Column = columnTypes[kept === "text" ? "u8" : kept];
    const column = new Column(buffer, place, kept === "text" ? 0 : rows);
    place += sizeOfColumn(kept, rows);
    return column;
  });
}

/** Columns begin at multiples of 8 bytes. */
function sizeOfColumn(kept: Kept, rows: number): number {
  return kept === "text" ? 0 : (rows * columnTypes[kept].BYTES_PER_ELEMENT + 7) & ~7;
}

type Extractors = {
  readonly [Name in keyof Columns]: (
    block: Block,
    at: number,
    column: InstanceType<Columns[Name]>,
  ) => void;
};

/** One tight loop a type, each seeing one class of array only. Contents are as long as their layout. */
const extractors: Extractors = {
  u8({ bytes, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = bytes[(starts[row] as number) + at] as number; // rows there are, like below
  },
  i8({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = view.getInt8((starts[row] as number) + at);
  },
  u16({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = view.getUint16((starts[row] as number) + at, true);
  },
  i16({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = view.getInt16((starts[row] as number) + at, true);
  },
  u32({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = view.getUint32((starts[row] as number) + at, true);
  },
  i32({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = view.getInt32((starts[row] as number) + at, true);
  },
  i64(block, at, column) {
    copyPairs(block, at, new Uint32Array(column.buffer, column.byteOffset, column.length * 2));
  },
  u64(block, at, column) {
    copyPairs(block, at, new Uint32Array(column.buffer, column.byteOffset, column.length * 2));
  },
  f32({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = finite(view.getFloat32((starts[row] as number) + at, true));
  },
  f64({ view, starts, first, end }, at, column) {
    for (let row = first; row < end; row += 1)
      column[row] = finite(view.getFloat64((starts[row] as number) + at, true));
  },
};

/** Without making a bigint a value. */
function copyPairs({ view, starts, first, end }: Block, at: number, words: Uint32Array): void {
  for (let row = first; row < end; row += 1) {
    const start = (starts[row] as number) + at; // rows there are
    words[2 * row] = view.getUint32(start, true);
    words[2 * row + 1] = view.getUint32(start + 4, true);
  }
}

function finite(value: number): number {
  return value - value === 0 ? value : Number.NaN;
}

/** Bounds the labels of a column; texts beyond are missing. */
const mostTexts = 10_000;
const noText = 0xffff_ffff;

/** A column of texts holds which of its labels each row says. */
function decodeTexts(field: Field, { bytes, starts }: Rows): Series {
  const numbers = new Map<string, number>();
  const values = new Uint32Array(starts.length);
  for (let row = 0; row < starts.length; row += 1) {
    const start = (starts[row] as number) + field.at; // below the length
    const text = cleanText(textOf(upToNul(bytes.subarray(start, start + field.size))));
    const known = numbers.get(text);
    if (known === undefined && numbers.size < mostTexts) numbers.set(text, numbers.size);
    values[row] = numbers.get(text) ?? noText;
  }
  const labels: Labels = Object.fromEntries([...numbers].map(([text, number]) => [number, text]));
  return { ...toSeries(field, values), missing: noText, labels };
}

function upToNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
