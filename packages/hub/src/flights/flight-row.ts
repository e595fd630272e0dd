import type { FlightRow, Sensitivity } from "@homepoint/api";
import { toBase64 } from "@homepoint/base";
import type { FlightSummary } from "@homepoint/flight";

/** A flight as reading its log gave it. */
export type StoredFlight = {
  /** ObjectId of the log that it was read from. */
  readonly log: string;
  /** Number of the flight in that log, from 0. */
  readonly number: number;
  readonly takenInAt: string;
  readonly columnsSize: number;
  /** Moments that are more than a note. */
  readonly warnings: number;
  readonly summary: FlightSummary;
};

/** What people wrote on a flight. */
export type Edit = {
  readonly name: string | null;
  readonly pilot: string | null;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly sensitivity: Sensitivity | null;
};

export const noEdit: Edit = { name: null, pilot: null, notes: "", tags: [], sensitivity: null };

/** `<ObjectId>`, and from the second flight of a log on `<ObjectId>-2` … */
export function flightIdOf(log: string, number: number): string {
  return number === 0 ? log : `${log}-${number + 1}`;
}

/** Under which kind the vault keeps the columns of a log's flight. */
export function columnsKind(number: number): string {
  return number === 0 ? "columns" : `columns-${number + 1}`;
}

/** What the list shows: what the log says, and what people wrote on it. */
export function flightRowOf(id: string, stored: StoredFlight, edit: Edit): FlightRow {
  const { summary, takenInAt, warnings } = stored;
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
    name: edit.name,
    pilot: edit.pilot,
    tags: [...edit.tags],
    sensitivity: edit.sensitivity,
    takenInAt,
  };
}
