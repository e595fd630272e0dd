import { nameOf, type SeriesName } from "../../series-names.ts";
import type { Labels } from "../../table.ts";
import type { Unit } from "../../units.ts";

/** How a field lies in a row. `radians` is f64, kept in degrees; i64 is kept as f64. */
export type FieldType =
  | "u8"
  | "i8"
  | "u16"
  | "i16"
  | "u32"
  | "i32"
  | "i64"
  | "f32"
  | "f64"
  | "radians";

/** One field of a row: a line of a table of the specification. */
export type FieldLine = {
  readonly name: string;
  /** Offset from the start of the content. */
  readonly at: number;
  readonly type: FieldType;
  readonly unit: Unit;
  readonly scale: number;
  readonly offset: number;
  /** Only these bits, counted from the least significant. */
  readonly bits?: Bits | undefined;
  readonly labels?: Labels | undefined;
  /** The raw value with which the log itself says "nothing". */
  readonly missing?: number | undefined;
  /** Raw values outside say nothing either. */
  readonly plausible?: readonly [least: number, most: number] | undefined;
};

type Bits = { readonly first: number; readonly count: number };

/** A line, with what follows from it. All fields have one shape, which keeps the loops fast. */
export type Field = Required<FieldLine> & {
  /** Behind its last byte. */
  readonly end: number;
  /** `TABLE.name`. */
  readonly source: string;
  readonly seriesName: SeriesName | undefined;
};

/** The rows of one table. */
export type Layout = {
  readonly name: string;
  /** Shorter contents are no rows of this table. */
  readonly least: number;
  /** Bytes that the fields need. */
  readonly size: number;
  readonly fields: readonly Field[];
  /** Fields that are a position: both are missing where they are no fix. */
  readonly position?: { readonly latitude: string; readonly longitude: string };
};

type LayoutLines = Omit<Layout, "fields" | "size"> & { readonly fields: readonly FieldLine[] };

export function defineLayout(layout: LayoutLines): Layout {
  const fields = layout.fields.map((line) => toField(layout.name, line));
  return { ...layout, fields, size: sizeOf(fields) };
}

export function sizeOf(fields: readonly Field[]): number {
  return fields.reduce((most, { end }) => Math.max(most, end), 0);
}

function toField(table: string, line: FieldLine): Field {
  const { name, at, type, unit, scale, offset, bits, labels, missing, plausible } = line;
  const source = `${table}.${name}`;
  const end = at + (bits ? (bits.first + bits.count + 7) >>> 3 : sizes[type]);
  const meaning = { unit, scale, offset, labels, missing, plausible };
  return { name, at, end, type, bits, source, seriesName: nameOf(source), ...meaning };
}

export const sizes: Readonly<Record<FieldType, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  radians: 8,
};

type Meaning = {
  readonly unit?: Unit;
  readonly scale?: number;
  readonly offset?: number;
  readonly missing?: number;
  readonly plausible?: readonly [least: number, most: number];
  readonly labels?: Labels;
};

/** A whole number of bytes, with its meaning. */
export function field(name: string, at: number, type: FieldType, meaning: Meaning = {}): FieldLine {
  return { name, at, type, unit: "1", scale: 1, offset: 0, ...meaning };
}

/** Some bits of a little-endian word; `place` is `[byte, first bit, how many]`. */
export function bits(
  name: string,
  place: readonly [number, number, number],
  labels?: Labels,
): FieldLine {
  const [at, first, count] = place;
  const type = first + count <= 8 ? "u8" : first + count <= 16 ? "u16" : "u32";
  const whole = { unit: "1", scale: 1, offset: 0, bits: { first, count } } as const;
  return { name, at, type, ...whole, ...(labels ? { labels } : {}) };
}

const noYes: Labels = { 0: "no", 1: "yes" };

/** One bit that says no or yes. */
export function flag(name: string, at: number, bit: number): FieldLine {
  return bits(name, [at, bit, 1], noYes);
}

export const tenth = 0.1;
export const thousandth = 0.001;
