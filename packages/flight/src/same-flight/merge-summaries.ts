import type { Clock } from "../flight.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import { byDetail, byOrigin } from "./detail.ts";

/** A summary and the id of its flight. */
export type Summarized = FlightSummary & { readonly id: string };

/** Whose word on the time is best. */
const clocks: readonly Clock[] = ["gps", "app", "aircraft", "local", "camera", "unknown"];

/**
 * One summary of a flight that several logs tell of: who flew by the maker's own log, locked or not;
 * when by the best clock; where and how by the most detailed log that can be read, and by the next
 * one what that does not say. Needs keys only where all of them do.
 */
export function mergeSummaries(parts: readonly Summarized[]): FlightSummary {
  const detailed = byDetail(parts);
  const origins = byOrigin(parts);
  const timed = [...detailed].sort((a, b) => clocks.indexOf(a.clock) - clocks.indexOf(b.clock));
  const first = <Key extends keyof FlightSummary>(from: readonly Summarized[], key: Key) =>
    from.find((part) => part[key] !== undefined)?.[key];
  const started = timed.find(({ startedAt }) => startedAt !== undefined);
  const placed = detailed.find(({ picture }) => picture.length > 0) ?? detailed[0];
  const [origin] = origins;
  if (!origin || !placed) throw new RangeError("a flight has a log at least");
  return {
    format: origin.format,
    formatVersion: origin.formatVersion,
    needsKeys: parts.every(({ needsKeys }) => needsKeys),
    aircraft: {
      maker: origins.find(({ aircraft }) => aircraft.maker)?.aircraft.maker,
      model: origins.find(({ aircraft }) => aircraft.model)?.aircraft.model,
      name: origins.find(({ aircraft }) => aircraft.name)?.aircraft.name,
      serial: origins.find(({ aircraft }) => aircraft.serial)?.aircraft.serial,
    },
    batteries: origins.find(({ batteries }) => batteries.length > 0)?.batteries ?? [],
    controller: first(origins, "controller"),
    camera: first(origins, "camera"),
    app: first(origins, "app"),
    startedAt: started?.startedAt,
    clock: started?.clock ?? "unknown",
    timeZone: started?.timeZone ?? first(detailed, "timeZone"),
    startedAtLocal: started?.startedAtLocal,
    durationSeconds: first(detailed, "durationSeconds"),
    distanceMeters: first(detailed, "distanceMeters"),
    maxHeightMeters: first(detailed, "maxHeightMeters"),
    maxSpeedMetersPerSecond: first(detailed, "maxSpeedMetersPerSecond"),
    maxRangeMeters: first(detailed, "maxRangeMeters"),
    takeoff: first(detailed, "takeoff"),
    landing: first(detailed, "landing"),
    home: first(detailed, "home"),
    bounds: first(detailed, "bounds"),
    rows: placed.rows,
    moments: placed.moments,
    images: placed.images,
    damage: placed.damage,
    photos: Math.max(...parts.map(({ photos }) => photos)),
    batteryStartPercent: first(detailed, "batteryStartPercent"),
    batteryEndPercent: first(detailed, "batteryEndPercent"),
    picture: placed.picture,
  };
}
