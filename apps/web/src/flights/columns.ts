import type { FlightRow } from "@homepoint/api";
import type { Measures } from "../units/measures.ts";
import type { FlightSearch } from "./flight-search.ts";

export type ColumnKey =
  | "startedAt"
  | "aircraft"
  | "durationSeconds"
  | "distanceMeters"
  | "maxHeightMeters"
  | "maxSpeedMetersPerSecond"
  | "pilot";

export type NumberColumn = {
  readonly key: Extract<keyof FlightRow, ColumnKey> & NonNullable<FlightSearch["sort"]>;
  readonly text: (row: FlightRow, measures: Measures) => string;
};

/** Columns of figures, in order; the widest screens show all. */
export const numberColumns: readonly NumberColumn[] = [
  { key: "durationSeconds", text: (row, measures) => measures.clock(row.durationSeconds) },
  { key: "distanceMeters", text: (row, measures) => measures.distance(row.distanceMeters) },
  { key: "maxHeightMeters", text: (row, measures) => measures.height(row.maxHeightMeters) },
  {
    key: "maxSpeedMetersPerSecond",
    text: (row, measures) => measures.speed(row.maxSpeedMetersPerSecond),
  },
];

/** What a person would call the aircraft: the name they gave it, else its model. */
export function aircraftText({ aircraft }: Pick<FlightRow, "aircraft">): string | undefined {
  return aircraft.name || aircraft.model || aircraft.serial || undefined;
}
