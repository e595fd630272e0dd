import { nameOf } from "../../series-names.ts";
import type { Series, Table, TypedArray } from "../../table.ts";
import { columnFor, extract } from "./extract.ts";
import { endOf, type Field, type Layout } from "./layout.ts";
import { blocksOf, type Rows } from "./rows.ts";

/** Bytes of the first cipher block, which a lost row before spoils, §5. */
const doubtfulBytes = 16;

/**
 * Pass two: fills one exact column a field. A field that no row is long enough for is left out; one
 * that some are too short for is kept a size wider, so that `missing` is none of its values.
 */
export function decodeTable(
  layout: Layout,
  rows: Rows,
  { instance, times }: Pick<Table, "instance" | "times">,
): Table {
  const { shortest, longest } = lengthsOf(rows);
  const fields = layout.fields.filter((field) => endOf(field) <= longest);
  const needed = Math.max(...fields.map(endOf), 1);
  const columns = fields.map((field) => columnFor(field, rows.count));
  for (const block of blocksOf(rows, needed))
    for (let number = 0; number < fields.length; number += 1)
      extract(fields[number] as Field, block, columns[number] as TypedArray); // same length
  const series = fields.map((field, number) => {
    const absent = absentRows(field, rows, shortest);
    return toSeries(layout.name, field, withMissing(columns[number] as TypedArray, field, absent));
  });
  return { name: layout.name, instance, times, series: clearNoFix(layout, series) };
}

function lengthsOf({ lengths, count }: Rows): { shortest: number; longest: number } {
  let shortest = 65_536;
  let longest = 0;
  for (let row = 0; row < count; row += 1) {
    const length = lengths[row] as number; // below the count
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
  }
  return { shortest, longest };
}

/** Rows that do not have the field: too short for it, or not to be believed where it lies. */
function absentRows(field: Field, rows: Rows, shortest: number): readonly number[] {
  const absent: number[] = field.at < doubtfulBytes ? [...rows.doubtful] : [];
  const end = endOf(field);
  if (end <= shortest) return absent;
  for (let row = 0; row < rows.count; row += 1)
    if ((rows.lengths[row] as number) < end) absent.push(row); // below the count
  return absent;
}

type Column = { readonly values: TypedArray; readonly missing?: number };

/** Which wider array has room for a value that is none of the field's. */
const wider = {
  Uint8Array: { Wider: Int16Array, missing: -32_768 },
  Int8Array: { Wider: Int16Array, missing: -32_768 },
  Uint16Array: { Wider: Int32Array, missing: -2_147_483_648 },
  Int16Array: { Wider: Int32Array, missing: -2_147_483_648 },
  Uint32Array: { Wider: Float64Array, missing: Number.NaN },
  Int32Array: { Wider: Float64Array, missing: Number.NaN },
} as const;

function withMissing(values: TypedArray, field: Field, absent: readonly number[]): Column {
  if (field.plausible) clearImplausible(values, field);
  if (values instanceof Float64Array || values instanceof Float32Array) {
    for (const row of absent) values[row] = Number.NaN;
    return { values, missing: Number.NaN };
  }
  if (absent.length === 0)
    return { values, ...(field.missing === undefined ? {} : { missing: field.missing }) };
  return widened(values, field.missing, absent);
}

function clearImplausible(values: TypedArray, { plausible, missing }: Field): void {
  const [least, most] = plausible ?? [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length; fields are never bigint
    if (value < least || value > most) values[row] = missing ?? 0;
  }
}

function widened(from: TypedArray, own: number | undefined, absent: readonly number[]): Column {
  const { Wider, missing } = wider[from.constructor.name as keyof typeof wider]; // an integer column
  const values = new Wider(from.length);
  for (let row = 0; row < from.length; row += 1)
    values[row] = from[row] === own ? missing : Number(from[row]);
  for (const row of absent) values[row] = missing;
  return { values, missing };
}

function toSeries(table: string, field: Field, { values, missing }: Column): Series {
  const source = `${table}.${field.name}`;
  const name = nameOf(source);
  return {
    source,
    ...(name ? { name } : {}),
    unit: field.unit,
    values,
    scale: field.scale,
    offset: field.offset,
    ...(missing === undefined ? {} : { missing }),
    ...(field.labels ? { labels: field.labels } : {}),
  };
}

/** Closer than this to zero, in degrees, both coordinates together are no fix, §7.1. */
const noFix = 1e-8;

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
