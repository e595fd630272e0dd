import { findSeries } from "../summary/find-series.ts";
import { valueAt, type Series, type Table, type TypedArray } from "../table.ts";
import { bucketsOf, isLong, type Buckets } from "./levels.ts";

const mostPoints = 2048;
const mostBuckets = 512;

/** Named series of one table, summed up in few buckets. */
export type TableBuckets = {
  readonly table: number;
  readonly rowsPerBucket: number;
  readonly times: Float64Array;
  readonly series: readonly (Buckets & { readonly series: number })[];
};

/** Columns §7.2: buckets of every named series that is the preferred one of its name. */
export function bucketsOfNamed(tables: readonly Table[]): readonly TableBuckets[] {
  const preferred = preferredOf(tables);
  return tables.flatMap((table, number): readonly TableBuckets[] => {
    const named = table.series.flatMap((series, place) =>
      preferred.has(series) && !isLong(series.values) ? [{ series, place }] : [],
    );
    if (named.length === 0 || table.times.length === 0) return [];
    const rowsPerBucket = Math.ceil(table.times.length / mostBuckets);
    return [
      {
        table: number,
        rowsPerBucket,
        times: table.times.filter((_, row) => row % rowsPerBucket === 0),
        series: named.map(({ series, place }) => ({
          series: place,
          ...bucketsOf(series.values, missingOf(series), rowsPerBucket),
        })),
      },
    ];
  });
}

/** The series that `findSeries` finds for the names that occur: few of all there are. */
function preferredOf(tables: readonly Table[]): ReadonlySet<Series> {
  const names = new Set(tables.flatMap(({ series }) => series.flatMap(({ name }) => name ?? [])));
  return new Set([...names].flatMap((name) => findSeries(tables, name)?.series ?? []));
}

/** A value that says nothing: NaN is one for every series. */
function missingOf({ missing }: Series): number {
  return missing === undefined ? Number.NaN : Number(missing);
}

const trackNames = ["latitude", "longitude", "height", "speed", "batteryPercent"] as const;

/** Columns §7.1: the track, thinned to 2,048 points at even steps, for the map. */
export function trackTable(tables: readonly Table[]): Table | undefined {
  const north = findSeries(tables, "latitude");
  if (!north || north.table.times.length === 0) return undefined;
  const { times } = north.table;
  const step = Math.ceil(times.length / mostPoints);
  const rows = Int32Array.from({ length: Math.ceil(times.length / step) }, (_, at) => at * step);
  const series = trackNames.flatMap((name) => {
    const found = findSeries(tables, name);
    return found ? [thinned(found.series, rowsIn(found.table, times, rows))] : [];
  });
  return { name: "TRACK", instance: 0, times: pick(times, rows) as Float64Array, series };
}

/** Rows of another table that were the last at the times of some rows. */
function rowsIn(table: Table, times: Float64Array, rows: Int32Array): Int32Array {
  if (table.times === times) return rows;
  let row = -1;
  return rows.map((own) => {
    const time = times[own] as number; // a row of its table
    while (row + 1 < table.times.length && (table.times[row + 1] as number) <= time) row += 1;
    return Math.max(0, row);
  });
}

/** Positions to a centimetre: 1e-7 degrees in 32 bits. All else as it is. */
function thinned(series: Series, rows: Int32Array): Series {
  if (series.name !== "latitude" && series.name !== "longitude")
    return { ...series, values: pick(series.values, rows) };
  const missing = -0x8000_0000;
  const values = rows.map((row) => {
    const degrees = valueAt(series, row);
    return Number.isNaN(degrees) ? missing : Math.round(degrees * 1e7);
  });
  const { source, name, unit } = series;
  return { source, name, unit, values, scale: 1e-7, offset: 0, missing };
}

function pick(values: TypedArray, rows: Int32Array): TypedArray {
  const Type = values.constructor as new (length: number) => Float64Array; // the same type
  const picked = new Type(rows.length);
  for (let at = 0; at < rows.length; at += 1) picked[at] = values[rows[at] as number] as number;
  return picked;
}
