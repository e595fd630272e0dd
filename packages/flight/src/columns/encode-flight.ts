import type { Flight, Parameter, Property } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import { decodeFlight } from "../exports/samples.ts";
import type { Table } from "../table.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import { summarizeTables, writeColumns, type Frame } from "./encode-columns.ts";

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
  const prepared = prepare(log, number);
  if (!prepared) return undefined;
  const { frame, tables, particulars } = prepared;
  return {
    summary: frame.summary,
    warnings: countWarnings(frame.flight),
    columns: writeColumns(frame, takeAll(tables)),
    ...(particulars && { particulars }),
  };
}

type Prepared = {
  readonly frame: Frame;
  readonly tables: Table[];
  readonly particulars: Particulars | undefined;
};

function prepare(log: OpenLog, number: number): Prepared | undefined {
  const decoded = decodeFlight(log, number);
  if (!decoded) return undefined;
  const { summary, tables } = decoded;
  const { parameters = [], properties = [], ...flight } = decoded.flight;
  const hasParticulars = parameters.length > 0 || properties.length > 0;
  return {
    frame: { flight, summary, ...summarizeTables(tables) },
    tables: [...tables],
    particulars: hasParticulars ? { parameters, properties } : undefined,
  };
}

/** Lets go of each table once it is taken: those of a large log are as large as itself. */
function* takeAll(tables: Table[]): Iterable<Table> {
  for (let next = tables.shift(); next; next = tables.shift()) yield next;
}

function countWarnings({ moments }: Flight): number {
  return moments.filter(({ level }) => level !== "note").length;
}
