import fc from "fast-check";
import { expect, test } from "vitest";
import type { Listed } from "./flight-list.ts";
import { reconcile } from "./reconcile.ts";

const noon = Date.UTC(2024, 4, 1, 12);
const minute = 60_000;
const list = (...flights: Partial<Listed>[]) => [
  {
    name: "list.csv",
    flights: flights.map((flight, at) => ({
      line: at + 2,
      startMs: noon,
      isZoneOpen: true,
      durationSeconds: 600,
      ...flight,
    })),
  },
];
const here = (id: string, ms: number, durationSeconds: number | null = 600) => ({
  id,
  startedAt: new Date(noon + ms).toISOString(),
  durationSeconds,
});
const ids = (found: readonly { readonly flight: string }[]) => found.map(({ flight }) => flight);

test.each([
  ["to the minute", {}, 40_000, 600],
  ["of another zone", {}, -330 * minute, 598],
  ["whose length nobody knows", {}, 0, null],
  ["whose length the list does not say", { durationSeconds: undefined as never }, 0, 300],
] as const)("a line is found as a flight %s", (_, listed, ms, seconds) => {
  const { found, missing, expected } = reconcile(list(listed), [here("a", ms, seconds)]);
  expect({ found: ids(found), missing, expected }).toEqual({
    found: ["a"],
    missing: [],
    expected: 1,
  });
});

test.each([
  ["much later", {}, 10 * minute, 600],
  ["of another length", {}, 0, 900],
  ["of another zone, where the list names its own", { isZoneOpen: false }, 60 * minute, 600],
  ["a day later", {}, 24 * 60 * minute, 600],
] as const)("a line is missing where the only flight is %s", (_, listed, ms, seconds) => {
  const { found, missing } = reconcile(list(listed), [here("a", ms, seconds)]);
  expect(found).toEqual([]);
  expect(missing).toHaveLength(1);
});

test("no flight stands for two lines, and the nearer one has it", () => {
  const { found, missing } = reconcile(list({}, { startMs: noon + 50_000 }), [here("a", 0)]);
  expect(found).toMatchObject([{ listed: { line: 2 }, flight: "a" }]);
  expect(missing).toMatchObject([{ line: 3 }]);
});

test("every line is found once or missing once", () => {
  const some = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 200 }), seconds: fc.integer({ min: 0, max: 900 }) }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(some, some, (lines, flights) => {
      const lists = list(
        ...lines.map(({ at, seconds }) => ({
          startMs: noon + at * minute,
          durationSeconds: seconds,
        })),
      );
      const { expected, found, missing } = reconcile(
        lists,
        flights.map(({ at, seconds }, number) => here(`${number}`, at * minute, seconds)),
      );
      expect(expected).toBe(lines.length);
      const told = [...found.map(({ listed }) => listed), ...missing];
      expect(new Set(told)).toEqual(new Set(lists[0]?.flights));
      expect(told).toHaveLength(expected);
      expect(new Set(ids(found)).size).toBe(found.length);
    }),
  );
});
