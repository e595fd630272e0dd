import { toFlightRow, type FlightRow } from "@homepoint/api";
import type { FlightRead } from "./look-message.ts";

/** What the list shows of a flight that is only looked at: as the hub would, without what people add. */
export function lookRow(id: string, read: FlightRead, now: string): FlightRow {
  const { summary, warnings } = read;
  const asRead = toFlightRow(id, { summary, warnings, takenInAt: now });
  return { ...asRead, name: null, pilot: null, tags: [], sensitivity: null, proof: "not-proved" };
}
