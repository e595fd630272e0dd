import type { FlightRow, Sensitivity } from "@homepoint/api";
import { toBase64 } from "@homepoint/base";
import type { FlightSummary } from "@homepoint/flight";

/** A flight as reading its log gave it. */
export type StoredFlight = {
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

/** The log that a flight was read from, and its number in it, from 0. */
export function originOf(id: string): { readonly log: string; readonly number: number } {
  const [log = "", number = "1"] = id.split("-");
  return { log, number: Number(number) - 1 };
}

/** Under which kind the vault keeps the columns of a log's flight. */
export function columnsKind(number: number): string {
  return number === 0 ? "columns" : `columns-${number + 1}`;
}

/** What the list shows: what the log says, and what people wrote on it. */
export function flightRowOf(id: string, stored: StoredFlight, edit: Edit): FlightRow {
  const { summary, takenInAt, warnings } = stored;
  const { aircraft, picture } = summary;
  return withEdit(
    {
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
    },
    edit,
  );
}

type Unedited = Omit<FlightRow, "name" | "pilot" | "tags" | "sensitivity">;

export function withEdit(row: Unedited, { name, pilot, tags, sensitivity }: Edit): FlightRow {
  return { ...row, name, pilot, tags: [...tags], sensitivity };
}
