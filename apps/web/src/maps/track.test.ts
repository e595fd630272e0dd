import type { Table } from "@homepoint/flight";
import { expect, test } from "vitest";
import { rangeOf, trackFrom } from "./track.ts";

function table(latitudes: number[], longitudes: number[]): Table {
  const series = (name: "latitude" | "longitude" | "height", values: number[]) => ({
    source: name,
    name,
    unit: "deg" as const,
    values: Float64Array.from(values),
    scale: 1,
    offset: 0,
  });
  return {
    name: "TRACK",
    instance: 0,
    times: Float64Array.from(latitudes, (_, at) => at),
    series: [
      series("latitude", latitudes),
      series("longitude", longitudes),
      series(
        "height",
        latitudes.map((_, at) => 10 * at),
      ),
    ],
  };
}

test("rows without a position are left out, with all that belongs to them", () => {
  const track = trackFrom(table([1, Number.NaN, 0, 2], [5, 6, 0, 7]));
  expect(track).toMatchObject({
    times: Float64Array.from([0, 3]),
    latitudes: Float64Array.from([1, 2]),
    height: Float64Array.from([0, 30]),
  });
  expect(trackFrom(table([0, Number.NaN], [0, 1]))).toBeUndefined();
  expect(trackFrom(undefined)).toBeUndefined();
});

test("a track over the date line does not run around the world", () => {
  const east = trackFrom(table([1, 1, 1, 1], [179.9, -179.9, -179.8, 179.9]));
  expect([...(east?.longitudes ?? [])].map((x) => Math.round(x * 10) / 10)).toEqual([
    179.9, 180.1, 180.2, 179.9,
  ]);
});

test("what is the same everywhere has no range", () => {
  expect(rangeOf(Float64Array.from([Number.NaN, 3, 1]))).toEqual([1, 3]);
  expect(rangeOf(Float64Array.from([2, 2, Number.NaN]))).toBeUndefined();
  expect(rangeOf(new Float64Array())).toBeUndefined();
});
