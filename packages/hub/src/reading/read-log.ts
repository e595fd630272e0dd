import { utf8, type ByteSource } from "@homepoint/base";
import { encodeFlight, openSource, type EncodedFlight, type KeyChain } from "@homepoint/flight";

/** What reading a log gives: one for each flight in it. */
type ReadFlight = Omit<EncodedFlight, "particulars"> & {
  /** JSON. */
  readonly particulars?: Uint8Array;
};

export type ReadLog = { readonly format: string; readonly flights: readonly ReadFlight[] };

/** @throws flight/unknown-format, flight/too-large, and what the source throws */
export async function readLog(source: ByteSource, name: string, keys?: KeyChain): Promise<ReadLog> {
  const log = await openSource(source, name, keys);
  const flights = log.flights.flatMap((_, number): readonly ReadFlight[] => {
    const encoded = encodeFlight(log, number);
    if (!encoded) return [];
    const { particulars, ...rest } = encoded;
    return [{ ...rest, ...(particulars && { particulars: utf8(JSON.stringify(particulars)) }) }];
  });
  return { format: log.flights[0]?.format ?? "unknown", flights };
}
