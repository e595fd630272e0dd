import fc from "fast-check";
import { expect, test } from "vitest";
import { makeListRows, type Group } from "./list-rows.ts";

const groupsOf = (sizes: readonly number[]): Group[] =>
  sizes.map((flights, at) => ({ key: String(at), flights, durationSeconds: 0, distanceMeters: 0 }));

test("without groups a row is a flight", () => {
  const rows = makeListRows(3, null);
  expect(rows.count).toBe(3);
  expect(rows.at(2)).toEqual({ kind: "flight", place: 2 });
  expect(rows.at(3)).toBeUndefined();
});

test("each group has its head, then its flights, and every flight is found again", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(sizes, (each) => {
      const rows = makeListRows(0, groupsOf(each));
      const expected = each.flatMap((size, group) => [
        `group ${group}`,
        ...Array.from({ length: size }, () => "flight"),
      ]);
      const seen = Array.from({ length: rows.count }, (_, row) => rows.at(row));
      expect(
        seen.map((row) => (row?.kind === "group" ? `group ${row.group.key}` : row?.kind)),
      ).toEqual(expected);
      const places = seen.flatMap((row) => (row?.kind === "flight" ? [row.place] : []));
      expect(places).toEqual(places.map((_, at) => at));
      for (const place of places)
        expect(rows.at(rows.rowOf(place))).toEqual({ kind: "flight", place });
    }),
  );
});
