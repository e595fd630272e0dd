import type {
  FlightFacets,
  FlightFilter,
  FlightList,
  FlightListQuery,
  FlightRow,
  MatchingFlight,
} from "@homepoint/api";
import { aircraftKey } from "./aircraft-key.ts";
import { matcherOf, searchTextOf } from "./filter.ts";
import { groupKeys, Groups } from "./groups.ts";
import { Orders, sortKeys } from "./orders.ts";

/** A flight in the list, and what only searching needs. */
export type IndexedFlight = { readonly row: FlightRow; readonly notes: string };

/**
 * All flights of a hub, in memory: filtering and sorting 100,000 of them takes milliseconds, which
 * an encrypted database does not do. Made from the database at start, and kept level with it.
 */
export class FlightIndex {
  readonly #places = new Map<string, number>();
  #rows: FlightRow[] = [];
  #searchTexts: string[] = [];
  #orders = new Orders([]);
  #groups = new Groups([]);

  get size(): number {
    return this.#places.size;
  }

  ids(): Iterable<string> {
    return this.#places.keys();
  }

  get(id: string): FlightRow | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** Adds flights, or replaces those of the same id. */
  put(flights: Iterable<IndexedFlight>): void {
    for (const { row, notes } of flights) {
      const place = this.#places.get(row.id) ?? this.#rows.length;
      this.#places.set(row.id, place);
      this.#rows[place] = row;
      this.#searchTexts[place] = searchTextOf(row, notes);
    }
    this.#forgetOrders();
  }

  remove(ids: Iterable<string>): void {
    const gone = new Set(ids);
    const kept = this.#rows.flatMap((row, place) => (gone.has(row.id) ? [] : [place]));
    this.#rows = kept.map((place) => this.#rows[place] as FlightRow);
    this.#searchTexts = kept.map((place) => this.#searchTexts[place] as string);
    this.#places.clear();
    for (const [place, row] of this.#rows.entries()) this.#places.set(row.id, place);
    this.#forgetOrders();
  }

  clear(): void {
    this.#places.clear();
    this.#rows = [];
    this.#searchTexts = [];
    this.#forgetOrders();
  }

  list(query: FlightListQuery): FlightList {
    const places = this.#matching(query);
    if (query.order === "descending") places.reverse();
    const grouped = query.group ? this.#groups.by(query.group, places) : { groups: null, places };
    const window = grouped.places.slice(query.offset, query.offset + query.limit);
    return {
      totals: this.#groups.totals(places),
      groups: grouped.groups,
      flights: window.map((place) => this.#rows[place] as FlightRow),
    };
  }

  /** Makes ready what lists ask for, a few milliseconds of it a step. */
  *prepare(): Iterable<void> {
    const [orders, groups] = [this.#orders, this.#groups];
    for (const sort of sortKeys) yield void orders.by(sort);
    for (const group of groupKeys) yield groups.find(group);
  }

  match(filter: FlightFilter): MatchingFlight[] {
    const places = this.#matching({ ...filter, sort: "startedAt" }).reverse();
    return places.map((place) => shorten(this.#rows[place] as FlightRow));
  }

  facets(): FlightFacets {
    const aircraft = new Counts();
    const pilots = new Counts();
    const tags = new Counts();
    for (const { aircraft: flown, pilot, tags: own } of this.#rows) {
      const key = aircraftKey(flown);
      if (key) aircraft.add(key, flown.name || flown.model || key);
      if (pilot) pilots.add(pilot, pilot);
      for (const tag of own) tags.add(tag, tag);
    }
    return { aircraft: aircraft.list(), pilots: pilots.list(), tags: tags.list() };
  }

  #forgetOrders(): void {
    this.#orders = new Orders(this.#rows);
    this.#groups = new Groups(this.#rows);
  }

  #matching(query: FlightFilter & Pick<FlightListQuery, "sort">): number[] {
    const matches = matcherOf(query);
    const places: number[] = [];
    for (const place of this.#orders.by(query.sort))
      if (matches(this.#rows[place] as FlightRow, this.#searchTexts[place] as string))
        places.push(place);
    return places;
  }
}

function shorten({ id, takeoff, name, pilot, tags, sensitivity }: FlightRow): MatchingFlight {
  return { id, takeoff, name, pilot, tags, sensitivity };
}

class Counts {
  readonly #counts = new Map<string, { label: string; flights: number }>();

  add(key: string, label: string): void {
    const count = this.#counts.get(key);
    if (count) count.flights += 1;
    else this.#counts.set(key, { label, flights: 1 });
  }

  list(): FlightFacets["tags"] {
    return [...this.#counts]
      .map(([key, { label, flights }]) => ({ key, label, flights }))
      .sort((a, b) => b.flights - a.flights || a.label.localeCompare(b.label));
  }
}
