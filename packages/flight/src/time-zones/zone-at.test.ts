import tzlookup from "@photostructure/tz-lookup";
import fc from "fast-check";
import { expect, test } from "vitest";
import { zoneAt } from "./zone-at.ts";

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });

test("every place is in the zone that the origin of the table says", () => {
  fc.assert(
    fc.property(latitude, longitude, (north, east) => {
      expect(zoneAt({ latitude: north, longitude: east })).toBe(tzlookup(north, east));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["Europe/Berlin", 52.52, 13.4],
  ["Asia/Kathmandu", 27.71, 85.32],
  ["America/St_Johns", 47.56, -52.71],
  ["Etc/GMT+3", 31.04, -40.12],
  ["Antarctica/McMurdo", -90, 0],
])("%s is where it is", (zone, north, east) => {
  expect(zoneAt({ latitude: north, longitude: east })).toBe(zone);
});

test("the edges of the map have a zone, and what is off it has none", () => {
  for (const north of [-90, 0, 90])
    for (const east of [-180, 180])
      expect(zoneAt({ latitude: north, longitude: east })).toBeDefined();
  expect(zoneAt({ latitude: 90.1, longitude: 0 })).toBeUndefined();
  expect(zoneAt({ latitude: 0, longitude: Number.NaN })).toBeUndefined();
});
