import type { Clock, Damage, Flight, Numbers } from "../../flight.ts";
import { rowAt } from "../../table.ts";
import type { Gap } from "./find-frames.ts";
import type { UnknownMessages } from "./group-frames.ts";
import { identify, readProperties } from "./identity.ts";
import { findMoments } from "./moments.ts";
import { readParameters } from "./parameters.ts";
import type { TelemetryFile, VehicleLog } from "./vehicle-log.ts";

/** What the whole file has, for each of its flights. */
export type FileView = {
  readonly file: TelemetryFile;
  readonly gaps: readonly Gap[];
  readonly unknown: readonly UnknownMessages[];
};

export function describeFlight(log: VehicleLog, { file, gaps, unknown }: FileView): Flight {
  const parameters = readParameters(log);
  const isHere = (kind: string) => log.tablesNamed(kind).length > 0;
  return {
    format: "mavlink-tlog",
    needsKeys: false,
    keyRequests: [],
    ...startOf(log, file),
    aircraft: identify(log),
    batteries: [],
    stated: {},
    images: [],
    counts: countRows(log, unknown),
    positionKind: isHere("GLOBAL_POSITION_INT") ? "GLOBAL_POSITION_INT" : "GPS_RAW_INT",
    moments: findMoments(log),
    damage: damageOf(gaps, log, file),
    properties: readProperties(log, file.index.signed),
    ...(parameters ? { parameters } : {}),
  };
}

/** Vehicles have no time of day before their satellites tell them. */
const leastUnixMs = Date.UTC(2010, 0);
const mostUnixMs = Date.UTC(2100, 0);

function isPlausible(ms: number): boolean {
  return ms >= leastUnixMs && ms < mostUnixMs;
}

/** By the vehicle's satellites, else by the clock of who wrote the file. */
function startOf(
  log: VehicleLog,
  { received }: TelemetryFile,
): { startedAt?: string; clock: Clock } {
  const [table] = log.tablesNamed("SYSTEM_TIME");
  const unix = table?.series.find(({ source }) => source === "SYSTEM_TIME.time_unix_usec");
  for (const [row, at] of table?.times.entries() ?? []) {
    const ms = Number(unix?.values[row] ?? 0) / 1000 - at * 1000;
    if (isPlausible(ms)) return { startedAt: new Date(ms).toISOString(), clock: "gps" };
  }
  const ms = (received.firstMicros ?? 0) / 1000 + log.cameIn * 1000;
  return isPlausible(ms)
    ? { startedAt: new Date(ms).toISOString(), clock: "app" }
    : { clock: "unknown" };
}

function countRows(log: VehicleLog, unknown: readonly UnknownMessages[]): Numbers {
  const counts: Record<string, number> = {};
  const add = (name: string, count: number) => (counts[name] = (counts[name] ?? 0) + count);
  for (const { message, frames } of log.streams) add(message.name, frames.length);
  for (const { id, count } of unknown) add(`MESSAGE_${id}`, count);
  return counts;
}

/** Damage lies between the frame before it and the next. */
function damageOf(
  gaps: readonly Gap[],
  log: VehicleLog,
  { index }: TelemetryFile,
): readonly Damage[] {
  if (gaps.length === 0) return [];
  const places = Float64Array.from(index.payloads);
  const nearest = gaps.flatMap(({ offset }) => {
    const frame = rowAt(places, offset);
    return [Math.max(0, frame), Math.min(index.count - 1, frame + 1)];
  });
  const times = log.timesOf(Uint32Array.from(nearest));
  return gaps.map((gap, at) => {
    const [from, to] = [times[2 * at] ?? 0, times[2 * at + 1] ?? 0];
    return { ...gap, from, to };
  });
}
