import type {
  Aircraft,
  Clock,
  Damage,
  Flight,
  Parameter,
  ParameterChange,
  Property,
} from "../../flight.ts";
import type { Vehicle } from "../../mavlink/modes.ts";
import { labelAt, rowAt, type Series, type Table } from "../../table.ts";
import { utcOfGps } from "./gps-time.ts";
import type { DataflashLog } from "./log.ts";
import { findMoments } from "./moments.ts";
import { findFirmware, findSerial } from "./vehicle.ts";

type Known = { readonly format: string; readonly vehicle: Vehicle | undefined };

export function describeFlight(log: DataflashLog, { format, vehicle }: Known): Flight {
  const texts = log.said;
  const parameters = readParameters(log.tablesNamed("PARM"));
  const { counts } = log;
  return {
    format,
    needsKeys: false,
    keyRequests: [],
    ...startOf(log.tablesNamed("GPS")),
    aircraft: identify(texts, vehicle),
    batteries: [],
    stated: {},
    images: [],
    counts,
    positionKind: counts["POS"] ? "POS" : "GPS",
    moments: findMoments(log),
    damage: damageOf(log),
    properties: propertiesOf(texts),
    ...(parameters.length > 0 ? { parameters } : {}),
  };
}

/** By the first receiver that ever knew where it was. */
function startOf(receivers: readonly Table[]): { startedAt?: string; clock: Clock } {
  for (const receiver of receivers) {
    const start = startBy(receiver);
    if (start.startedAt) return start;
  }
  return { clock: "unknown" };
}

const models: Readonly<Record<Vehicle, string>> = {
  copter: "Copter",
  plane: "Plane",
  rover: "Rover",
  sub: "Sub",
  tracker: "Antenna tracker",
};

function identify(texts: readonly string[], vehicle: Vehicle | undefined): Aircraft {
  const serial = findSerial(texts);
  return {
    maker: "ArduPilot",
    ...(vehicle ? { model: models[vehicle] } : {}),
    ...(serial ? { serial } : {}),
  };
}

function propertiesOf(texts: readonly string[]): readonly Property[] {
  const version = findFirmware(texts);
  const frame = texts.find((text) => text.startsWith("Frame: "));
  return [
    ...(version ? [{ name: "firmware", value: version }] : []),
    ...(frame ? [{ name: "Frame", value: frame.slice("Frame: ".length) }] : []),
  ];
}

/** The fix that is needed for a time to be believed: in three dimensions. */
const leastFix = 3;

/** As many fixes, spread over the log, tell when it began. */
const askedFixes = 512;

/**
 * By rows of GPS that have a fix: their week, and the milliseconds into it. The middle of what they
 * say: the first may have a week of the receiver's own making.
 */
function startBy(gps: Table): { startedAt?: string; clock: Clock } {
  const of = (...fields: readonly string[]) =>
    gps.series.find(({ source }) => fields.some((field) => source === `GPS.${field}`));
  const [status, week, ms] = [of("Status"), of("GWk", "Week"), of("GMS", "TimeMS", "Time")];
  const { times } = gps;
  const fixes = Uint32Array.from(times.keys()).filter(
    (row) => Number(status?.values[row] ?? 0) >= leastFix,
  );
  const stride = Math.max(1, Math.ceil(fixes.length / askedFixes));
  const starts: number[] = [];
  for (let at = 0; at < fixes.length; at += stride) {
    const row = fixes[at] as number; // below the length
    const utc = utcOfGps(Number(week?.values[row]), Number(ms?.values[row]));
    if (!Number.isNaN(utc)) starts.push(utc - (times[row] as number) * 1000); // a row of the table
  }
  const middle = starts.sort((a, b) => a - b)[starts.length >> 1];
  if (middle === undefined) return { clock: "unknown" };
  return { startedAt: new Date(Math.round(middle)).toISOString(), clock: "gps" };
}

/** Bounds what a made-up file can cost. */
const mostParameters = 20_000;
const mostChanges = 1000;

/** Settings in the order of the log, each with what it was changed to. */
function readParameters(tables: readonly Table[]): readonly Parameter[] {
  const found = new Map<string, Settled>();
  for (const { times, series } of tables) {
    const of = (field: string) => series.find(({ source }) => source === `PARM.${field}`);
    const [names, values, defaults] = [of("Name"), of("Value"), of("Default")];
    if (!names || !values) continue;
    for (const [row, at] of times.entries()) {
      const name = labelAt(names, row) ?? "";
      const value = numberAt(values, row);
      const known = found.get(name);
      if (!name || (!known && found.size >= mostParameters)) continue;
      const preset = defaults ? numberAt(defaults, row) : null;
      if (!known) found.set(name, { value, preset, changes: [] });
      else if (
        (known.changes.at(-1) ?? known).value !== value &&
        known.changes.length < mostChanges
      )
        known.changes.push({ at, value });
    }
  }
  return [...found].map(([name, { value, preset, changes }]) => ({
    name,
    value,
    ...(preset === null ? {} : { defaultValue: preset }),
    ...(changes.length > 0 ? { changes } : {}),
  }));
}

type Settled = {
  readonly value: number | null;
  readonly preset: number | null;
  readonly changes: ParameterChange[];
};

function numberAt({ values }: Series, row: number): number | null {
  const value = Number(values[row]);
  return Number.isFinite(value) ? value : null;
}

/** Damage lies between the row before it and the next. */
function damageOf({ found, believed }: DataflashLog): readonly Damage[] {
  if (found.gaps.length === 0) return [];
  const starts = Float64Array.from(found.index.starts);
  const last = believed.seconds.length - 1;
  return found.gaps.map((gap) => {
    const row = rowAt(starts, gap.offset);
    const from = believed.seconds[Math.max(0, row)] ?? 0;
    const to = Math.max(from, believed.seconds[Math.min(last, row + 1)] ?? from);
    return { ...gap, from, to };
  });
}
