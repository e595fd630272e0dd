import { setImmediate as otherWork } from "node:timers/promises";
import type {
  FlightEdit,
  FlightFacets,
  FlightFilter,
  FlightList,
  FlightListQuery,
  FlightRow,
  MatchingFlight,
} from "@homepoint/api";
import { Turns } from "@homepoint/base";
import { byDetail, type Decided, type Sighting } from "@homepoint/flight";
import type { ProofVerdict } from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import { FlightIndex, type IndexedFlight } from "./flight-index.ts";
import {
  flightRowOf,
  noEdit,
  originOf,
  sightingOf,
  withEdit,
  type Edit,
  type StoredFlight,
} from "./flight-row.ts";
import { edited, editFrom, mergeEdits } from "./merge-edits.ts";
import { SameFlights, type SameFlightTables } from "./same-flights.ts";

export type FlightTables = SameFlightTables & {
  /** Made again from the logs by a rebuild. */
  readonly flights: Rows<StoredFlight>;
  /** What people wrote. */
  readonly edits: Rows<Edit>;
};

/** A flight whose proof is to be judged. */
export type Unjudged = {
  readonly id: string;
  readonly serial: string | null;
  readonly startedAt: string | null;
};

type Kept = { readonly id: string; readonly body: StoredFlight };

/** Long enough that a batch that is taken in does not prepare for each of its flights. */
const restMs = 500;
/** After so many rows whoever asks the hub something is answered. */
const readsAtOnce = 100;
/** Of fewer flights any list is quick, and what is made ahead would only take memory. */
const worthPreparing = 20_000;

/**
 * All flights and what people wrote on them: rows, and the index over them, level with each other.
 *
 * A flight that several logs tell of is one row of the index, under the id that it is shown as; any
 * of its ids finds it.
 */
export class FlightBook {
  readonly #tables: FlightTables;
  readonly #same: SameFlights;
  readonly #index = new FlightIndex();
  readonly #edits = new Map<string, Edit>();
  /** Of every flight as its own log tells it. */
  readonly #sightings = new Map<string, Sighting>();
  readonly #turns = new Turns();
  /** Seen since proofs were judged. */
  readonly #unjudged = new Set<string>();
  #onSeen: () => void = () => undefined;
  /** Of those that are not merely not proved. */
  readonly #proofs = new Map<string, ProofVerdict>();
  #version = 0;
  #preparing: NodeJS.Timeout | undefined;

  private constructor(tables: FlightTables, same: SameFlights) {
    this.#tables = tables;
    this.#same = same;
  }

