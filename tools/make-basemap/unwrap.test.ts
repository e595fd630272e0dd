import { expect, test } from "vitest";
import { unwrapRing } from "./unwrap.ts";

test("a ring that keeps to its side of the date line stays as it is", () => {
  const ring = [
    [10, 0],
    [20, 0],
    [20, 10],
    [10, 0],
  ];
  expect(unwrapRing(ring)).toEqual(ring);
});

test("a ring over the date line goes on instead of running around the world", () => {
  const ring = [
    [179, 0],
    [-179, 0],
    [-179, 1],
    [179, 1],
    [179, 0],
  ];
  expect(unwrapRing(ring).map(([x]) => x)).toEqual([179, 181, 181, 179, 179]);
});

test("a ring around a pole is closed along it", () => {
  const ring = [
    [0, -70],
    [120, -75],
    [-120, -72],
    [0, -70],
  ];
  expect(unwrapRing(ring)).toEqual([
    [0, -70],
    [120, -75],
    [240, -72],
    [360, -70],
    [360, -90],
    [0, -90],
    [0, -70],
  ]);
});
