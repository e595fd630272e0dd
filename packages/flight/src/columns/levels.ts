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

/** The levels of a series; none for a short one. `missing` is NaN where the series names none. */
export function levelsOf(values: TypedArray, missing: number | bigint): readonly Buckets[] {
  if (values.length <= leastRows) return [];
  let buckets = anyBucketsOf(values, missing, levelRows);
  const levels = [buckets];
  while (buckets.min.length > lastLevel) {
    const { min } = anyBucketsOf(buckets.min, missing, levelStep);
    const { max } = anyBucketsOf(buckets.max, missing, levelStep);
    buckets = { min, max };
    levels.push(buckets);
  }
  return levels;
}

function anyBucketsOf(values: TypedArray, missing: number | bigint, rows: number): Buckets {
  return isLong(values)
    ? longBucketsOf(values, missing, rows)
    : bucketsOf(values, Number(missing), rows);
}

type LongArray = BigInt64Array | BigUint64Array;

export function isLong(values: TypedArray): values is LongArray {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

/** As `bucketsOf`, exact beyond what a number holds. */
function longBucketsOf(values: LongArray, missing: number | bigint, rows: number): Buckets {
  const count = Math.ceil(values.length / rows);
  const Type = values.constructor as new (length: number) => LongArray; // the same type
  const [min, max] = [new Type(count), new Type(count)];
  for (let bucket = 0; bucket < count; bucket += 1) {
    let [least, most]: (bigint | undefined)[] = [];
    const end = Math.min(values.length, (bucket + 1) * rows);
    for (let row = bucket * rows; row < end; row += 1) {
      const value = values[row] as bigint; // below the length
      if (value === missing) continue;
      if (least === undefined || value < least) least = value;
      if (most === undefined || value > most) most = value;
    }
    // Only where all are missing is there none, and then it is a bigint.
    min[bucket] = least ?? BigInt(missing);
    max[bucket] = most ?? BigInt(missing);
  }
  return { min, max };
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
