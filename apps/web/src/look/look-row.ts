import type { FlightRow } from "@homepoint/api";
import { toBase64 } from "@homepoint/base";
import type { FlightRead } from "./look-message.ts";

/** What the list shows of a flight that is only looked at: as the hub would, without what people add. */
export function lookRow(id: string, { summary, warnings }: FlightRead, now: string): FlightRow {
  const { aircraft, picture } = summary;
  return {
    id,
    format: summary.format,
    needsKeys: summary.needsKeys,
    aircraft: {
      maker: aircraft.maker ?? null,
      model: aircraft.model ?? null,
      name: aircraft.name ?? null,
      serial: aircraft.serial ?? null,
    },
    startedAt: summary.startedAt ?? null,
    timeZone: summary.timeZone ?? null,
    durationSeconds: summary.durationSeconds ?? null,
    distanceMeters: summary.distanceMeters ?? null,
    maxHeightMeters: summary.maxHeightMeters ?? null,
    maxSpeedMetersPerSecond: summary.maxSpeedMetersPerSecond ?? null,
    maxRangeMeters: summary.maxRangeMeters ?? null,
    takeoff: summary.takeoff ?? null,
    photos: summary.photos,
    damaged: summary.damage > 0,
    warnings,
    picture: picture.length > 0 ? toBase64(Uint8Array.from(picture)) : null,
    name: null,
    pilot: null,
    tags: [],
    sensitivity: null,
    takenInAt: now,
  };
}
