import type { Series, TypedArray } from "../../table.ts";
import { columnsFor, extract, extractOnce, varies } from "./extract.ts";
import { sizeOf, type Field, type Layout } from "./layout.ts";
import { withMissing, type Column } from "./missing.ts";
import { copyRows, lengthsOf, roundUp, type Lengths, type Rows } from "./rows.ts";
import { varyingBits } from "./varying.ts";

/** Rows are decoded as many at a time as stay in the first-level cache with their columns. */
const blockBytes = 32_768;

/** A field of a few bits may be read as a word that ends behind the last row. */
const slack = 8;

/** One for all tables: a block is used up before the next is loaded. */
const words = new Int32Array((blockBytes + slack) / 4);
const bytes = new Uint8Array(words.buffer);
const view = new DataView(words.buffer);

/** Pass two: fills one exact column a field. A field that no row is long enough for is left out. */
export function decodeSeries(
  layout: Layout,
  rows: Rows,
  lengths: Lengths = lengthsOf(rows),
): readonly Series[] {
  const fields = fieldsWithin(layout, lengths.longest);
  const stride = roundUp(Math.max(8, Math.min(layout.size, sizeOf(fields))));
  const perBlock = Math.floor(blockBytes / stride);
  const columns = columnsFor(fields, rows.count);
  for (let first = 0; first < rows.count; first += perBlock) {
    const count = Math.min(perBlock, rows.count - first);
    copyRows(rows, { first, count, stride }, words);
    const varying = varyingBits(words, { count, stride });
    const block = { bytes, view, first, count, stride };
    const firstRow = { ...block, count: 1 };
    for (let number = 0; number < fields.length; number += 1) {
      const field = fields[number] as Field; // below the length; columns are one a field
      const column = columns[number] as TypedArray;
      if (varies(field, varying)) extract(field, block, column);
      else extractOnce(field, firstRow, column, count);
    }
  }
  const series = fields.map((field, number) =>
    toSeries(field, withMissing(columns[number] as TypedArray, field, { rows, ...lengths })),
  );
  return clearNoFix(layout, series);
}

function fieldsWithin({ fields, size }: Layout, longest: number): readonly Field[] {
  return size <= longest ? fields : fields.filter(({ end }) => end <= longest);
}

/** Property by property: spreading costs more than a short column. */
function toSeries(field: Field, { values, missing }: Column): Series {
  const { source, unit, scale, offset, seriesName, labels } = field;
  const series: Growing<Series> = { source, unit, values, scale, offset };
  if (seriesName) series.name = seriesName;
  if (missing !== undefined) series.missing = missing;
  if (labels) series.labels = labels;
  return series;
}

type Growing<T> = { -readonly [Name in keyof T]: T[Name] };

/** Both coordinates closer to zero than this, in degrees (a hand's breadth), are no fix, §7.1. */
const noFix = 1e-6;

/** Makes positions that are none missing: without a fix, or off the globe. */
function clearNoFix({ position, name }: Layout, series: readonly Series[]): readonly Series[] {
  if (!position) return series;
  const latitude = series.find(({ source }) => source === `${name}.${position.latitude}`);
  const longitude = series.find(({ source }) => source === `${name}.${position.longitude}`);
  if (!latitude || !longitude) return series;
  const missing = latitude.values instanceof Float64Array ? Number.NaN : -2_147_483_648;
  const north = latitude.values as Float64Array | Int32Array; // the types of position fields
  const east = longitude.values as Float64Array | Int32Array;
  for (let row = 0; row < north.length; row += 1) {
    const y = Math.abs((north[row] as number) * latitude.scale); // below the length
    const x = Math.abs((east[row] as number) * longitude.scale);
    if (y <= 90 && x <= 180 && (y >= noFix || x >= noFix)) continue;
    north[row] = missing;
    east[row] = missing;
  }
  return series.map((one) => (one === latitude || one === longitude ? { ...one, missing } : one));
}
