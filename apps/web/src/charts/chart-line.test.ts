import fc from "fast-check";
import { expect, test } from "vitest";
import { joinLines, placeAt, type ChartLine } from "./chart-line.ts";

function line(times: number[], low: number[], high?: number[]): ChartLine {
  return {
    key: "a",
    title: "a",
    unit: "m",
    digits: 1,
    times: Float64Array.from(times),
    low: Float64Array.from(low),
    ...(high ? { high: Float64Array.from(high) } : {}),
  };
}

test("lines of different times share one axis, each with its own points and gaps", () => {
  const joined = joinLines([line([0, 1, 3], [5, Number.NaN, 7]), line([1, 2], [1, 2], [3, 4])]);
  expect(joined.times).toEqual([0, 1, 2, 3]);
  expect(joined.values).toEqual([
    [5, null, undefined, 7],
    [undefined, 1, 2, undefined],
    [undefined, 3, 4, undefined],
  ]);
});

test("every point of every line stands at its own time", () => {
  const points = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { minLength: 1 });
  fc.assert(
    fc.property(points, points, (a, b) => {
      const lines = [a, b].map((times) => {
        const sorted = times.toSorted((x, y) => x - y);
        return line(
          sorted,
          sorted.map((time) => 2 * time),
        );
      });
      const { times, values } = joinLines(lines);
      expect(times).toEqual(times.toSorted((x, y) => x - y));
      lines.forEach(({ times: own }, number) => {
        const found = times.filter((_, at) => values[number]?.[at] !== undefined);
        expect(found).toEqual([...own]);
        expect(found.every((time) => values[number]?.[times.indexOf(time)] === 2 * time)).toBe(
          true,
        );
      });
    }),
  );
});

test("the place at a time is the last one not after it", () => {
  const times = Float64Array.from([0, 1, 1, 4]);
  expect([-1, 0, 0.5, 1, 3, 4, 9].map((time) => placeAt(times, time))).toEqual([
    -1, 0, 0, 2, 2, 3, 3,
  ]);
});
