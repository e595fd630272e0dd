import type { TypedArray } from "../table.ts";

/** Columns §4: what the values of a series are, by the name that stands in the directory. */
export const elementTypes = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
} as const;

export type ElementType = keyof typeof elementTypes;

const typeNames: ReadonlyMap<unknown, string> = new Map(
  Object.entries(elementTypes).map(([name, type]) => [type, name]),
);

export function elementTypeOf(values: TypedArray): ElementType {
  return typeNames.get(values.constructor) as ElementType; // the table holds every typed array
}

export function isElementType(name: string): name is ElementType {
  return name in elementTypes;
}

export function bytesOf(values: TypedArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
