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
import { flightRowOf, noEdit, type Edit, type StoredFlight } from "./flight-row.ts";

export type FlightTables = {
  /** Made again from the logs by a rebuild. */
  readonly flights: Rows<StoredFlight>;
  /** What people wrote. */
  readonly edits: Rows<Edit>;
  /** Which logs belong to a flight: `<flight id>/<log id>`. */
  readonly links: Rows<FlightLink>;
};

/** A flight may have several logs: the aircraft's, the controller's, the subtitles of its videos. */
export type FlightLink = { readonly flight: string; readonly log: string };

/** All flights and what people wrote on them: rows, and the index over them, level with each other. */
export class FlightBook {
  readonly #tables: FlightTables;
  readonly #index = new FlightIndex();
  readonly #stored = new Map<string, StoredFlight>();
  readonly #edits = new Map<string, Edit>();
  readonly #links = new Map<string, Set<string>>();

  private constructor(tables: FlightTables) {
    this.#tables = tables;
  }

  static async open(tables: FlightTables): Promise<FlightBook> {
    const book = new FlightBook(tables);
    for (const { id, body } of await tables.edits.all()) book.#edits.set(id, body);
    for (const { body } of await tables.links.all()) book.#link(body);
    for (const { id, body } of await tables.flights.all()) book.#stored.set(id, body);
    book.#reindex(book.#stored.keys());
    return book;
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

  /** @throws hub/no-such-flight */
  get(id: string): { row: FlightRow; stored: StoredFlight; notes: string; logs: string[] } {
    const row = this.#index.get(id);
    const stored = this.#stored.get(id);
    if (!row || !stored) throw hubProblem("no-such-flight", { id });
    const logs = [...(this.#links.get(id) ?? [stored.log])];
    return { row, stored, notes: this.#edits.get(id)?.notes ?? "", logs };
  }

  row(id: string): FlightRow | undefined {
    return this.#index.get(id);
  }

  /** Adds what reading a log gave; what people wrote on these flights before stays. */
  async add(flights: ReadonlyMap<string, StoredFlight>): Promise<void> {
    const links = [...flights].map(([flight, { log }]) => ({ flight, log }));
    const unknown = links.filter(({ flight, log }) => !this.#links.get(flight)?.has(log));
    await this.#tables.links.change(
      unknown.map((body) => ({ id: `${body.flight}/${body.log}`, body })),
    );
    await this.#tables.flights.change([...flights].map(([id, body]) => ({ id, body })));
    for (const link of unknown) this.#link(link);
    for (const [id, stored] of flights) this.#stored.set(id, stored);
    this.#reindex(flights.keys());
  }

  /** @throws hub/no-such-flight, and nothing is changed then */
  async edit({ flights, set, addTags, removeTags }: FlightEdit): Promise<number> {
    const changes = flights.map((id) => {
      if (!this.#stored.has(id)) throw hubProblem("no-such-flight", { id });
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
    this.#reindex(flights);
    return changes.length;
  }

  /** Forgets the flights of a log, with all that people wrote on them. */
  async remove(log: string): Promise<string[]> {
    const ids = [...this.#stored].filter(([, stored]) => stored.log === log).map(([id]) => id);
    const gone = ids.map((id) => ({ id, body: undefined }));
    const links = ids.flatMap((id) =>
      [...(this.#links.get(id) ?? [])].map((other) => `${id}/${other}`),
    );
    await this.#tables.edits.change(gone);
    await this.#tables.links.change(links.map((id) => ({ id, body: undefined })));
    await this.#tables.flights.change(gone);
    for (const id of ids) {
      this.#stored.delete(id);
      this.#edits.delete(id);
      this.#links.delete(id);
    }
    this.#index.remove(ids);
    return ids;
  }

  /** Drops what a rebuild makes again. */
  async clear(): Promise<void> {
    await this.#tables.flights.clear();
    this.#index.remove(this.#stored.keys());
    this.#stored.clear();
  }

  #link({ flight, log }: FlightLink): void {
    this.#links.set(flight, (this.#links.get(flight) ?? new Set()).add(log));
  }

  #reindex(ids: Iterable<string>): void {
    const indexed = [...ids].flatMap((id) => {
      const stored = this.#stored.get(id);
      const edit = this.#edits.get(id) ?? noEdit;
      return stored ? [{ row: flightRowOf(id, stored, edit), notes: edit.notes }] : [];
    });
    this.#index.put(indexed);
  }
}
