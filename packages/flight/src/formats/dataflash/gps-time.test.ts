import { expect, test } from "vitest";
import { utcOfGps } from "./gps-time.ts";

// Moments whose UTC is known: leap seconds come in at the end of a half-year.
test.each([
  [2446, 19_833_000, "2026-11-22T05:30:15.000Z"],
  [1930, 18_000, "2017-01-01T00:00:00.000Z"],
  [1930, 16_999, "2016-12-31T23:59:59.999Z"],
  [1851, 259_217_000, "2015-07-01T00:00:00.000Z"],
])("week %i and %i ms are %s", (week, ms, utc) => {
  expect(new Date(utcOfGps(week, ms)).toISOString()).toBe(utc);
});

test.each([
  [0, 0],
  [65_535, 0],
  [2000, -1],
  [2000, 604_800_000],
  [Number.NaN, 0],
])("week %d and %d ms are no time", (week, ms) => {
  expect(utcOfGps(week, ms)).toBeNaN();
});
