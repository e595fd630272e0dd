import { routes } from "@homepoint/api";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isFiltered,
  readFlightSearch,
  toFilter,
  toListQuery,
  withoutFilters,
} from "./flight-search.ts";

const anything = fc.dictionary(
  fc.constantFrom("text", "from", "to", "aircraft", "tag", "sensitivity", "sort", "group", "view"),
  fc.oneof(
    fc.string(),
    fc.constantFrom("2024-02-30", "2024-06-30", "secret,open", "map"),
    fc.nat(),
  ),
);

test("whatever an address says, the hub understands the question made of it", () => {
  fc.assert(
    fc.property(anything, (raw) => {
      const search = readFlightSearch(raw);
      const asked = routes.listFlights.query.safeParse(toListQuery(search));
      expect(asked.error).toBeUndefined();
      expect(readFlightSearch(search)).toEqual(search);
    }),
  );
});

test("both days of a range are included", () => {
  expect(toFilter({ from: "2024-02-28", to: "2024-02-29" })).toEqual({
    from: "2024-02-28T00:00:00Z",
    to: "2024-03-01T00:00:00Z",
  });
});

test("a day that does not exist is no filter", () => {
  expect(readFlightSearch({ from: "2024-13-01", to: "soon" })).toEqual({});
});

test("sorting and grouping are no filters, and stay when filters go", () => {
  const view = { sort: "pilot", group: "month", view: "map" } as const;
  expect(isFiltered(view)).toBe(false);
  expect(isFiltered({ ...view, damaged: "true" })).toBe(true);
  expect(withoutFilters({ ...view, text: "a", tag: "b" })).toEqual(view);
});
