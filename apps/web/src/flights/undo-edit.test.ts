import { sensitivities, type FlightEdit, type MatchingFlight } from "@homepoint/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { undoOf, type BulkEdit } from "./undo-edit.ts";

const tags = fc.uniqueArray(fc.constantFrom("roof", "bridge", "dam"));
const pilot = fc.constantFrom(null, "Ada", "Grace");
const sensitivity = fc.constantFrom(null, ...sensitivities);
const flights = fc
  .array(fc.record({ name: fc.constantFrom(null, "First"), pilot, tags, sensitivity }))
  .map((all) =>
    all.map((flight, at): MatchingFlight => ({ ...flight, id: `${at}`, takeoff: null })),
  );
const edit = fc
  .record({ set: fc.record({ pilot, sensitivity }, { requiredKeys: [] }), touched: tags })
  .map(({ set, touched }): BulkEdit => {
    const [addTags, removeTags] = [touched.slice(0, 1), touched.slice(1)];
    return { set, addTags, removeTags };
  });

/** As the hub does it. */
function apply(before: readonly MatchingFlight[], made: FlightEdit): MatchingFlight[] {
  return before.map((flight) => {
    if (!made.flights.includes(flight.id)) return flight;
    const kept = flight.tags.filter((tag) => !made.removeTags.includes(tag));
    const { pilot: by = flight.pilot, sensitivity: level = flight.sensitivity } = made.set;
    return {
      ...flight,
      pilot: by,
      sensitivity: level,
      tags: [...new Set([...kept, ...made.addTags])],
    };
  });
}

const sorted = (all: readonly MatchingFlight[]) =>
  all.map((flight) => ({ ...flight, tags: flight.tags.toSorted() }));

test("an edit and its undoing leave every flight as it was", () => {
  fc.assert(
    fc.property(flights, edit, (before, made) => {
      const ids = before.map(({ id }) => id);
      const after = apply(before, { ...made, flights: ids });
      const back = undoOf(made, before).reduce(apply, after);
      expect(sorted(back)).toEqual(sorted(before));
    }),
  );
});
