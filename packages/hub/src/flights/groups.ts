import type { FlightList, FlightListQuery, FlightRow } from "@homepoint/api";

type GroupKey = NonNullable<FlightListQuery["group"]>;
type Totals = FlightList["totals"];

/** The group or groups that a flight stands in; a flight with two tags stands in two. */
const keysOf: Readonly<Record<GroupKey, (row: FlightRow) => readonly string[]>> = {
  month: (row) => [row.startedAt?.slice(0, 7) ?? ""],
  year: (row) => [row.startedAt?.slice(0, 4) ?? ""],
  aircraft: (row) => [row.aircraft.name || row.aircraft.model || ""],
  pilot: (row) => [row.pilot ?? ""],
  tag: (row) => (row.tags.length > 0 ? row.tags : [""]),
  sensitivity: (row) => [row.sensitivity ?? ""],
};

export const groupKeys = Object.keys(keysOf) as readonly GroupKey[]; // it has exactly these

/** The keys that occur, and for each place the numbers of its keys: those from `from[place]` on. */
type Membership = {
  readonly keys: readonly string[];
  readonly from: Uint32Array;
  readonly numbers: readonly number[];
};

type Member = { readonly totals: Totals & { key: string }; readonly own: number[] };

/** What totals are made of, by place. */
type Numbers = { readonly durations: Float64Array; readonly distances: Float64Array };

/** Groups and totals over fixed rows; who stands in which group is found once for each key. */
export class Groups {
  readonly #rows: readonly FlightRow[];
  #numbers: Numbers | undefined;
  readonly #memberships = new Map<GroupKey, Membership>();

  constructor(rows: readonly FlightRow[]) {
    this.#rows = rows;
  }

  totals(places: readonly number[]): Totals {
    const totals = emptyTotals();
    for (const place of places) this.#add(totals, place);
    return totals;
  }

  /**
   * Groups in the order in which the list first meets them, and the list with each group's flights
   * together. The key of what belongs to no group is empty.
   */
  by(
    key: GroupKey,
    places: readonly number[],
  ): { groups: (Totals & { key: string })[]; places: number[] } {
    const { keys, from, numbers } = this.#membership(key);
    const members: (Member | undefined)[] = Array.from(keys, () => undefined);
    const met: Member[] = [];
    for (const place of places)
      for (let at = from[place] as number; at < (from[place + 1] as number); at += 1) {
        const number = numbers[at] as number; // `from` ends with the length of `numbers`
        let group = members[number];
        if (!group) {
          group = { totals: { key: keys[number] as string, ...emptyTotals() }, own: [] };
          members[number] = group;
          met.push(group);
        }
        group.own.push(place);
        this.#add(group.totals, place);
      }
    return {
      groups: met.map(({ totals }) => totals),
      places: ([] as number[]).concat(...met.map(({ own }) => own)),
    };
  }

  /** Finds who stands in which group of this key, so that nobody waits for it later. */
  find(key: GroupKey): void {
    this.#membership(key);
  }

  #add(totals: Totals, place: number): void {
    this.#numbers ??= {
      durations: Float64Array.from(this.#rows, (row) => row.durationSeconds ?? 0),
      distances: Float64Array.from(this.#rows, (row) => row.distanceMeters ?? 0),
    };
    totals.flights += 1;
    totals.durationSeconds += this.#numbers.durations[place] ?? 0;
    totals.distanceMeters += this.#numbers.distances[place] ?? 0;
  }

  #membership(key: GroupKey): Membership {
    const known = this.#memberships.get(key) ?? findMembership(this.#rows, keysOf[key]);
    this.#memberships.set(key, known);
    return known;
  }
}

function findMembership(
  rows: readonly FlightRow[],
  keysOfRow: (row: FlightRow) => readonly string[],
): Membership {
  const numberOf = new Map<string, number>();
  const from = new Uint32Array(rows.length + 1);
  const numbers: number[] = [];
  for (const [place, row] of rows.entries()) {
    for (const key of keysOfRow(row)) {
      const number = numberOf.get(key) ?? numberOf.size;
      numberOf.set(key, number);
      numbers.push(number);
    }
    from[place + 1] = numbers.length;
  }
  return { keys: [...numberOf.keys()], from, numbers };
}

function emptyTotals(): Totals {
  return { flights: 0, durationSeconds: 0, distanceMeters: 0 };
}
