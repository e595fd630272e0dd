import type { Flight, Moment, Numbers, Position } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import type { SeriesName } from "../series-names.ts";
import { valueAt, valuesOf, type Table } from "../table.ts";
import { zoneAt } from "../time-zones/zone-at.ts";
import { findSeries, seriesNamed } from "./find-series.ts";
import type { Bounds, FlightSummary } from "./flight-summary.ts";
import { localTime, utcOf } from "./local-time.ts";
import { pictureOf } from "./picture.ts";
import { metersBetween, shortWay, trackOf, type Track } from "./track.ts";

/** Sums up a flight of a log. Decodes the tables that it needs. */
export function summarize(log: OpenLog, number: number): FlightSummary | undefined {
  const flight = log.flights[number];
  return flight && summarizeFlight(flight, [...log.tables(number)]);
}

/**
 * Measures what the tables can tell, and takes the header's word for the rest: all of it for a log
 * that is locked, and what is more than the open part of one that still needs keys.
 */
export function summarizeFlight(flight: Flight, tables: readonly Table[]): FlightSummary {
  const { stated } = flight;
  const track = trackOf(tables);
  const isFlown = track !== undefined && track.rows.length > 0;
  const takeoff = placeOf(flight.moments, "take-off") ?? endOfTrack(track, 0) ?? stated.position;
  const { aircraft, batteries, controller, camera, app, format, formatVersion, needsKeys } = flight;
  return {
    format,
    formatVersion,
    needsKeys,
    aircraft,
    batteries,
    controller,
    camera,
    app,
    ...whenOf(flight, takeoff),
    ...wholeOf(flight, {
      durationSeconds: flight.untimed ? undefined : durationOf(track, tables),
      distanceMeters: isFlown ? round(track.flown.at(-1) ?? 0, 2) : undefined,
      maxHeightMeters: most(tables, "height"),
      maxSpeedMetersPerSecond: most(tables, "speed"),
    }),
    maxRangeMeters: isFlown ? rangeOf(track, tables) : undefined,
    takeoff,
    landing: placeOf(flight.moments, "landing") ?? endOfTrack(track, -1),
    home: homeOf(tables),
    bounds: isFlown ? boundsOf(track) : undefined,
    rows: flight.counts[flight.positionKind] ?? 0,
    moments: countKinds(flight.moments),
    images: flight.images.length,
    damage: flight.damage.length,
    photos: flight.moments.filter(({ kind }) => kind === "photo").length || (stated.photos ?? 0),
    ...chargeOf(tables),
    ...(flight.written && { written: flight.written }),
    picture: isFlown ? pictureOf(track) : [],
  };
}

type Measured = Pick<
  FlightSummary,
  "durationSeconds" | "distanceMeters" | "maxHeightMeters" | "maxSpeedMetersPerSecond"
>;

function wholeOf({ stated, needsKeys }: Flight, measured: Measured): Measured {
  const whole = (name: keyof Measured) => {
    const [part, said] = [measured[name], stated[name]];
    return part === undefined || (needsKeys && said !== undefined && said > part) ? said : part;
  };
  return {
    durationSeconds: whole("durationSeconds"),
    distanceMeters: whole("distanceMeters"),
    maxHeightMeters: whole("maxHeightMeters"),
    maxSpeedMetersPerSecond: whole("maxSpeedMetersPerSecond"),
  };
}

function whenOf({ startedAt, clock }: Flight, takeoff: Position | undefined) {
  const timeZone = takeoff && zoneAt(takeoff);
  if (startedAt === undefined) return { clock, timeZone };
  const isLocal = clock === "camera" || clock === "local";
  const stated = Date.parse(isLocal ? `${startedAt}Z` : startedAt);
  const ms = isLocal && timeZone ? utcOf(timeZone, stated) : stated;
  return {
    startedAt: new Date(ms).toISOString(),
    clock,
    timeZone,
    startedAtLocal: timeZone && localTime(timeZone, ms),
  };
}

/** From the first sample to the last; a log without positions has its longest table. */
function durationOf(track: Track | undefined, tables: readonly Table[]): number | undefined {
  const times = track ? [track.table.times] : tables.map((table) => table.times);
  const last = Math.max(0, ...times.map((one) => one.at(-1) ?? 0));
  return last > 0 ? round(last, 3) : undefined;
}

