import type {
  FlightEdit,
  FlightFacets,
  FlightFilter,
  FlightList,
  FlightListQuery,
  FlightRow,
  MatchingFlight,
} from "@homepoint/api";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import { FlightIndex } from "./flight-index.ts";
import {
  flightRowOf,
  noEdit,
  originOf,
  withEdit,
  type Edit,
  type StoredFlight,
} from "./flight-row.ts";

export type FlightTables = {
  /** Made again from the logs by a rebuild. */
  readonly flights: Rows<StoredFlight>;
  /** What people wrote. */
  readonly edits: Rows<Edit>;
  /** Logs of a flight besides the one that its id names: `<flight id>/<log id>`. */
  readonly links: Rows<FlightLink>;
};

/** A flight may have several logs: the aircraft's, the controller's, the subtitles of its videos. */
export type FlightLink = { readonly flight: string; readonly log: string };

/** Long enough that a batch that is taken in does not prepare for each of its flights. */
const restMs = 500;
/** Of fewer flights any list is quick, and what is made ahead would only take memory. */
const worthPreparing = 20_000;

/** All flights and what people wrote on them: rows, and the index over them, level with each other. */
export class FlightBook {
  readonly #tables: FlightTables;
  readonly #index = new FlightIndex();
  readonly #edits = new Map<string, Edit>();
  /** Logs besides the one that a flight was read from. */
  readonly #others = new Map<string, readonly string[]>();
  #preparing: NodeJS.Timeout | undefined;

  private constructor(tables: FlightTables) {
    this.#tables = tables;
  }

  static async open(tables: FlightTables): Promise<FlightBook> {
    const book = new FlightBook(tables);
    for await (const { id, body } of tables.edits.each()) book.#edits.set(id, body);
    for await (const { body } of tables.links.each()) book.#link(body);
    for await (const flight of tables.flights.each()) book.#put([flight]);
    book.#prepareSoon();
    return book;
  }

  close(): void {
    clearTimeout(this.#preparing);
  }

  get size(): number {
    return this.#index.size;
  }

  list(query: FlightListQuery): FlightList {
    return this.#index.list(query);
  }

  match(filter: FlightFilter): MatchingFlight[] {
    return this.#index.match(filter);
  }

  facets(): FlightFacets {
    return this.#index.facets();
  }

  find(id: string): FlightRow | undefined {
    return this.#index.get(id);
  }

  /** @throws hub/no-such-flight */
  get(id: string): FlightRow {
    const row = this.#index.get(id);
    if (!row) throw hubProblem("no-such-flight", { id });
    return row;
  }

  /** As reading its log gave it. @throws hub/no-such-flight */
  async stored(id: string): Promise<StoredFlight> {
    const stored = await this.#tables.flights.get(id);
    if (!stored) throw hubProblem("no-such-flight", { id });
    return stored;
  }

  notesOf(id: string): string {
    return this.#edits.get(id)?.notes ?? "";
  }

  /** The log that it was read from, then others of the same flight. */
  logsOf(id: string): readonly string[] {
    return [originOf(id).log, ...(this.#others.get(id) ?? [])];
  }

  /** Adds what reading a log gave; what people wrote on these flights before stays. */
  async add(flights: ReadonlyMap<string, StoredFlight>): Promise<void> {
    const rows = [...flights].map(([id, body]) => ({ id, body }));
    await this.#tables.flights.change(rows);
    this.#put(rows);
    this.#prepareSoon();
  }

  /** @throws hub/no-such-flight, and nothing is changed then */
  async edit({ flights, set, addTags, removeTags }: FlightEdit): Promise<number> {
    const changes = flights.map((id) => {
      this.get(id);
      const before = this.#edits.get(id) ?? noEdit;
      const tags = before.tags.filter((tag) => !removeTags.includes(tag));
      const body: Edit = {
        name: set.name === undefined ? before.name : set.name,
        pilot: set.pilot === undefined ? before.pilot : set.pilot,
        sensitivity: set.sensitivity === undefined ? before.sensitivity : set.sensitivity,
        notes: set.notes ?? before.notes,
        tags: [...new Set([...tags, ...addTags])].sort(),
      };
      return { id, body };
    });
    await this.#tables.edits.change(changes);
    for (const { id, body } of changes) this.#edits.set(id, body);
    this.#index.put(
      changes.map(({ id, body }) => ({ row: withEdit(this.get(id), body), notes: body.notes })),
    );
    this.#prepareSoon();
    return changes.length;
  }

  /** The logs that its flights were read from. */
  origins(): ReadonlySet<string> {
    return new Set(Array.from(this.#index.ids(), (id) => originOf(id).log));
  }

  /** Forgets all flights of a log, with all that people wrote on them. */
  async removeOf(log: string): Promise<void> {
    const known = [...this.#index.ids(), ...this.#edits.keys(), ...this.#others.keys()];
    await this.#remove([...new Set(known)].filter((id) => originOf(id).log === log));
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const gone = ids.map((id) => ({ id, body: undefined }));
    const links = ids.flatMap((flight) =>
      (this.#others.get(flight) ?? []).map((log) => `${flight}/${log}`),
    );
    await this.#tables.edits.change(gone);
    await this.#tables.links.change(links.map((id) => ({ id, body: undefined })));
    await this.#tables.flights.change(gone);
    for (const id of ids) {
      this.#edits.delete(id);
      this.#others.delete(id);
    }
    this.#index.remove(ids);
    this.#prepareSoon();
  }

  /** Drops what a rebuild makes again. */
  async clear(): Promise<void> {
    await this.#tables.flights.clear();
    this.#index.clear();
  }

  #put(flights: readonly { readonly id: string; readonly body: StoredFlight }[]): void {
    this.#index.put(
      flights.map(({ id, body }) => {
        const edit = this.#edits.get(id) ?? noEdit;
        return { row: flightRowOf(id, body, edit), notes: edit.notes };
      }),
    );
  }

  /** Once nothing has changed for a moment, so that the next list is as quick as the one after it. */
  #prepareSoon(): void {
    clearTimeout(this.#preparing);
    if (this.size < worthPreparing) return;
    this.#preparing = setTimeout(() => this.#prepare(), restMs).unref();
  }

  #prepare(steps = this.#index.prepare()[Symbol.iterator]()): void {
    if (steps.next().done) return;
    this.#preparing = setTimeout(() => this.#prepare(steps), 0).unref();
  }

  #link({ flight, log }: FlightLink): void {
    this.#others.set(flight, [...(this.#others.get(flight) ?? []), log]);
  }
}
