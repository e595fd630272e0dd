import type { Line } from "@homepoint/flight";
import { expect, test } from "vitest";
import { chartLine } from "./chart-lines.ts";

const values = Float64Array.from([0, 10, Number.NaN]);

function line(part: Partial<Line>): Line {
  const times = Float64Array.from([0, 1, 2]);
  const plain = { key: "OSD.x", source: "OSD.x", unit: "m", rowsPerPoint: 1 } as const;
  return { ...plain, times, low: values, high: values, ...part };
}

test("metres become feet where feet are wanted, and gaps stay gaps", () => {
  const shown = chartLine(line({}), { system: "imperial", title: "Height" });
  expect(shown).toMatchObject({ title: "Height", unit: "ft" });
  expect([...shown.low].map((value) => Math.round(value))).toEqual([0, 33, Number.NaN]);
  expect(shown.high).toBeUndefined();
});

test("a thinned line keeps its lowest and highest", () => {
  const high = Float64Array.from([1, 11, Number.NaN]);
  const shown = chartLine(line({ high, rowsPerPoint: 64 }), { system: "metric", title: "x" });
  expect(shown.high).toEqual(high);
});

test.each([
  [[1, 250, Number.NaN], 0],
  [[0.001, 0.75], 4],
  [[1200.5, 3], 0],
])("of numbers without a unit, %j, as many digits are told as they need", (low, digits) => {
  const of = { low: Float64Array.from(low), unit: "1" } as const;
  expect(chartLine(line(of), { system: "metric", title: "x" }).digits).toBe(digits);
});