/** Largest step between neighbours that is believed of a value, and for each second between them. */
const believedSteps = { height: 10, speed: 5 } as const;

/** Seconds between neighbours that count, at most. */
const mostPassed = 60;

/** The greatest value that a row beside it does not contradict: one damaged row is no record. */
function most(tables: readonly Table[], name: keyof typeof believedSteps): number | undefined {
  const found = findSeries(tables, name);
  if (!found) return undefined;
  const values = valuesOf(found.series);
  const { times } = found.table;
  const step = (from: number, to: number) =>
    believedSteps[name] * (1 + Math.min(mostPassed, (times[to] ?? 0) - (times[from] ?? 0)));
  let greatest: number | undefined;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length
    if (!(value > (greatest ?? Number.NEGATIVE_INFINITY))) continue;
    const isAlone = values.length === 1;
    const before = Math.abs(value - (values[row - 1] ?? Number.NaN)) <= step(row - 1, row);
    const after = Math.abs(value - (values[row + 1] ?? Number.NaN)) <= step(row, row + 1);
    if (before || after || isAlone) greatest = value;
  }
  return greatest === undefined ? undefined : round(greatest, 3);
}

/** From the home point in force; from the first position, where the log knows no home. */
function rangeOf(track: Track, tables: readonly Table[]): number {
  const distance = findSeries(tables, "distanceFromHome");
  const measured = distance?.table === track.table ? distance.series : undefined;
  let farthest = 0;
  for (const row of track.rows) {
    const first = track.rows[0] as number; // it has this row
    const meters = measured ? valueAt(measured, row) : metersBetween(track, first, row);
    if (meters > farthest) farthest = meters;
  }
  return round(farthest, 2);
}

function boundsOf({ rows, latitudes, longitudes }: Track): Bounds {
  const first = longitudes[rows[0] as number] as number; // who asks has a row
  let [south, north, least, greatest, west, east] = [90, -90, 0, 0, first, first];
  for (const row of rows) {
    const [y, x] = [latitudes[row] as number, longitudes[row] as number]; // rows of the table
    [south, north] = [Math.min(south, y), Math.max(north, y)];
    const along = shortWay(x - first);
    if (along < least) [least, west] = [along, x];
    if (along > greatest) [greatest, east] = [along, x];
  }
  if (least === greatest) return { south, west, north, east };
  return { south, west: west === 180 ? -180 : west, north, east: east === -180 ? 180 : east };
}

function placeOf(moments: readonly Moment[], kind: Moment["kind"]): Position | undefined {
  const which = kind === "landing" ? "findLast" : "find";
  const { latitude, longitude } = moments[which]((one) => one.kind === kind)?.values ?? {};
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function endOfTrack(track: Track | undefined, at: 0 | -1): Position | undefined {
  const row = track?.rows.at(at);
  if (!track || row === undefined) return undefined;
  return {
    latitude: track.latitudes[row] as number, // a row of the table
    longitude: track.longitudes[row] as number,
  };
}

function homeOf(tables: readonly Table[]): Position | undefined {
  const [latitude, longitude] = [lastOf(tables, "homeLatitude"), lastOf(tables, "homeLongitude")];
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function lastOf(tables: readonly Table[], name: SeriesName): number | undefined {
  const found = findSeries(tables, name);
  return found && valuesOf(found.series).findLast((value) => !Number.isNaN(value));
}

/** Batteries report 0 until they are heard of. */
function chargeOf(tables: readonly Table[]) {
  for (const { series } of seriesNamed(tables, "batteryPercent")) {
    const values = valuesOf(series);
    const batteryStartPercent = values.find(isCharge);
    if (batteryStartPercent !== undefined)
      return { batteryStartPercent, batteryEndPercent: values.findLast(isCharge) };
  }
  return {};
}

function isCharge(percent: number): boolean {
  return percent > 0 && percent <= 100;
}

function countKinds(moments: readonly Moment[]): Numbers {
  const counts: Record<string, number> = {};
  for (const { kind } of moments) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
