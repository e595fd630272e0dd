import type { TypedArray } from "../table.ts";

/** Least and greatest of each stretch of a series, in its own type. */
export type Buckets = { readonly min: TypedArray; readonly max: TypedArray };

/** Columns §5: rows of a bucket on the first level, and how many of those make one on the next. */
export const levelRows = 64;
export const levelStep = 8;

/** Shorter series have no levels: reading all of one costs no more. */
export const leastRows = 4096;

/** A level of no more buckets than this is the last. */
const lastLevel = 512;

/** The levels of a series; none for a short one, and for 64-bit integers. */
export function levelsOf(values: TypedArray, missing: number): readonly Buckets[] {
  if (values.length <= leastRows || isLong(values)) return [];
  let buckets = bucketsOf(values, missing, levelRows);
  const levels = [buckets];
  while (buckets.min.length > lastLevel) {
    const { min } = bucketsOf(buckets.min, missing, levelStep);
    const { max } = bucketsOf(buckets.max, missing, levelStep);
    buckets = { min, max };
    levels.push(buckets);
  }
  return levels;
}

export function isLong(values: TypedArray): boolean {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

/** Buckets of `rows` values; what is missing does not count, and a bucket of nothing is missing. */
export function bucketsOf(values: TypedArray, missing: number, rows: number): Buckets {
  const count = Math.ceil(values.length / rows);
  // So that the loop sees one type only; 64-bit integers do not come here.
  const wide = values instanceof Float64Array ? values : new Float64Array(values as Int32Array);
  const min = new Float64Array(count);
  const max = new Float64Array(count);
  for (let bucket = 0; bucket < count; bucket += 1) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    const end = Math.min(wide.length, (bucket + 1) * rows);
    for (let row = bucket * rows; row < end; row += 1) {
      const value = wide[row] as number; // below the length
      if (value === missing || value !== value) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    min[bucket] = least > most ? missing : least;
    max[bucket] = least > most ? missing : most;
  }
  return { min: likeValues(min, values), max: likeValues(max, values) };
}

function likeValues(wide: Float64Array, values: TypedArray): TypedArray {
  if (values instanceof Float64Array) return wide;
  const Type = values.constructor as new (length: number) => Float32Array; // or an integer type
  const like = new Type(wide.length);
  like.set(wide);
  return like;
}
