import type { Flight } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import { findMoments } from "../moments/find-moments.ts";
import { findSeries } from "../summary/find-series.ts";
import { summarizeFlight } from "../summary/summarize.ts";
import { trackOf } from "../summary/track.ts";
import type { SeriesName } from "../series-names.ts";
import { valuesOf, type Series, type Table } from "../table.ts";

/** A flight with all that was decoded of it: what exports and columns are made of. */
export type Exported = {
  readonly flight: Flight;
  readonly summary: FlightSummary;
  readonly tables: readonly Table[];
};

/**
 * Decodes all tables of a flight of a log, looks for what went wrong in it, and sums it up;
 * undefined where there is none.
 */
export function decodeFlight(log: OpenLog, number: number): Exported | undefined {
  const flight = log.flights[number];
  if (!flight) return undefined;
  const tables = [...log.tables(number)];
  const whole = { ...flight, moments: findMoments(flight, tables) };
  return { flight: whole, tables, summary: summarizeFlight(whole, tables) };
}

/** A point of the track, in the words of the shared names; what is unknown is NaN. */
export type TrackPoint = {
  readonly seconds: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Above take-off. */
  readonly height: number;
  /** Above sea level. */
  readonly altitude: number;
  readonly speed: number;
};

/** The positions that are believed, each with what was known then. */
export function* trackPoints(tables: readonly Table[]): Iterable<TrackPoint> {
  const track = trackOf(tables);
  if (!track) return;
  const { times } = track.table;
  const values = (name: SeriesName) => heldValues(tables, name, times);
  const [height, altitude, speed] = [values("height"), values("altitude"), values("speed")];
  for (const row of track.rows)
    yield {
      seconds: times[row] as number, // a row of the table, like all below
      latitude: track.latitudes[row] as number,
      longitude: track.longitudes[row] as number,
      height: height?.[row] ?? Number.NaN,
      altitude: altitude?.[row] ?? Number.NaN,
      speed: speed?.[row] ?? Number.NaN,
    };
}

function heldValues(tables: readonly Table[], name: SeriesName, times: Float64Array) {
  const found = findSeries(tables, name);
  return found && heldAt(found.series, found.table.times, times);
}

/** The last value at or before each time: values hold until the next. NaN before the first. */
export function heldAt(series: Series, from: Float64Array, times: Float64Array): Float64Array {
  const values = valuesOf(series);
  if (from === times) return values;
  const held = new Float64Array(times.length);
  let row = -1;
  for (let at = 0; at < times.length; at += 1) {
    while (row + 1 < from.length && (from[row + 1] as number) <= (times[at] as number)) row += 1;
    held[at] = row < 0 ? Number.NaN : (values[row] as number); // below the lengths
  }
  return held;
}

/** Milliseconds since 1970 at time 0; undefined where the log does not know. */
export function startMs({ summary }: Exported): number | undefined {
  const ms = Date.parse(summary.startedAt ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}

export function timeText(startedMs: number, seconds: number): string {
  return new Date(startedMs + Math.round(seconds * 1000)).toISOString();
}

/** A name for the flight as a whole, without serial numbers. */
export function titleOf({ flight, summary }: Exported): string {
  const { maker, model } = flight.aircraft;
  const parts = [maker, model, summary.startedAtLocal?.slice(0, 16).replace("T", " ")];
  return parts.filter(Boolean).join(" ") || "Flight";
}
