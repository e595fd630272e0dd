import type { Level, Moment, MomentKind, Numbers } from "../../flight.ts";
import {
  isMissing,
  labelAt,
  rowAt,
  valueAt,
  valuesOf,
  type Series,
  type Table,
} from "../../table.ts";

export type MomentSources = {
  /** The first table of a topic. */
  readonly tableOf: (topic: string) => Table | undefined;
  /** The tables of all instances of a topic. */
  readonly tablesOf: (topic: string) => readonly Table[];
  readonly texts: readonly Moment[];
};

/** Bounds what a made-up log can cost. */
const mostMoments = 10_000;

/** What happened: read from the series, and what the aircraft's programs said. In order of time. */
export function findMoments(sources: MomentSources): readonly Moment[] {
  const place = placeOf(sources);
  const status = sources.tableOf("vehicle_status");
  const found = [
    ...inTheAir(sources.tableOf("vehicle_land_detected"), place),
    ...modes(status),
    ...returns(status, place),
    ...signalLost(sources, place),
    ...sources.tablesOf("battery_status").flatMap(batteryWarnings),
    ...homePoints(sources.tableOf("home_position")),
    ...photos(sources, place),
  ];
  const texts = sources.texts.slice(0, Math.max(0, mostMoments - found.length));
  return [...found.slice(0, mostMoments), ...texts].sort((a, b) => a.at - b.at);
}

/** Where the aircraft was at a time. */
type Place = (time: number) => { readonly values?: Numbers };

const coordinates = [
  ["vehicle_global_position", "lat", "lon"],
  ["vehicle_gps_position", "latitude_deg", "longitude_deg"],
  ["vehicle_gps_position", "lat", "lon"],
] as const;

function placeOf({ tableOf }: MomentSources): Place {
  for (const [topic, north, east] of coordinates) {
    const table = tableOf(topic);
    const latitudes = table && seriesOf(table, north);
    const longitudes = table && seriesOf(table, east);
    if (!latitudes || !longitudes) continue;
    return (time) => {
      const row = Math.max(0, rowAt(table.times, time));
      const [latitude, longitude] = [valueAt(latitudes, row), valueAt(longitudes, row)];
      return Number.isNaN(latitude + longitude) ? {} : { values: { latitude, longitude } };
    };
  }
  return () => ({});
}

/** Shorter spells on the ground or in the air are the land detector making up its mind. */
const settledSeconds = 0.5;

/** A log that begins in the air has no take-off. */
function inTheAir(table: Table | undefined, place: Place): readonly Moment[] {
  const spans = spansOf(table, "landed").filter(
    ({ at, until, isLast }) => until - at >= settledSeconds || isLast,
  );
  return spans.slice(1).flatMap(({ at, value }, before): readonly Moment[] => {
    if (value === spans[before]?.value) return [];
    const kind = value === 0 ? "take-off" : "landing";
    return [{ ...plain(kind, at), rule: "vehicle_land_detected.landed", ...place(at) }];
  });
}

const modeRule = "vehicle_status.nav_state";

function modes(status: Table | undefined): readonly Moment[] {
  const series = status && seriesOf(status, "nav_state");
  if (!series) return [];
  return spansOf(status, "nav_state")
    .slice(1)
    .map(({ at, row, value }) => ({
      ...plain("flight-mode", at),
      text: labelAt(series, row) ?? String(value),
      rule: modeRule,
    }));
}

const returning = 5;

/** A return that a failsafe began is a warning, one that was asked for is none. */
function returns(status: Table | undefined, place: Place): readonly Moment[] {
  const failsafe = status && seriesOf(status, "failsafe");
  return spansOf(status, "nav_state")
    .filter(({ value }) => value === returning)
    .map(({ at, until, row }) => {
      const isForced = failsafe !== undefined && valueAt(failsafe, row) === 1;
      const level = isForced ? "warning" : "note";
      return { ...plain("return-home", at, level), until, rule: modeRule, ...place(at) };
    });
}

