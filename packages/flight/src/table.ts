import type { SeriesName } from "./series-names.ts";
import type { Unit } from "./units.ts";

export type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** What the values of a flag or an enumeration are called. */
export type Labels = Readonly<Record<number, string>>;

/**
 * Values of one kind over time, as wide as the log holds them. As in the CF conventions, a value
 * means `raw × scale + offset` in `unit`, and a raw value equal to `missing` says nothing (NaN
 * equals NaN here). `values` belongs to the series; nobody changes it.
 */
export type Series = {
  /** Table and field in the words of the log's maker, `OSD.height`; unique within a table. */
  readonly source: string;
  readonly name?: SeriesName;
  readonly unit: Unit;
  readonly values: TypedArray;
  readonly scale: number;
  readonly offset: number;
  readonly missing?: number | bigint;
  readonly labels?: Labels;
  /** Worked out from other series; the log itself does not hold it. */
  readonly derived?: true;
};

/** All series of a table have as many values as `times`, seconds since the log's first sample. */
export type Table = {
  readonly name: string;
  /** Tells apart tables of one name: the second battery, another component. */
  readonly instance: number;
  /** Finite, never going back. */
  readonly times: Float64Array;
  readonly series: readonly Series[];
};

/** What the series says at a row, in its unit; NaN where it says nothing. */
export function valueAt(series: Series, row: number): number {
  const raw = series.values[row];
  if (raw === undefined || isMissing(series, raw)) return Number.NaN;
  return scaled(Number(raw), series);
}

/** All that the series says, in its unit; NaN where it says nothing. */
export function valuesOf(series: Series): Float64Array {
  const { values, missing, scale, offset } = series;
  const out = new Float64Array(values.length);
  const divisor = divisorOf(scale);
  for (let row = 0; row < out.length; row += 1) {
    const raw = values[row] as number | bigint; // row is below the length
    if (raw === missing || raw !== raw) out[row] = Number.NaN;
    else out[row] = (divisor ? Number(raw) / divisor : Number(raw) * scale) + offset;
  }
  return out;
}

export function isMissing({ missing }: Series, raw: number | bigint): boolean {
  return raw === missing || raw !== raw;
}

/** What is called for at a row of a flag or an enumeration; undefined where nothing is. */
export function labelAt(series: Series, row: number): string | undefined {
  const value = series.values[row];
  return value === undefined || isMissing(series, value)
    ? undefined
    : series.labels?.[Number(value)];
}

/** The last row at or before a time; -1 where there is none. `times` must not go back. */
export function rowAt(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1; // below the length
    else high = middle;
  }
  return low - 1;
}

function scaled(raw: number, { scale, offset }: Series): number {
  const divisor = divisorOf(scale);
  return (divisor ? raw / divisor : raw * scale) + offset;
}

/** 211 × 0.1 is 21.1 plus a rounding error; 211 / 10 is 21.1. 0 where only multiplying is exact. */
function divisorOf(scale: number): number {
  const divisor = Math.round(1 / scale);
  return 1 / divisor === scale ? divisor : 0;
}
