import {
  toFlightRow,
  type FlightRow,
  type FlightRowAsRead,
  type Sensitivity,
} from "@homepoint/api";
import { byDetail, mergeSummaries, type FlightSummary, type Sighting } from "@homepoint/flight";

/** A flight as reading its log gave it. */
export type StoredFlight = {
  readonly takenInAt: string;
  readonly columnsSize: number;
  /** The log has parameters or properties, which are kept beside the columns. */
  readonly hasParticulars?: boolean;
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
  return kindOf("columns", number);
}

/** The same of what the log says of the aircraft's set-up. */
export function particularsKind(number: number): string {
  return kindOf("particulars", number);
}

function kindOf(name: string, number: number): string {
  return number === 0 ? name : `${name}-${number + 1}`;
}

/** A flight as one of its logs gave it. */
export type FlightPart = { readonly id: string; readonly body: StoredFlight };

/** What the list shows: what the logs say, at least one, and what people wrote on it. */
export function flightRowOf(id: string, parts: readonly FlightPart[], edit: Edit): FlightRow {
  return withEdit({ ...toFlightRow(id, mergeParts(parts)), proof: "not-proved" }, edit);
}

function mergeParts(parts: readonly FlightPart[]): StoredFlight & { readonly logCount: number } {
  const [only] = parts;
  if (only && parts.length === 1) return { ...only.body, logCount: 1 };
  const [detailed] = byDetail(parts.map(({ id, body }) => ({ ...body.summary, id })));
  const shown = parts.find(({ id }) => id === detailed?.id);
  if (!shown) throw new RangeError("a flight has a log at least");
  return {
    ...shown.body,
    summary: summaryOf(parts),
    takenInAt: parts.map(({ body }) => body.takenInAt).reduce((a, b) => (a < b ? a : b)),
    logCount: parts.length,
  };
}

/** What all its logs say of a flight. */
export function summaryOf(parts: readonly FlightPart[]): FlightSummary {
  return mergeSummaries(parts.map(({ id, body }) => ({ ...body.summary, id })));
}

/** What is needed of a flight to tell whether another log saw the same one. */
export function sightingOf(id: string, { summary }: StoredFlight): Sighting {
  return {
    id,
    log: originOf(id).log,
    format: summary.format,
    needsKeys: summary.needsKeys,
    clock: summary.clock,
    aircraft: summary.aircraft,
    startedAt: summary.startedAt,
    durationSeconds: summary.durationSeconds,
    distanceMeters: summary.distanceMeters,
    maxRangeMeters: summary.maxRangeMeters,
    takeoff: summary.takeoff,
    rows: summary.rows,
  };
}

export function withEdit(
  row: FlightRowAsRead & Pick<FlightRow, "proof">,
  { name, pilot, tags, sensitivity }: Edit,
): FlightRow {
  return { ...row, name, pilot, tags: [...tags], sensitivity };
}
