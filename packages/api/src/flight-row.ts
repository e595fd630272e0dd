import { toBase64 } from "@homepoint/base";
import type { FlightSummary } from "@homepoint/flight";
import type { FlightRow } from "./shapes.ts";

/** A flight in the list before people wrote on it. */
export type FlightRowAsRead = Omit<FlightRow, "name" | "pilot" | "tags" | "sensitivity" | "proof">;

type Read = {
  readonly summary: FlightSummary;
  /** Moments that are more than a note. */
  readonly warnings: number;
  readonly takenInAt: string;
  /** That tell of it; one where nothing is said. */
  readonly logCount?: number;
};

/** What the list shows of a flight that was read, kept or not. */
export function toFlightRow(
  id: string,
  { summary, warnings, takenInAt, logCount = 1 }: Read,
): FlightRowAsRead {
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
    takenInAt,
    logCount,
  };
}
