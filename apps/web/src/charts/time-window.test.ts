import fc from "fast-check";
import { expect, test } from "vitest";
import { moveInside, zoomWindow } from "./time-window.ts";

const whole = { from: -2, to: 600 };
const time = fc.double({ min: -2, max: 600, noNaN: true });
const windows = fc
  .tuple(time, time)
  .filter(([a, b]) => Math.abs(a - b) > 1)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

test("zooming stays inside the flight and keeps a length that can be seen", () => {
  fc.assert(
    fc.property(
      windows,
      time,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (from, at, times) => {
        const around = Math.min(Math.max(at, from.from), from.to);
        const zoomed = zoomWindow(from, whole, { around, times });
        expect(zoomed.from).toBeGreaterThanOrEqual(whole.from - 1e-9);
        expect(zoomed.to).toBeLessThanOrEqual(whole.to + 1e-9);
        expect(zoomed.to - zoomed.from).toBeGreaterThanOrEqual(0.5 - 1e-9);
        expect(around).toBeGreaterThanOrEqual(zoomed.from - 1e-6);
        expect(around).toBeLessThanOrEqual(zoomed.to + 1e-6);
      },
    ),
  );
});

test("what hangs over an end is moved, not shortened", () => {
  expect(moveInside({ from: 590, to: 610 }, whole)).toEqual({ from: 580, to: 600 });
  expect(moveInside({ from: -10, to: 700 }, whole)).toEqual(whole);
});
