/** How one number lies in a row, little-endian. `f16` is kept as f32. */
export const elementKinds = {
  u8: { size: 1, Column: Uint8Array },
  i8: { size: 1, Column: Int8Array },
  u16: { size: 2, Column: Uint16Array },
  i16: { size: 2, Column: Int16Array },
  u32: { size: 4, Column: Uint32Array },
  i32: { size: 4, Column: Int32Array },
  u64: { size: 8, Column: BigUint64Array },
  i64: { size: 8, Column: BigInt64Array },
  f16: { size: 2, Column: Float32Array },
  f32: { size: 4, Column: Float32Array },
  f64: { size: 8, Column: Float64Array },
} as const;

export type ElementKind = keyof typeof elementKinds;

export type ColumnOf<Kind extends ElementKind> = InstanceType<
  (typeof elementKinds)[Kind]["Column"]
>;

export function isElementKind(name: string): name is ElementKind {
  return Object.hasOwn(elementKinds, name);
}

/** Kinds that can say "nothing" without a value set apart for it. */
export function isFloat(kind: ElementKind): boolean {
  return kind === "f16" || kind === "f32" || kind === "f64";
}