  static async open(tables: FlightTables): Promise<FlightBook> {
    const book = new FlightBook(tables, await SameFlights.open(tables));
    const joined = new Map<string, StoredFlight>();
    for await (const { id, body } of tables.edits.each()) book.#edits.set(id, body);
    for await (const flight of tables.flights.each()) {
      book.#see([flight]);
      if (book.#same.isJoined(flight.id)) joined.set(flight.id, flight.body);
      else book.#put([flight]);
    }
    book.#index.put(book.#same.joined.flatMap((set) => book.#mergedOf(set, joined)));
    book.#prepareSoon();
    return book;
  }

  close(): void {
    clearTimeout(this.#preparing);
  }

  get size(): number {
    return this.#index.size;
  }

  /** Grows whenever what offers are made of may have changed. */
  get version(): number {
    return this.#version;
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
    // The first that there is: while a rebuild goes on, others may be missing.
    for (const one of this.#same.setOf(id)) {
      const row = this.#index.get(one);
      if (row) return row;
    }
    return undefined;
  }

  /** Whether its own log gave it, whatever it is shown as. */
  has(id: string): boolean {
    return this.#sightings.has(id);
  }

  /** @throws hub/no-such-flight */
  get(id: string): FlightRow {
    const row = this.find(id);
    if (!row) throw hubProblem("no-such-flight", { id });
    return row;
  }

  /** As reading its own log gave it. */
  findStored(id: string): Promise<StoredFlight | undefined> {
    return this.#tables.flights.get(id);
  }

  /** The same. @throws hub/no-such-flight */
  async stored(id: string): Promise<StoredFlight> {
    const stored = await this.findStored(id);
    if (!stored) throw hubProblem("no-such-flight", { id });
    return stored;
  }

  notesOf(id: string): string {
    return this.#editOf(this.#same.setOf(id)).notes;
  }

  /** The flight as each of its logs tells it, by id, the most detailed first. */
  partsOf(id: string): readonly string[] {
    const sightings = this.#same.setOf(id).flatMap((one) => this.#sightings.get(one) ?? []);
    return byDetail(sightings).map((sighting) => sighting.id);
  }

  sightings(): Iterable<Sighting> {
    return this.#sightings.values();
  }

  decided(): Decided {
    return { same: this.#same.joined, different: this.#same.parted };
  }

  /** Adds what reading a log gave; what people wrote on these flights before stays. */
  async add(flights: ReadonlyMap<string, StoredFlight>): Promise<void> {
    const rows = [...flights].map(([id, body]) => ({ id, body }));
    await this.#tables.flights.change(rows);
    await this.#carry(rows);
    this.#see(rows);
    this.#put(rows.filter(({ id }) => !this.#same.isJoined(id)));
    const joined = rows.map(({ id }) => id).filter((id) => this.#same.isJoined(id));
    await this.#showAgain(joined.map((id) => this.#same.setOf(id)));
    this.#prepareSoon();
  }

  /** @throws hub/no-such-flight, and nothing is changed then */
  edit(edit: FlightEdit): Promise<number> {
    return this.#inTurn(() => this.#edit(edit));
  }

  async #edit(edit: FlightEdit): Promise<number> {
    const shown = new Set(edit.flights.map((id) => this.get(id).id));
    const changes = [...shown].flatMap((flight) =>
      this.#same
        .setOf(flight)
        .map((id) => ({ id, body: edited(this.#edits.get(id) ?? noEdit, edit) })),
    );
    await this.#tables.edits.change(changes);
    for (const { id, body } of changes) this.#edits.set(id, body);
    this.#index.put(
      Array.from(shown, (id) => {
        const own = this.#editOf(this.#same.setOf(id));
        return { row: withEdit(this.get(id), own), notes: own.notes };
      }),
    );
    this.#prepareSoon();
    return shown.size;
  }

  /**
   * Makes each group one flight, and each flight of a set that was one before goes with it.
   *
   * @throws hub/no-such-flight, hub/not-one-flight, and nothing is changed then
   */
  async merge(groups: readonly (readonly string[])[]): Promise<void> {
    await this.#divide(() => {
      const sets = groups.map((ids) => {
        for (const id of ids) this.get(id);
        return [...new Set(ids.flatMap((id) => this.#same.setOf(id)))];
      });
      for (const set of sets) refuseTwice(set);
      const all = sets.flat();
      if (new Set(all).size < all.length) throw hubProblem("not-one-flight");
      return { sets, parted: [], rejoined: sets };
    });
  }

  /**
   * Makes each set of a parting a flight of its own. What is not named stays with the first set that
   * it was one with. Remembered, they are not offered as one again.
   *
   * @throws hub/no-such-flight, and nothing is changed then
   */
  async part(
    partings: readonly (readonly (readonly string[])[])[],
    { remember }: { readonly remember: boolean },
  ): Promise<void> {
    await this.#divide(() => {
      const whole = partings.map((sets) => {
        for (const id of sets.flat()) this.get(id);
        const named = new Set(sets.flat());
        return sets.map((set) => {
          const unnamed = set.flatMap((id) => this.#same.setOf(id)).filter((id) => !named.has(id));
          for (const id of unnamed) named.add(id);
          return [...new Set([...set, ...unnamed])];
        });
      });
      const all = whole.flat(2);
      if (new Set(all).size < all.length) throw hubProblem("not-one-flight");
      const rejoined = remember ? [] : whole.map((sets) => sets.flat());
      return { sets: whole.flat(), parted: remember ? whole : [], rejoined };
    });
  }

  /** Which flights are to be judged again, by the aircraft of each. */
  takeUnjudged(which: "all" | "new"): readonly Unjudged[] {
    const ids = [...(which === "all" ? this.#index.ids() : this.#unjudged)];
    this.#unjudged.clear();
    return ids.flatMap((id) => {
      const row = this.#index.get(id);
      return row ? [{ id, serial: row.aircraft.serial, startedAt: row.startedAt }] : [];
    });
  }

  /** Whether any became another. */
  setProofs(proofs: ReadonlyMap<string, ProofVerdict>): boolean {
    const changed = [...proofs].flatMap(([id, proof]) => {
      const row = this.#index.get(id);
      if (proof === "not-proved") this.#proofs.delete(id);
      else this.#proofs.set(id, proof);
      return row && row.proof !== proof ? [{ ...row, proof }] : [];
    });
    this.#index.put(changed.map((row) => ({ row, notes: this.notesOf(row.id) })));
    if (changed.length > 0) this.#prepareSoon();
    return changed.length > 0;
  }

  /** Calls whenever a log told of flights. */
  whenSeen(onSeen: () => void): void {
    this.#onSeen = onSeen;
  }

  #proven(row: FlightRow): FlightRow {
    return { ...row, proof: this.#proofs.get(row.id) ?? "not-proved" };
  }

  /** The logs that its flights were read from. */
  origins(): ReadonlySet<string> {
    return new Set(Array.from(this.#sightings.keys(), (id) => originOf(id).log));
  }

  /**
   * Forgets all flights of a log, with all that people wrote on them. A flight that other logs tell
   * of stays, and so does what people wrote on it.
   */
  removeOf(log: string): Promise<void> {
    return this.#inTurn(() => this.#removeOf(log));
  }

  async #removeOf(log: string): Promise<void> {
    const known = [...this.#sightings.keys(), ...this.#edits.keys(), ...this.#same.ids()];
    // The first test is quick, and there may be 100,000.
    const isOfLog = (id: string) => id.startsWith(log) && originOf(id).log === log;
    const ids = [...new Set(known.filter(isOfLog))];
    const sets = ids.map((id) => this.#same.setOf(id));
    const left = sets.map((set) => set.filter((id) => !ids.includes(id)));
    const kept = sets.flatMap((set, at) => {
      const [heir] = left[at] ?? [];
      return heir === undefined ? [] : [{ id: heir, body: this.#editOf(set) }];
    });
    const gone = ids.map((id) => ({ id, body: undefined }));
    await this.#tables.edits.change([...gone, ...kept.filter(({ body }) => body !== noEdit)]);
    await this.#same.remove(ids);
    await this.#tables.flights.change(gone);
    for (const id of ids) {
      this.#edits.delete(id);
      this.#sightings.delete(id);
    }
    for (const { id, body } of kept) if (body !== noEdit) this.#edits.set(id, body);
    this.#index.remove(ids);
    await this.#showAgain(left.filter((set) => set.length > 0));
    this.#version += 1;
    this.#prepareSoon();
  }

  /** Drops what a rebuild makes again. */
  async clear(): Promise<void> {
    await this.#tables.flights.clear();
    this.#index.clear();
    this.#sightings.clear();
    this.#version += 1;
  }

  /** Changes of what people wrote and decided: each begins with what the one before it left. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    return this.#turns.take("change", change);
  }

  async #divide(plan: () => Division): Promise<void> {
    await this.#inTurn(async () => {
      const { sets, parted, rejoined } = plan();
      const before = sets.flat().map((id) => this.#same.setOf(id));
      const ordered = sets.map((set) => {
        const parts = byDetail(set.flatMap((id) => this.#sightings.get(id) ?? []));
        return [...new Set([...parts.map(({ id }) => id), ...set])];
      });
      await this.#same.divide(ordered);
      for (const ids of rejoined) await this.#same.forgetPartings(ids);
      for (const apart of parted) await this.#same.part(apart);
      await this.#showAgain([...before, ...ordered]);
    });
    this.#prepareSoon();
  }

  /** Puts what these flights are now into the index, in place of what they were. */
  async #showAgain(changed: readonly (readonly string[])[]): Promise<void> {
    if (changed.length === 0) return;
    await this.#turns.take("show", async () => {
      const ids = [...new Set(changed.flat())];
      const sets = new Set(ids.map((id) => this.#same.setOf(id)));
      const stored = new Map<string, StoredFlight>();
      for (const [at, id] of [...sets].flat().entries()) {
        if (at % readsAtOnce === readsAtOnce - 1) await otherWork();
        const body = await this.#tables.flights.get(id);
        if (body && this.#sightings.has(id)) stored.set(id, body);
      }
      const now = [...sets].flatMap((set) => this.#mergedOf(set, stored));
      const shown = new Set(now.map(({ row }) => row.id));
      const others = [...ids, ...[...sets].flat()].filter((id) => !shown.has(id));
      if (others.some((id) => this.#index.get(id))) this.#index.remove(others);
      this.#index.put(now);
      this.#version += 1;
    });
  }

  #mergedOf(
    set: readonly string[],
    stored: ReadonlyMap<string, StoredFlight>,
  ): readonly IndexedFlight[] {
    const parts = set.flatMap((id) => {
      const body = stored.get(id);
      return body ? [{ id, body }] : [];
    });
    const [first] = parts;
    if (!first) return [];
    const edit = this.#editOf(set);
    return [{ row: this.#proven(flightRowOf(first.id, parts, edit)), notes: edit.notes }];
  }

  #editOf(set: readonly string[]): Edit {
    return mergeEdits(set.flatMap((id) => this.#edits.get(id) ?? []));
  }

  /** What a log carries from where it was: once, so that nothing comes back that people removed. */
  async #carry(flights: readonly Kept[]): Promise<void> {
    const find = () =>
      flights.flatMap(({ id, body }) => {
        const { written } = body.summary;
        return written && !this.#edits.has(id) ? [{ id, body: editFrom(written) }] : [];
      });
    if (find().length === 0) return;
    await this.#inTurn(async () => {
      const carried = find();
      await this.#tables.edits.change(carried);
      for (const { id, body } of carried) this.#edits.set(id, body);
    });
  }

  #see(flights: readonly Kept[]): void {
    for (const { id, body } of flights) {
      this.#sightings.set(id, sightingOf(id, body));
      this.#unjudged.add(id);
    }
    this.#version += 1;
    this.#onSeen();
  }

  #put(flights: readonly Kept[]): void {
    this.#index.put(
      flights.map(({ id, body }) => {
        const edit = this.#edits.get(id) ?? noEdit;
        return { row: this.#proven(flightRowOf(id, [{ id, body }], edit)), notes: edit.notes };
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
}

type Division = {
  readonly sets: readonly (readonly string[])[];
  readonly parted: readonly (readonly (readonly string[])[])[];
  /** Among these nothing is said to be different any more. */
  readonly rejoined: readonly (readonly string[])[];
};

/** @throws hub/not-one-flight where two flights are of one log: it tells them apart itself */
function refuseTwice(set: readonly string[]): void {
  const logs = new Set(set.map((id) => originOf(id).log));
  if (set.length < 2 || logs.size < set.length) throw hubProblem("not-one-flight");
}
