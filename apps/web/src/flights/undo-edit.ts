import type { MatchingFlight, FlightEdit } from "@homepoint/api";

export type BulkEdit = Pick<FlightEdit, "set" | "addTags" | "removeTags">;

const noTags = { addTags: [], removeTags: [] };

/** The edits that bring flights back to what they were before one was made. */
export function undoOf(edit: BulkEdit, before: readonly MatchingFlight[]): FlightEdit[] {
  return [
    ...undoSet("name", edit, before),
    ...undoSet("pilot", edit, before),
    ...undoSet("sensitivity", edit, before),
    ...edit.addTags.flatMap((tag) =>
      someFlights(
        before.filter(({ tags }) => !tags.includes(tag)),
        { ...noTags, set: {}, removeTags: [tag] },
      ),
    ),
    ...edit.removeTags.flatMap((tag) =>
      someFlights(
        before.filter(({ tags }) => tags.includes(tag)),
        { ...noTags, set: {}, addTags: [tag] },
      ),
    ),
  ];
}

function undoSet<Key extends "name" | "pilot" | "sensitivity">(
  key: Key,
  edit: BulkEdit,
  before: readonly MatchingFlight[],
): FlightEdit[] {
  if (edit.set[key] === undefined) return [];
  const byValue = Map.groupBy(before, (flight) => flight[key]);
  return [...byValue].flatMap(([value, flights]) =>
    someFlights(flights, { ...noTags, set: { [key]: value } }),
  );
}

function someFlights(flights: readonly MatchingFlight[], edit: BulkEdit): FlightEdit[] {
  return flights.length > 0 ? [{ ...edit, flights: flights.map(({ id }) => id) }] : [];
}
