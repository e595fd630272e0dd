import { realFile } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { withRealFiles } from "../../real-files.contract.ts";
import { openLog } from "../../read-log.ts";
import { summarizeFlight } from "../../summary/summarize.ts";
import { trackOf } from "../../summary/track.ts";
import { kindNames } from "./row-kinds.ts";

/** What other tools said of the same files. */
type Expected = {
  readonly logVersion: number;
  readonly startTimeUtc: string;
  readonly totalTimeS: number;
  readonly totalDistanceM: number;
  readonly maxHeightM: number;
  readonly recordCounts: Readonly<Record<string, number>>;
  readonly embeddedJpegs: number;
  readonly aircraftName: string;
  readonly osdRecords: number;
  readonly osdWithFix?: number;
  readonly firstFix?: readonly number[];
  readonly lastFix?: readonly number[];
  readonly bbox?: readonly number[];
  readonly keyStorageRecords?: number;
};

describe("the expected summaries of real logs", () => {
  withRealFiles("dji-txt", ".txt", (name, bytes) => {
    const json = realFile(`expected/dji-txt/${name}.summary.json`);
    if (!json) return test.skip(`${name} (its summary is absent)`, () => undefined);
    const expected = JSON.parse(new TextDecoder().decode(json)) as Expected;

    test(`${name} is read as expected`, async () => {
      const log = await openLog(bytes, name);
      const [flight] = log.flights;
      if (!flight) throw new Error("there is no flight");
      const tables = [...log.tables(0)];
      const summary = summarizeFlight(flight, tables);
      expect(flight.formatVersion).toBe(expected.logVersion);
      expect(summary.startedAt?.slice(0, 23)).toBe(
        expected.startTimeUtc.slice(0, 23).padEnd(23, ".000"),
      );
      expect(Math.abs((summary.durationSeconds ?? 0) - expected.totalTimeS)).toBeLessThan(0.5);
      expect(summary.maxHeightMeters).toBeCloseTo(expected.maxHeightM, 4);
      expect(summary.rows).toBe(expected.osdRecords);
      expect(flight.aircraft.name ?? "").toBe(expected.aircraftName);
      expect(flight.images).toHaveLength(expected.embeddedJpegs);
      expect(flight.damage).toEqual([]);
      expect(flight.stated.distanceMeters).toBeCloseTo(expected.totalDistanceM, 4);
      for (const [kind, count] of Object.entries(expected.recordCounts))
        // They did not count the row that some apps write behind the details.
        expect([count, count + 1]).toContain(flight.counts[kindNames[Number(kind)] ?? ""]);
      if (expected.bbox) {
        const { south, west, north, east } = summary.bounds ?? {};
        expectPlaces([south, west, north, east], expected.bbox);
        const track = trackOf(tables);
        expect(track?.rows).toHaveLength(expected.osdWithFix ?? -1);
        const at = (row: number | undefined) => [
          track?.latitudes[row ?? -1],
          track?.longitudes[row ?? -1],
        ];
        expectPlaces(at(track?.rows[0]), expected.firstFix?.slice(0, 2) ?? []);
        expectPlaces(at(track?.rows.at(-1)), expected.lastFix?.slice(0, 2) ?? []);
      } else {
        expect(flight.needsKeys).toBe(true);
        const [request] = flight.keyRequests;
        expect(request?.keychainsArray.flat().length).toBe(expected.keyStorageRecords);
      }
    });
  });
});

/** Degrees out of radians differ in the last bit by the order of multiplying. */
function expectPlaces(actual: readonly (number | undefined)[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, degrees] of expected.entries()) expect(actual[at]).toBeCloseTo(degrees, 12);
}
