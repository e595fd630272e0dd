import { findSameFlights, type Decided, type SameFlight, type Sighting } from "@homepoint/flight";

export type Searched = Decided & { readonly sightings: Iterable<Sighting> };

/** What `findSameFlights` finds, the newest first. */
export function findNewestFirst({ sightings, ...decided }: Searched): readonly SameFlight[] {
  const all = [...sightings];
  const starts = new Map(all.map(({ id, startedAt }) => [id, startedAt ?? ""]));
  return findSameFlights(all, decided)
    .map((same) => ({ same, at: starts.get(same.flights[0] ?? "") ?? "" }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ same }) => same);
}
