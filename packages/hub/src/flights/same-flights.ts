import type { Change, Rows } from "../database/rows.ts";

/** Another flight that people say is the same one: `<flight>/<other>`. */
export type FlightLink = { readonly flight: string; readonly other: string };

/** Two flights that people say are not one, however alike they look: `<one>/<other>`. */
export type Parting = { readonly one: string; readonly other: string };

export type SameFlightTables = {
  readonly links: Rows<FlightLink>;
  readonly partings: Rows<Parting>;
};

/**
 * What people decided about flights that several logs tell of: in memory and in the state, level
 * with each other. It knows ids alone, so that a rebuild changes nothing in it.
 */
export class SameFlights {
  readonly #tables: SameFlightTables;
  /** Each set stands under each of its flights; the first is the one that it is shown as. */
  readonly #sets = new Map<string, readonly string[]>();
  readonly #partings = new Map<string, Parting>();

  private constructor(tables: SameFlightTables) {
    this.#tables = tables;
  }

  static async open(tables: SameFlightTables): Promise<SameFlights> {
    const same = new SameFlights(tables);
    const others = new Map<string, string[]>();
    for await (const { body } of tables.links.each())
      others.set(body.flight, [...(others.get(body.flight) ?? []), body.other]);
    for (const [first, own] of others) same.#keep([first, ...own]);
    for await (const { id, body } of tables.partings.each()) same.#partings.set(id, body);
    return same;
  }

  /** All that are one flight with this one, itself included; it alone where it is joined with none. */
  setOf(id: string): readonly string[] {
    return this.#sets.get(id) ?? [id];
  }

  isJoined(id: string): boolean {
    return this.#sets.has(id);
  }

  /** Flights that are known here, whatever else knows them. */
  ids(): Iterable<string> {
    return this.#sets.keys();
  }

  get joined(): readonly (readonly string[])[] {
    return [...new Set(this.#sets.values())];
  }

  get parted(): readonly (readonly [string, string])[] {
    return Array.from(this.#partings.values(), ({ one, other }) => [one, other] as const);
  }

  /**
   * Divides flights anew: each set is one flight from now on, shown as its first. Sets that these
   * flights were in before are dissolved.
   */
  async divide(sets: readonly (readonly string[])[]): Promise<void> {
    const before = new Set(
      sets.flat().flatMap((id) => (this.isJoined(id) ? [this.setOf(id)] : [])),
    );
    const now = sets.filter(({ length }) => length > 1);
    const changes = new Map<string, FlightLink | undefined>();
    for (const [first = "", ...others] of before)
      for (const other of others) changes.set(`${first}/${other}`, undefined);
    for (const [first = "", ...others] of now)
      for (const other of others) changes.set(`${first}/${other}`, { flight: first, other });
    await this.#tables.links.change(Array.from(changes, ([id, body]) => ({ id, body })));
    for (const set of before) for (const id of set) this.#sets.delete(id);
    for (const set of now) this.#keep(set);
  }

  /** Remembers that no flight of one set is one with any of another. */
  async part(sets: readonly (readonly string[])[]): Promise<void> {
    const partings = crossPairs(sets).map((body) => ({ id: keyOf(body), body }));
    await this.#change(partings);
  }

  /** Forgets that any of these were said to be different. */
  async forgetPartings(ids: readonly string[]): Promise<void> {
    const own = new Set(ids);
    const gone = [...this.#partings].filter(([, { one, other }]) => own.has(one) && own.has(other));
    await this.#change(gone.map(([id]) => ({ id, body: undefined })));
  }

  /** Forgets flights that are destroyed; what is left of a set stays one. */
  async remove(ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    const sets = new Set(ids.filter((id) => this.isJoined(id)).map((id) => this.setOf(id)));
    await this.divide(
      [...sets].flatMap((set) => [
        set.filter((id) => !gone.has(id)),
        ...set.filter((id) => gone.has(id)).map((id) => [id]),
      ]),
    );
    const partings = [...this.#partings].filter(
      ([, { one, other }]) => gone.has(one) || gone.has(other),
    );
    await this.#change(partings.map(([id]) => ({ id, body: undefined })));
  }

  async #change(changes: readonly Change<Parting>[]): Promise<void> {
    await this.#tables.partings.change(changes);
    for (const { id, body } of changes)
      if (body) this.#partings.set(id, body);
      else this.#partings.delete(id);
  }

  #keep(set: readonly string[]): void {
    for (const id of set) this.#sets.set(id, set);
  }
}

function crossPairs(sets: readonly (readonly string[])[]): readonly Parting[] {
  return sets.flatMap((own, at) =>
    own.flatMap((a) =>
      sets
        .slice(at + 1)
        .flat()
        .map((b) => (a < b ? { one: a, other: b } : { one: b, other: a })),
    ),
  );
}

function keyOf({ one, other }: Parting): string {
  return `${one}/${other}`;
}
