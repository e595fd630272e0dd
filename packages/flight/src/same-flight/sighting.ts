import type { Clock, Position } from "../flight.ts";

type Told<Value> = Value | null | undefined;

/** What one log says of one flight, as far as it tells whether another log saw the same one. */
export type Sighting = {
  /** The flight's. */
  readonly id: string;
  /** Two flights of one log are never one. */
  readonly log: string;
  readonly format: string;
  readonly needsKeys: boolean;
  readonly clock: Clock;
  readonly aircraft: { readonly serial?: Told<string> };
  readonly startedAt?: Told<string>;
  readonly durationSeconds?: Told<number>;
  readonly distanceMeters?: Told<number>;
  readonly maxRangeMeters?: Told<number>;
  readonly takeoff?: Told<Position>;
  /** Samples of the position, readable or not. */
  readonly rows: number;
};

/**
 * What kind of account a log gives: the aircraft's or its controller's own, a ground station's, a
 * table or a track that other software made of a log, or a film's.
 */
export type Role = "log" | "telemetry" | "table" | "track" | "film";

const roles: Readonly<Record<string, Role>> = {
  "mavlink-tlog": "telemetry",
  "airdata-csv": "table",
  "litchi-csv": "table",
  "dronelog-csv": "table",
  "dji-csv": "table",
  "homepoint-csv": "table",
  gpx: "track",
  kml: "track",
  "dji-srt": "film",
  "dji-mp4": "film",
};

export function roleOf(format: string): Role {
  return roles[format] ?? "log";
}

/** A sighting in numbers; what is not known is NaN, and a serial that is not known is empty. */
export type Seen = {
  readonly sighting: Sighting;
  readonly role: Role;
  readonly startMs: number;
  readonly endMs: number;
  readonly serial: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Its clock may be of another zone than it is taken for. */
  readonly isZoneOpen: boolean;
};

const openZones: ReadonlySet<Clock> = new Set<Clock>(["camera", "local", "unknown"]);

export function seenOf(sighting: Sighting): Seen {
  const { format, clock, startedAt, durationSeconds, takeoff, aircraft } = sighting;
  const role = roleOf(format);
  const startMs = startedAt ? Date.parse(startedAt) : Number.NaN;
  return {
    sighting,
    role,
    startMs,
    endMs: startMs + Math.max(0, durationSeconds ?? 0) * 1000,
    serial: (aircraft.serial ?? "").toLowerCase().replace(/[^0-9a-z]/g, ""),
    latitude: takeoff?.latitude ?? Number.NaN,
    longitude: takeoff?.longitude ?? Number.NaN,
    // Whoever exports a log may write local times under the name of UTC.
    isZoneOpen: openZones.has(clock) || role === "table" || role === "track",
  };
}

const radians = Math.PI / 180;
const earthMeters = 6_371_009;

/** Between two take-offs; NaN where one is not known. */
export function metersApart(one: Seen, other: Seen): number {
  const north = other.latitude - one.latitude;
  const around = other.longitude - one.longitude;
  const east = around - 360 * Math.round(around / 360);
  const shrink = Math.cos(((one.latitude + other.latitude) / 2) * radians);
  return Math.hypot(north, east * shrink) * radians * earthMeters;
}
