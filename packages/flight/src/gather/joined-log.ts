import type { Flight } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import type { Table } from "../table.ts";

/** One log of the file that several were joined in, and where it begins. */
export type LogPart = { readonly log: OpenLog; readonly offset: number };

/** Several logs in one file, one behind the other, with the flights of each. */
export class JoinedLog implements OpenLog {
  readonly flights: readonly Flight[];
  readonly #places: readonly (readonly [log: OpenLog, flight: number])[];

  constructor(parts: readonly LogPart[]) {
    this.flights = parts.flatMap(({ log, offset }) =>
      log.flights.map((flight) => ({
        ...flight,
        damage: flight.damage.map((one) => ({ ...one, offset: one.offset + offset })),
      })),
    );
    this.#places = parts.flatMap(({ log }) =>
      log.flights.map((_, flight) => [log, flight] as const),
    );
  }

  *tables(flight: number): Iterable<Table> {
    const [log, own] = this.#places[flight] ?? [];
    if (log && own !== undefined) yield* log.tables(own);
  }
}
