import { concat } from "@homepoint/base";
import {
  decodeFlight,
  encodeColumns,
  openLog,
  type FlightSummary,
  type KeyChain,
} from "@homepoint/flight";

/** What reading a log gives: one for each flight in it. */
type ReadFlight = {
  readonly summary: FlightSummary;
  readonly columns: Uint8Array;
  /** Moments that are more than a note. */
  readonly warnings: number;
};

export type ReadLog = { readonly format: string; readonly flights: readonly ReadFlight[] };

/** @throws flight/unknown-format */
export async function readLog(bytes: Uint8Array, name: string, keys?: KeyChain): Promise<ReadLog> {
  const log = await openLog(bytes, name, keys);
  const flights = log.flights.flatMap((flight, number): readonly ReadFlight[] => {
    const decoded = decodeFlight(log, number);
    if (!decoded) return [];
    const warnings = flight.moments.filter(({ level }) => level !== "note").length;
    return [{ summary: decoded.summary, columns: concat(...encodeColumns(decoded)), warnings }];
  });
  return { format: log.flights[0]?.format ?? "unknown", flights };
}
