import type { FlightRow } from "@homepoint/api";

/** What tells one aircraft from another: its serial, else its model. */
export function aircraftKey(aircraft: FlightRow["aircraft"]): string | null {
  return aircraft.serial || aircraft.model;
}
