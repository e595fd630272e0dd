/** Columns §4: how the values of a block are written. Numbers are never used again. */
export const codecs = {
  raw: 0,
  constant: 1,
  runs: 2,
  delta8: 3,
  delta16: 4,
  decimal8: 5,
  decimal16: 6,
  steps: 7,
} as const;

/** A number as JSON can hold it: what JSON has no word for stands as text (`NaN`, `-0`, `12n`). */
export type Spelled = number | string;

/**
 * A block as the directory names it: codec, offset, length, and for decimals their divisor. A
 * constant stands in the directory itself: codec and value.
 */
export type BlockPlace =
  | readonly [codec: typeof codecs.constant, value: Spelled]
  | readonly [codec: number, offset: number, length: number]
  | readonly [codec: number, offset: number, length: number, divisor: number];

/** Most rows of a block, and so the step from one block of a series to the next. */
export const blockRows = 65_536;

export function spell(value: number | bigint): Spelled {
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

const spellings: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

/** Undefined where nothing is spelled like that. */
export function readSpelled(value: unknown): number | bigint | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "string" && /^-?\d{1,20}n$/.test(value)) return BigInt(value.slice(0, -1));
  return spellings.get(value);
}