/** An aircraft that never had a signal has not lost it. */
function signalLost({ tableOf }: MomentSources, place: Place): readonly Moment[] {
  for (const [topic, field] of [
    ["vehicle_status", "rc_signal_lost"],
    ["failsafe_flags", "manual_control_signal_lost"],
  ] as const) {
    const lost = spansOf(tableOf(topic), field).filter(({ value, row }) => value === 1 && row > 0);
    if (lost.length > 0)
      return lost.map(({ at, until }) => ({
        ...plain("signal-lost", at, "warning"),
        until,
        rule: `${topic}.${field}`,
        ...place(at),
      }));
  }
  return [];
}

/** How bad a warning is; charging is none. */
const batteryLevels: Readonly<Record<number, Level>> = {
  1: "warning",
  2: "serious",
  3: "serious",
  4: "serious",
  6: "serious",
};

function batteryWarnings(battery: Table): readonly Moment[] {
  const warning = seriesOf(battery, "warning");
  const spans = spansOf(battery, "warning");
  return spans.flatMap(({ at, row, value }, number): readonly Moment[] => {
    const level = batteryLevels[value];
    const before = spans[number - 1]?.value ?? 0;
    if (!level || !warning || value <= before) return [];
    const text = labelAt(warning, row) ?? "";
    return [{ ...plain("battery", at, level), text, rule: "battery_status.warning" }];
  });
}

/** Degrees by which two home points are the same: a metre. */
const sameHome = 1e-5;

function homePoints(home: Table | undefined): readonly Moment[] {
  const [north, east] = home ? [seriesOf(home, "lat"), seriesOf(home, "lon")] : [];
  if (!home || !north || !east) return [];
  const [latitudes, longitudes] = [valuesOf(north), valuesOf(east)];
  const moments: Moment[] = [];
  let last = { latitude: 1000, longitude: 1000 }; // nowhere
  for (let row = 0; row < latitudes.length && moments.length < mostMoments; row += 1) {
    const latitude = latitudes[row] as number; // below the length
    const longitude = longitudes[row] as number;
    const isSame =
      Math.abs(latitude - last.latitude) < sameHome &&
      Math.abs(longitude - last.longitude) < sameHome;
    if (isSame || Number.isNaN(latitude + longitude)) continue;
    last = { latitude, longitude };
    const at = home.times[row] as number; // as above
    moments.push({ ...plain("home-point", at), rule: "home_position.lat", values: last });
  }
  return moments;
}

/** Pictures that the camera confirmed; else those that were triggered. */
function photos({ tableOf }: MomentSources, place: Place): readonly Moment[] {
  const table = tableOf("camera_capture") ?? tableOf("camera_trigger");
  if (!table) return [];
  return Array.from(table.times.subarray(0, mostMoments), (at) => ({
    ...plain("photo", at),
    ...place(at),
  }));
}

function plain(kind: MomentKind, at: number, level: Level = "note") {
  return { at, kind, level, text: "" };
}

type Span = {
  readonly value: number;
  readonly row: number;
  readonly at: number;
  /** The row after the last, or the last where the log ends with it. */
  readonly until: number;
  readonly isLast: boolean;
};

/** Values that change this often are noise. */
const mostSpans = 10_000;

/** Rows over which a field keeps its value. */
function spansOf(table: Table | undefined, field: string): readonly Span[] {
  const series = table && seriesOf(table, field);
  if (!series) return [];
  const { values } = series;
  const starts: number[] = [];
  for (let row = 0; row < values.length && starts.length < mostSpans; row += 1) {
    const raw = values[row] as number | bigint; // below the length
    if (isMissing(series, raw)) continue;
    if (starts.length === 0 || raw !== values[starts.at(-1) as number]) starts.push(row); // has one
  }
  return starts.map((row, number) => {
    const end = starts[number + 1] ?? values.length - 1;
    const [at, until] = [table.times[row] as number, table.times[end] as number]; // rows of the table
    return { value: Number(values[row]), row, at, until, isLast: number + 1 === starts.length };
  });
}

function seriesOf({ name, series }: Table, field: string): Series | undefined {
  const source = `${name}.${field}`;
  return series.find((one) => one.source === source);
}
