import type { Flight, Parameter, Property } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import { decodeFlight } from "../exports/samples.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import { encodeColumns } from "./encode-columns.ts";

/** What a log says of the aircraft's set-up: too much to come with every first chart. */
export type Particulars = {
  readonly parameters: readonly Parameter[];
  readonly properties: readonly Property[];
};

/** What is kept of a flight that was read. */
export type EncodedFlight = {
  readonly summary: FlightSummary;
  /** Moments that are more than a note. */
  readonly warnings: number;
  /** The parts of its columns file, one behind the other; without the particulars. */
  readonly columns: readonly Uint8Array[];
  /** Undefined where the log says nothing of the kind. */
  readonly particulars?: Particulars;
};

/** Decodes a flight of a log and writes what is kept of it; undefined where there is none. */
export function encodeFlight(log: OpenLog, number: number): EncodedFlight | undefined {
  const decoded = decodeFlight(log, number);
  if (!decoded) return undefined;
  const { parameters = [], properties = [], ...flight } = decoded.flight;
  const hasParticulars = parameters.length > 0 || properties.length > 0;
  return {
    summary: decoded.summary,
    warnings: countWarnings(flight),
    columns: encodeColumns({ ...decoded, flight }),
    ...(hasParticulars && { particulars: { parameters, properties } }),
  };
}

function countWarnings({ moments }: Flight): number {
  return moments.filter(({ level }) => level !== "note").length;
}
