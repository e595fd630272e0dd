import fc from "fast-check";
import { expect, test } from "vitest";
import { metersPerDegree, metricGrid, roundStep } from "./metric-grid.ts";

test("steps are round and no smaller than asked", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e6, noNaN: true }), (meters) => {
      const step = roundStep(meters);
      expect(step).toBeGreaterThanOrEqual(meters * 0.999999);
      expect(step).toBeLessThan(meters * 2.6);
      expect(["1", "2", "5"]).toContain(step.toExponential()[0]);
    }),
  );
});

test("neighbouring lines are one step of metres apart", () => {
  const { step, lines } = metricGrid({ west: 10, south: 50, east: 10.02, north: 50.01 }, 15);
  expect(step).toBe(200);
  const latitudes = lines.map(([a, b]) => (a?.[1] === b?.[1] ? a?.[1] : undefined));
  const [first, second] = latitudes.filter((each) => each !== undefined);
  expect(((second ?? 0) - (first ?? 0)) * metersPerDegree).toBeCloseTo(step);
});

test("far out, and at the poles, there is no grid", () => {
  expect(metricGrid({ west: -10, south: -10, east: 10, north: 10 }, 4).lines).toEqual([]);
  expect(metricGrid({ west: 0, south: 88, east: 1, north: 90 }, 15).lines).toEqual([]);
});
