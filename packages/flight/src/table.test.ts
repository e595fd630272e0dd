import fc from "fast-check";
import { expect, test } from "vitest";
import { isMissing, labelAt, rowAt, valueAt, valuesOf, type Series } from "./table.ts";

const series = (values: Series["values"], more: Partial<Series> = {}): Series => ({
  source: "T.s",
  unit: "m",
  values,
  scale: 1,
  offset: 0,
  ...more,
});

test("a tenth of a whole number is the nearest number there is", () => {
  const tenths = series(Int16Array.of(211, -3, 1), { scale: 0.1 });
  expect([...valuesOf(tenths)]).toEqual([21.1, -0.3, 0.1]);
});

test("scale and offset give the value, and missing gives none", () => {
  const kelvin = series(Uint16Array.of(2982, 0), { scale: 0.1, offset: -273.15, missing: 0 });
  expect(valueAt(kelvin, 0)).toBeCloseTo(25.05, 10);
  expect(valueAt(kelvin, 1)).toBeNaN();
  expect(valueAt(kelvin, 2)).toBeNaN();
});

test("64-bit integers have values and missing ones too", () => {
  const long = series(BigInt64Array.of(5n, -1n), { missing: -1n });
  expect([...valuesOf(long)]).toEqual([5, Number.NaN]);
  expect(isMissing(long, -1n)).toBe(true);
});

test("a label is what the value is called, where it is called anything", () => {
  const modes = series(Uint8Array.of(1, 2, 9), { labels: { 1: "one", 9: "nine" }, missing: 9 });
  expect([0, 1, 2, 3].map((row) => labelAt(modes, row))).toEqual([
    "one",
    undefined,
    undefined,
    undefined,
  ]);
});

test("the row at a time is the last one that is not later", () => {
  const times = fc.array(fc.nat(50), { maxLength: 30 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.integer({ min: -2, max: 52 }), (all, time) => {
      expect(rowAt(Float64Array.from(all), time)).toBe(all.findLastIndex((one) => one <= time));
    }),
  );
});
