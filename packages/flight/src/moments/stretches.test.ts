import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { combine, holdAt, outermostOf, partsWithin, stretchesOf, type Line } from "./stretches.ts";

const line = (values: readonly number[], hertz = 1): Line => ({
  times: Float64Array.from(values, (_, row) => row / hertz),
  values: Float64Array.from(values),
});

describe("stretches beyond a bound", () => {
  test("begin with the first value beyond it and end with the first that is not", () => {
    expect(stretchesOf([line([0, 5, 7, 6, 1, 0])], { above: 4, seconds: 0 })).toEqual([
      { from: 1, to: 4, peak: 7 },
    ]);
  });

  test("go on between the two bounds, and begin nowhere there", () => {
    const found = stretchesOf([line([3, 3, 5, 3, 3, 1, 3])], { above: 4, until: 2, seconds: 0 });
    expect(found).toEqual([{ from: 2, to: 5, peak: 5 }]);
  });

  test("are below a bound as well", () => {
    const found = stretchesOf([line([9, 2, 3, 9])], { below: 4, seconds: 0 });
    expect(found).toEqual([{ from: 1, to: 3, peak: 2 }]);
  });

  test("are none where they are too short", () => {
    expect(stretchesOf([line([0, 5, 0], 10)], { above: 4, seconds: 0.2 })).toEqual([]);
  });

  test("close to each other are one, far from each other are two", () => {
    const near = line([5, 0, 6, 0, 0, 0, 0, 5], 1);
    expect(stretchesOf([near], { above: 4, seconds: 0 })).toEqual([
      { from: 0, to: 3, peak: 6 },
      { from: 7, to: 7, peak: 5 },
    ]);
  });

  test("do not reach over a silence", () => {
    const quiet = { times: Float64Array.of(0, 1, 60, 61), values: Float64Array.of(5, 5, 5, 0) };
    expect(stretchesOf([quiet], { above: 4, seconds: 0 })).toEqual([
      { from: 0, to: 3, peak: 5 },
      { from: 60, to: 61, peak: 5 },
    ]);
  });

  test("pass over values that are not known", () => {
    const found = stretchesOf([line([5, Number.NaN, 6, 0])], { above: 4, seconds: 0 });
    expect(found).toEqual([{ from: 0, to: 3, peak: 6 }]);
  });

  test("lie in order within the line, whatever it holds", () => {
    const values = fc.array(fc.oneof(fc.double(), fc.integer({ min: -5, max: 5 })), {
      maxLength: 200,
    });
    const bounds = fc.record({
      enter: fc.integer({ min: -4, max: 4 }),
      slack: fc.integer({ min: 0, max: 2 }),
      seconds: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(values, bounds, (made, { enter, slack, seconds }) => {
        const bound = { above: enter, until: enter - slack, seconds };
        let last = Number.NEGATIVE_INFINITY;
        for (const { from, to, peak } of stretchesOf([line(made)], bound)) {
          expect(from).toBeGreaterThan(last);
          expect(to - from).toBeGreaterThanOrEqual(seconds);
          expect(to).toBeLessThan(Math.max(1, made.length));
          expect(peak).toBeGreaterThan(enter);
          last = to;
        }
      }),
    );
  });
});

test("parts of a line hold just the rows of their spans", () => {
  const parts = partsWithin(line([0, 1, 2, 3, 4, 5]), [
    { from: 1, to: 2 },
    { from: 4.5, to: 9 },
    { from: 20, to: 30 },
  ]);
  expect(parts.map(({ values }) => [...values])).toEqual([[1, 2], [5]]);
});

test("a value holds until the next, but not for long", () => {
  const slow = { times: Float64Array.of(1, 10), values: Float64Array.of(7, 8) };
  const times = Float64Array.of(0, 1, 2.5, 5, 10);
  expect([...holdAt(slow, times)]).toEqual([Number.NaN, 7, 7, Number.NaN, 8]);
});

test("lines are combined at the times of the first, if none is absent", () => {
  const [a, b] = [line([1, 2, 3]), line([10, 20, 30])];
  expect([...(combine([a, b], (x, y) => x + y)?.values ?? [])]).toEqual([11, 22, 33]);
  expect(combine([a, undefined], (x, y) => x + y)).toBeUndefined();
});

test("the outermost of lines does not mind what is unknown", () => {
  const lines = [line([Number.NaN, 2, 3]), line([5, 1, Number.NaN])];
  expect([...(outermostOf(lines)?.values ?? [])]).toEqual([5, 2, 3]);
  expect([...(outermostOf(lines, -1)?.values ?? [])]).toEqual([5, 1, 3]);
});
