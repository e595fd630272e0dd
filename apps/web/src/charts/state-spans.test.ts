import { expect, test } from "vitest";
import { stateSpans, stateText } from "./state-spans.ts";

const line = (values: number[], high?: number[]) => ({
  key: "mode",
  title: "Mode",
  unit: "",
  digits: 0,
  times: Float64Array.from(values, (_, at) => at),
  low: Float64Array.from(values),
  ...(high && { high: Float64Array.from(high) }),
});

test("equal values next to each other are one stretch, the last holds to the end", () => {
  expect(stateSpans(line([2, 2, 3, 2]), 9)).toEqual([
    { from: 0, to: 2, value: 2, most: 2 },
    { from: 2, to: 3, value: 3, most: 3 },
    { from: 3, to: 9, value: 2, most: 2 },
  ]);
});

test("where nothing is said, there is a gap", () => {
  expect(stateSpans(line([1, Number.NaN, 1]), 3)).toEqual([
    { from: 0, to: 1, value: 1, most: 1 },
    { from: 2, to: 3, value: 1, most: 1 },
  ]);
});

test("a thinned stretch of several values is told as such", () => {
  const [first, second] = stateSpans(line([1, 1], [1, 4]), 2);
  const labels = { 1: "Manual", 4: "Return" };
  expect(first && stateText(first, labels)).toBe("Manual");
  expect(second && stateText(second, labels)).toBe("Manual … Return");
  expect(stateText({ value: 7, most: 7 }, labels)).toBe("7");
});
