import type { Table } from "../table.ts";
import { valuesOf } from "../table.ts";
import { findSeries } from "./find-series.ts";

/** Where the aircraft was, without rows that have no fix and without leaps that it did not make. */
export type Track = {
  readonly table: Table;
  /** Rows of the table, in order. */
  readonly rows: Int32Array;
  /** Degrees, for each row of the table. */
  readonly latitudes: Float64Array;
  readonly longitudes: Float64Array;
  /** Metres flown up to each of `rows`, along the ground. */
  readonly flown: Float64Array;
};

/** No aircraft of these logs flies faster; and a fix may be this far off. */
const mostMetersPerSecond = 100;
const fixMeters = 30;

/** A spell at one place shorter than this many rows, with leaps around it, is a fault of the GPS. */
const spellRows = 10;

/** How many spells back a row may belong to: one, and those of a fault or two in between. */
const spellsBack = 3;

export function trackOf(tables: readonly Table[]): Track | undefined {
  const north = findSeries(tables, "latitude");
  const east = findSeries(tables, "longitude");
  if (!north || !east || north.table !== east.table) return undefined;
  const place = { latitudes: valuesOf(north.series), longitudes: valuesOf(east.series) };
  const rows = believable(north.table.times, place);
  const flown = flownAlong(rows, place, north.table.times);
  return { table: north.table, rows, ...place, flown };
}

type Place = { readonly latitudes: Float64Array; readonly longitudes: Float64Array };

/** Rows of which each could be reached from the one before. */
function believable(times: Float64Array, place: Place): Int32Array {
  const spells: number[][] = [];
  for (let row = 0; row < times.length; row += 1) {
    if (Number.isNaN(place.latitudes[row]) || Number.isNaN(place.longitudes[row])) continue;
    const spell = spells
      .slice(-spellsBack)
      .findLast((rows) => isReachable(times, place, [rows.at(-1) as number, row])); // none is empty
    if (spell) spell.push(row);
    else spells.push([row]);
  }
  const long = spells.filter((rows) => rows.length >= spellRows);
  const kept = long.length > 0 ? long : spells.slice(0, 1);
  return Int32Array.from(kept.flat()).sort();
}

function isReachable(
  times: Float64Array,
  place: Place,
  [from, to]: readonly [number, number],
): boolean {
  const seconds = (times[to] as number) - (times[from] as number); // rows of the table
  return metersBetween(place, from, to) <= fixMeters + mostMetersPerSecond * seconds;
}

const radians = Math.PI / 180;
const earthMeters = 6_371_009;

/** Along the ground; plain geometry, good to a thousandth over the length of a flight. */
export function metersBetween({ latitudes, longitudes }: Place, from: number, to: number): number {
  const south = latitudes[from] as number; // rows of the table, like below
  const north = latitudes[to] as number;
  const degrees = shortWay((longitudes[to] as number) - (longitudes[from] as number));
  const x = degrees * Math.cos(((south + north) / 2) * radians);
  return Math.hypot(north - south, x) * radians * earthMeters;
}

/** Degrees from one longitude to another, over the date line where that is shorter. */
export function shortWay(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** Leaps from one spell to another are not flown. */
function flownAlong(rows: Int32Array, place: Place, times: Float64Array): Float64Array {
  const flown = new Float64Array(rows.length);
  for (let at = 1; at < rows.length; at += 1) {
    const [from, to] = [rows[at - 1] as number, rows[at] as number]; // below the length
    const isFlown = isReachable(times, place, [from, to]);
    flown[at] = (flown[at - 1] as number) + (isFlown ? metersBetween(place, from, to) : 0);
  }
  return flown;
}
