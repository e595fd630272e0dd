import { expect, test } from "vitest";
import { believeStamps } from "./stamps.ts";

const start = 1_700_000_000e6;
const seconds = (...values: readonly number[]) =>
  Float64Array.from(values, (value) => start + value * 1e6);
const read = (stamps: Float64Array) => [...believeStamps(stamps).seconds];

test.each([
  ["time passes", [0, 1, 2.5], [0, 1, 2.5]],
  ["rows overtake each other by less than a second", [0, 1, 0.5, 2], [0, 1, 0.5, 2]],
  ["a time is damaged, ahead", [0, 1, 5000, 2, 3, 4], [0, 1, 1, 2, 3, 4]],
  ["a time is damaged, back", [0, 1, -5000, 2, 3, 4], [0, 1, 1, 2, 3, 4]],
  ["the first time is damaged", [9000, 0, 1, 2, 3], [0, 0, 1, 2, 3]],
  ["the last time is damaged", [0, 1, 2, 9e6], [0, 1, 2, 2]],
  ["nothing is heard for an hour", [0, 1, 3601, 3602, 3603], [0, 1, 3601, 3602, 3603]],
  ["the clock is set back", [0, 1, -5000, -4999, -4998, -4997], [0, 1, 1, 2, 3, 4]],
  ["the clock is set ahead by years", [0, 1, 9e7, 9e7 + 1, 9e7 + 2], [0, 1, 1, 2, 3]],
])("%s", (_, stamps, expected) => {
  expect(read(seconds(...stamps))).toEqual(expected);
});

test("a row that states no time was written with the one before", () => {
  expect(read(Float64Array.of(start, start + 1e6, Number.NaN, start + 3e6))).toEqual([0, 1, 1, 3]);
});

test("there may be no time at all", () => {
  expect(believeStamps(Float64Array.of(Number.NaN, Number.NaN)).firstMicros).toBeUndefined();
  expect(believeStamps(new Float64Array()).seconds).toEqual(new Float64Array());
});
