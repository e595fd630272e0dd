import type { FlightList, Listed } from "./flight-list.ts";

/** A flight that is here now. */
export type HereFlight = {
  readonly id: string;
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
};

export type FoundListed = { readonly listed: Listed; readonly flight: string };

/** What of the lists is here. Every line of a list is found, or missing. */
export type Reconciled = {
  readonly expected: number;
  readonly found: readonly FoundListed[];
  readonly missing: readonly Listed[];
};

/** Lists give minutes, and lengths from take-off to landing. */
const startSlackMs = 90_000;
const quarterMs = 900_000;
const mostZoneMs = 14 * 3_600_000;

/**
 * Compares lists with what is here: a line is a flight of about the same start and length; where the
 * list names no zone, its clock may be off by quarters of an hour. No flight stands for two lines.
 */
export function reconcile(
  lists: readonly FlightList[],
  flights: readonly HereFlight[],
): Reconciled {
  const here = new Here(flights);
  const listed = lists.flatMap((list) => list.flights).sort((a, b) => a.startMs - b.startMs);
  const found = new Map<Listed, string>();
  for (const find of [nearInTime, nearInAnyZone])
    for (const one of listed) {
      if (found.has(one)) continue;
      const flight = find(one, here);
      if (flight !== undefined) found.set(one, here.take(flight));
    }
  return {
    expected: listed.length,
    found: Array.from(found, ([one, flight]) => ({ listed: one, flight })),
    missing: listed.filter((one) => !found.has(one)),
  };
}

type Timed = { readonly id: string; readonly startMs: number; readonly seconds: number };

/** Flights that no line stands for yet, by their starts. */
class Here {
  readonly #flights: readonly Timed[];
  readonly #taken = new Set<string>();

  constructor(flights: readonly HereFlight[]) {
    this.#flights = flights
      .flatMap(({ id, startedAt, durationSeconds }) =>
        startedAt === null
          ? []
          : [{ id, startMs: Date.parse(startedAt), seconds: durationSeconds ?? Number.NaN }],
      )
      .sort((a, b) => a.startMs - b.startMs || (a.id < b.id ? -1 : 1));
  }

  *between(fromMs: number, toMs: number): Iterable<Timed> {
    let [low, high] = [0, this.#flights.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#flights[middle] as Timed).startMs < fromMs) low = middle + 1;
      else high = middle; // below the length
    }
    for (let at = low; at < this.#flights.length; at += 1) {
      const flight = this.#flights[at] as Timed; // below the length
      if (flight.startMs > toMs) return;
      if (!this.#taken.has(flight.id)) yield flight;
    }
  }

  take(id: string): string {
    this.#taken.add(id);
    return id;
  }
}

function nearInTime({ startMs, durationSeconds }: Listed, here: Here): string | undefined {
  return nearest(here.between(startMs - startSlackMs, startMs + startSlackMs), (flight) => ({
    isFitting: isAsLong(durationSeconds, flight.seconds, { seconds: 90, share: 0.2 }),
    gap: Math.abs(flight.startMs - startMs),
  }));
}

function nearInAnyZone(listed: Listed, here: Here): string | undefined {
  const { startMs, durationSeconds, isZoneOpen } = listed;
  if (!isZoneOpen || durationSeconds === undefined) return undefined;
  const reach = mostZoneMs + startSlackMs;
  return nearest(here.between(startMs - reach, startMs + reach), (flight) => {
    const apart = flight.startMs - startMs;
    const rest = Math.abs(apart - quarterMs * Math.round(apart / quarterMs));
    const isLong = isAsLong(durationSeconds, flight.seconds, { seconds: 5, share: 0.03 });
    return {
      isFitting: rest <= startSlackMs && isLong && !Number.isNaN(flight.seconds),
      gap: Math.abs(apart),
    };
  });
}

type Judge = (flight: Timed) => { readonly isFitting: boolean; readonly gap: number };

function nearest(flights: Iterable<Timed>, judge: Judge): string | undefined {
  let best: { readonly id: string; readonly gap: number } | undefined;
  for (const flight of flights) {
    const { isFitting, gap } = judge(flight);
    if (isFitting && gap < (best?.gap ?? Number.POSITIVE_INFINITY)) best = { id: flight.id, gap };
  }
  return best?.id;
}

type Slack = { readonly seconds: number; readonly share: number };

/** A length that is not known contradicts none. */
function isAsLong(listed: number | undefined, flown: number, { seconds, share }: Slack): boolean {
  if (listed === undefined || Number.isNaN(flown)) return true;
  return Math.abs(listed - flown) <= Math.max(seconds, share * Math.max(listed, flown));
}
