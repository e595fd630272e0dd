import { setTimeout as pause } from "node:timers/promises";
import type { FlightOffer } from "@homepoint/api";
import type { SameFlight } from "@homepoint/flight";
import type { FlightBook } from "./flight-book.ts";
import { findNewestFirst } from "./find-newest-first.ts";
import { searchAway } from "./search-away.ts";

/** After a search it rests for five times as long, and for no more than this. */
const longestRestMs = 3000;
/** So many are compared in milliseconds, and need no thread of their own. */
const few = 500;

/** Flights that look like one: found when asked for, kept nowhere, and found again after a change. */
export class Offers {
  readonly #flights: FlightBook;
  #found: readonly SameFlight[] = [];
  readonly #closing = new AbortController();
  #version = -1;
  #restsUntil = 0;
  #finding: Promise<readonly SameFlight[]> | undefined;

  constructor(flights: FlightBook) {
    this.#flights = flights;
  }

  /** Newest first. While logs come in one after the other, whoever asks waits for a moment. */
  find(): Promise<readonly SameFlight[]> {
    if (this.#version === this.#flights.version) return Promise.resolve(this.#found);
    this.#finding ??= this.#findAgain().finally(() => {
      this.#finding = undefined;
    });
    return this.#finding;
  }

  /** Whoever waits is told that the hub is being locked. */
  close(): void {
    this.#closing.abort();
  }

  async #findAgain(): Promise<readonly SameFlight[]> {
    const waitMs = this.#restsUntil - performance.now();
    if (waitMs > 0) await pause(waitMs, undefined, { ref: false });
    const begun = performance.now();
    const flights = this.#flights;
    const { version } = flights;
    const searched = { sightings: flights.sightings(), ...flights.decided() };
    this.#found =
      flights.size > few
        ? await searchAway(searched, this.#closing.signal)
        : findNewestFirst(searched);
    this.#version = version;
    const ended = performance.now();
    this.#restsUntil = ended + Math.min(5 * (ended - begun), longestRestMs);
    return this.#found;
  }
}

type Asked = { readonly offset: number; readonly limit: number };
type Parts = { readonly flights: FlightBook; readonly offers: Offers };

export async function listOffers({ flights, offers }: Parts, { offset, limit }: Asked) {
  const found = await offers.find();
  return {
    total: found.length,
    sure: found.filter(({ confidence }) => confidence === "sure").length,
    offers: found.slice(offset, offset + limit).flatMap((same) => describe(same, flights) ?? []),
  };
}

/** Undefined where one of them is gone since. */
function describe(same: SameFlight, flights: FlightBook): FlightOffer | undefined {
  const sets = new Map<string, string[]>();
  for (const id of same.flights) {
    const shown = flights.find(id)?.id;
    if (shown === undefined) return undefined;
    sets.set(shown, [...(sets.get(shown) ?? []), id]);
  }
  if (sets.size < 2) return undefined;
  return {
    flights: Array.from(sets.keys(), (id) => flights.get(id)),
    sets: [...sets.values()],
    confidence: same.confidence,
    grounds: same.grounds.map((ground) => ({ ...ground })),
  };
}
