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
export type Field = {
  readonly name: string;
  /** Offset from the start of the content. */
  readonly at: number;
  readonly type: FieldType;
  readonly unit: Unit;
  readonly scale: number;
  readonly offset: number;
  /** Only these bits, counted from the least significant. */
  readonly bits?: { readonly first: number; readonly count: number };
  readonly labels?: Labels;
  /** The raw value with which the log itself says "nothing". */
  readonly missing?: number;
  /** Raw values outside say nothing either. */
  readonly plausible?: readonly [least: number, most: number];
};

/** The rows of one table. */
export type Layout = {
  readonly name: string;
  /** Shorter contents are no rows of this table. */
  readonly least: number;
  readonly fields: readonly Field[];
  /** Pairs that are a position: both are missing where they are no fix. */
  readonly position?: { readonly latitude: string; readonly longitude: string };
};

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

export function endOf({ at, type, bits }: Field): number {
  return at + (bits ? (bits.first + bits.count + 7) >>> 3 : sizes[type]);
}

type Meaning = {
  readonly unit?: Unit;
  readonly scale?: number;
  readonly offset?: number;
  readonly missing?: number;
  readonly plausible?: readonly [least: number, most: number];
  readonly labels?: Labels;
};

/** A whole number of bytes, with its meaning. */
export function field(name: string, at: number, type: FieldType, meaning: Meaning = {}): Field {
  return { name, at, type, unit: "1", scale: 1, offset: 0, ...meaning };
}

/** Some bits of a little-endian word; `place` is `[byte, first bit, how many]`. */
export function bits(
  name: string,
  place: readonly [number, number, number],
  labels?: Labels,
): Field {
  const [at, first, count] = place;
  const type = first + count <= 8 ? "u8" : first + count <= 16 ? "u16" : "u32";
  const whole = { unit: "1", scale: 1, offset: 0, bits: { first, count } } as const;
  return { name, at, type, ...whole, ...(labels ? { labels } : {}) };
}

const noYes: Labels = { 0: "no", 1: "yes" };

/** One bit that says no or yes. */
export function flag(name: string, at: number, bit: number): Field {
  return bits(name, [at, bit, 1], noYes);
}

export const tenth = 0.1;
export const thousandth = 0.001;
