import { expect, test } from "vitest";
import { flightListQueryOf } from "../testing/queries.ts";
import { makeRows } from "../testing/made-rows.ts";
import { FlightIndex } from "./flight-index.ts";

const rows = [...makeRows(500)];
const index = new FlightIndex();
index.put(rows.map((row) => ({ row, notes: row.id === rows[7]?.id ? "Over the old Mill" : "" })));

const list = (query: Record<string, string>) => index.list(flightListQueryOf(query));
const idsOf = (query: Record<string, string>) =>
  list({ limit: "1000", ...query }).flights.map(({ id }) => id);

test.each(["durationSeconds", "distanceMeters", "maxHeightMeters", "maxRangeMeters"] as const)(
  "%s orders as comparing the numbers would, the unknown first",
  (key) => {
    const values = list({ sort: key, order: "ascending", limit: "1000" }).flights.map(
      (row) => row[key] ?? -1,
    );
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(idsOf({ sort: key, order: "descending" })).toEqual(
      idsOf({ sort: key, order: "ascending" }).reverse(),
    );
  },
);

test("dates order as dates", () => {
  const dates = list({ sort: "startedAt", order: "ascending", limit: "1000" }).flights.map(
    (row) => row.startedAt,
  );
  expect(dates).toEqual([...dates].sort());
});

test("names order as people order them, numbers in them as numbers", () => {
  const names = list({ sort: "aircraft", order: "ascending", limit: "1000" }).flights.map(
    (row) => row.aircraft.name,
  );
  expect(names.indexOf("Made 9")).toBeLessThan(names.indexOf("Made 10"));
});

test("a window is a part of the whole list, and totals speak of all that match", () => {
  const whole = idsOf({});
  const window = list({ offset: "20", limit: "5" });
  expect(window.flights.map(({ id }) => id)).toEqual(whole.slice(20, 25));
  expect(window.totals.flights).toBe(500);
  expect(window.totals.durationSeconds).toBeCloseTo(
    rows.reduce((sum, row) => sum + (row.durationSeconds ?? 0), 0),
  );
});

test.each([
  [
    "text, every word of it",
    { text: "survey mini" },
    (row) => row.tags.includes("survey") && row.aircraft.model === "Mini 2",
  ],
  ["notes", { text: "old mill" }, (row) => row.id === rows[7]?.id],
  ["pilots", { pilot: "Ada,Ben" }, (row) => row.pilot === "Ada" || row.pilot === "Ben"],
  ["locked logs", { needsKeys: "true" }, (row) => row.needsKeys],
  ["sensitivity", { sensitivity: "confidential" }, (row) => row.sensitivity === "confidential"],
  [
    "a time, its end not included",
    { from: "2018-01-01T00:00:00Z", to: "2019-01-01T00:00:00Z" },
    (row) => row.startedAt?.startsWith("2018") ?? false,
  ],
] as [string, Record<string, string>, (row: (typeof rows)[number]) => boolean][])(
  "filters by %s",
  (_, query, matches) => {
    const expected = rows.filter(matches).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(idsOf(query).sort()).toEqual(expected.sort());
  },
);

test("groups stand together, each with its totals; a flight without a group is in the empty one", () => {
  const { groups, flights } = list({ group: "pilot", limit: "1000" });
  expect(groups?.map(({ key }) => key).sort()).toEqual(["", "Ada", "Ben", "Cleo"]);
  let at = 0;
  for (const { key, flights: count } of groups ?? []) {
    expect(flights.slice(at, at + count).every(({ pilot }) => (pilot ?? "") === key)).toBe(true);
    at += count;
  }
  expect(at).toBe(500);
});

test("a changed flight moves, a removed one is gone", () => {
  const own = new FlightIndex();
  own.put(rows.slice(0, 3).map((row) => ({ row, notes: "" })));
  const [first, second] = rows;
  if (!first || !second) throw new Error("no rows");
  own.put([{ row: { ...first, durationSeconds: 99_999 }, notes: "" }]);
  own.remove([second.id]);
  const left = own.list(flightListQueryOf({ sort: "durationSeconds" })).flights;
  expect(left.map(({ id }) => id)[0]).toBe(first.id);
  expect(left).toHaveLength(2);
  expect(own.get(second.id)).toBeUndefined();
});

test("facets count what occurs", () => {
  const { tags, pilots, aircraft } = index.facets();
  expect(tags).toEqual([
    { key: "survey", label: "survey", flights: rows.filter((row) => row.tags.length > 0).length },
  ]);
  expect(pilots.map(({ key }) => key).sort()).toEqual(["Ada", "Ben", "Cleo"]);
  expect(aircraft.reduce((sum, { flights }) => sum + flights, 0)).toBe(500);
});
