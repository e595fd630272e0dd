import { expect, test } from "vitest";
import { boundsAround } from "./bounds-around.ts";

const places = (...longitudes: number[]) =>
  longitudes.map((longitude, at) => ({ longitude, latitude: at }));

test.each([
  ["on one side of the date line", [10, -5, 20], [-5, 20]],
  ["on both sides of it", [179.9, -179.8, 178], [178, 180.2]],
  ["over the date line though zero lies between, as that is shorter", [140, -120], [140, 240]],
  ["at one place", [7], [7, 7]],
] as const)("places %s have the smallest frame", (_, longitudes, [west, east]) => {
  const corners = boundsAround(places(...longitudes));
  expect(corners?.map(([x]) => Math.round(x * 10) / 10)).toEqual([west, east]);
  expect(corners?.map(([, y]) => y)).toEqual([0, longitudes.length - 1]);
});

test("no places have no frame", () => {
  expect(boundsAround([])).toBeUndefined();
});
