import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  plans,
  realFile,
  writeCsv,
  writeDjiLog,
  writeSrt,
  fly,
  writeGpx,
} from "@homepoint/testdata";
import type { Clock } from "../flight.ts";
import { openLog } from "../read-log.ts";
import { summarize } from "../summary/summarize.ts";
import { findSameFlights } from "./find-same-flights.ts";
import type { Sighting } from "./sighting.ts";

const minute = 60_000;
const noon = Date.UTC(2024, 4, 1, 12);

function made(id: string, more: Partial<Sighting> = {}): Sighting {
  return {
    id,
    log: id,
    format: "dji-txt",
    needsKeys: false,
    clock: "app",
    aircraft: { serial: "SERIAL0001" },
    startedAt: new Date(noon).toISOString(),
    durationSeconds: 600,
    distanceMeters: 2000,
    maxRangeMeters: 400,
    takeoff: { latitude: 47.1, longitude: 8.2 },
    rows: 6001,
    ...more,
  };
}

const at = (ms: number) => ({ startedAt: new Date(noon + ms).toISOString() });
const strange = { aircraft: {} };
const groups = (...sightings: Sighting[]) =>
  findSameFlights(sightings).map(({ flights }) => flights);

describe("one flight", () => {
  test.each([
    [
      "aircraft and controller, a few seconds apart",
      made("b", { ...at(4000), format: "ulog" }),
      "same-aircraft",
      "sure",
    ],
    ["a table made of it", made("b", { format: "airdata-csv", ...strange }), "export", "sure"],
    [
      "a track that begins with the first fix",
      made("b", { format: "gpx", ...strange, ...at(11_000), durationSeconds: 589, rows: 5890 }),
      "export",
      "likely",
    ],
    [
      "a film within it",
      made("b", {
        format: "dji-srt",
        clock: "camera",
        ...strange,
        ...at(2 * minute),
        durationSeconds: 90,
        rows: 2700,
      }),
      "film",
      "sure",
    ],
    [
      "a film whose clock shows another zone",
      made("b", {
        format: "dji-srt",
        clock: "camera",
        ...strange,
        ...at(152 * minute),
        durationSeconds: 90,
        rows: 2700,
      }),
      "film",
      "likely",
    ],
    [
      "a table with local times",
      made("b", { format: "dronelog-csv", ...strange, ...at(330 * minute) }),
      "export",
      "likely",
    ],
    [
      "a ground station's log of it",
      made("b", {
        format: "mavlink-tlog",
        ...strange,
        ...at(-5000),
        durationSeconds: 610,
        rows: 2400,
      }),
      "same-place",
      "likely",
    ],
    [
      "a track that says where, not when",
      made("b", {
        format: "kml",
        clock: "unknown",
        ...strange,
        startedAt: undefined,
        durationSeconds: undefined,
        maxRangeMeters: 399.5,
        distanceMeters: 1970,
        rows: 1000,
      }),
      "same-track",
      "likely",
    ],
  ] as const)("is offered: %s", (_, other, reason, confidence) => {
    const [offer, ...more] = findSameFlights([made("a"), other]);
    expect(more).toEqual([]);
    expect(offer?.flights).toEqual(["a", "b"]);
    expect(offer).toMatchObject({ confidence, grounds: [{ one: "a", other: "b", reason }] });
  });

  test("a locked log without a place and its export: same start, as many rows", () => {
    const locked = made("a", {
      needsKeys: true,
      takeoff: undefined,
      maxRangeMeters: undefined,
      durationSeconds: 588,
    });
    const [offer] = findSameFlights([locked, made("b", { format: "dronelog-csv", ...strange })]);
    expect(offer).toMatchObject({
      flights: ["b", "a"],
      confidence: "sure",
      grounds: [{ reason: "export", sameRows: 6001, shiftSeconds: 0 }],
    });
  });

  test("all that tells of it is one offer, with films that do not meet each other", () => {
    const film = (id: string, from: number) =>
      made(id, {
        format: "dji-srt",
        clock: "camera",
        ...strange,
        ...at(from),
        durationSeconds: 60,
        rows: 60,
      });
    expect(
      groups(
        film("d", 5 * minute),
        made("b", { format: "airdata-csv", ...strange }),
        made("a"),
        film("c", minute),
      ),
    ).toEqual([["a", "b", "c", "d"]]);
  });
});

describe("two flights", () => {
  test.each([
    ["of two aircraft", made("b", { aircraft: { serial: "SERIAL0002" } })],
    ["of one log", made("a-2", { log: "a" })],
    ["one after the other", made("b", at(11 * minute))],
    [
      "at two places",
      made("b", { ...strange, format: "airdata-csv", takeoff: { latitude: 47.2, longitude: 8.2 } }),
    ],
    [
      "side by side, of one kind",
      made("b", { ...strange, ...at(20_000), rows: 5801, durationSeconds: 580 }),
    ],
    [
      "of equal missions that start by the clock",
      made("b", { format: "airdata-csv", ...strange, ...at(30 * minute), rows: 6040 }),
    ],
    [
      "and a film that begins after it",
      made("b", {
        format: "dji-srt",
        clock: "camera",
        ...strange,
        ...at(10.5 * minute),
        durationSeconds: 200,
      }),
    ],
    [
      "and a film elsewhere",
      made("b", {
        format: "dji-srt",
        clock: "camera",
        ...strange,
        ...at(minute),
        durationSeconds: 60,
        takeoff: { latitude: 47.12, longitude: 8.2 },
      }),
    ],
  ])("stay two: %s", (_, other) => {
    expect(groups(made("a"), other)).toEqual([]);
  });

  test("stay two although a third log fits both", () => {
    const station = made("c", { format: "mavlink-tlog", ...strange });
    const offers = groups(made("a"), made("b", { aircraft: { serial: "SERIAL0002" } }), station);
    expect(offers).toHaveLength(1);
    expect(offers[0]).toHaveLength(2);
  });
});

describe("what people decided", () => {
  const trio = [made("a"), made("b", { format: "airdata-csv" }), made("c", { format: "gpx" })];

  test("is not offered again", () => {
    expect(findSameFlights(trio, { same: [["a", "b", "c"]], different: [] })).toEqual([]);
    const [offer, ...more] = findSameFlights(trio, { same: [["a", "b"]], different: [] });
    expect(more).toEqual([]);
    expect(offer?.flights).toEqual(["a", "b", "c"]);
  });

  test("parts what would come together by a third", () => {
    const offers = findSameFlights(trio, { same: [], different: [["a", "b"]] });
    expect(offers).toHaveLength(1);
    expect(new Set(offers[0]?.flights)).not.toEqual(new Set(["a", "b", "c"]));
    expect(
      findSameFlights(trio, {
        same: [],
        different: [
          ["a", "b"],
          ["a", "c"],
          ["b", "c"],
        ],
      }),
    ).toEqual([]);
  });
});

const formats = ["dji-txt", "ulog", "mavlink-tlog", "airdata-csv", "gpx", "kml", "dji-srt"];
const someSighting = fc.record({
  format: fc.constantFrom(...formats),
  needsKeys: fc.boolean(),
  clock: fc.constantFrom<Clock>("app", "camera", "local", "gps", "unknown"),
  aircraft: fc.record({ serial: fc.constantFrom(undefined, "SERIAL0001", "SERIAL0002") }),
  startedAt: fc.option(
    fc
      .integer({ min: 0, max: 40 })
      .map((step) => new Date(noon + step * 7.5 * minute).toISOString()),
    { freq: 9 },
  ),
  durationSeconds: fc.option(fc.integer({ min: 0, max: 1200 }), { freq: 9 }),
  distanceMeters: fc.constantFrom(undefined, 1000, 1010),
  maxRangeMeters: fc.constantFrom(undefined, 300, 301),
  takeoff: fc.constantFrom(
    undefined,
    { latitude: 47.1, longitude: 8.2 },
    { latitude: 47.1, longitude: 8.5 },
  ),
  rows: fc.constantFrom(0, 600, 601),
});
const some = fc
  .array(someSighting, { maxLength: 12 })
  .map((all) =>
    all.map((one, number): Sighting => ({ ...one, id: `${number}`, log: `${number >> 1}` })),
  );

const byId = (all: readonly Sighting[]) => new Map(all.map((one) => [one.id, one]));

test("whatever is offered meets in time once shifted, and is of one aircraft and of several logs", () => {
  fc.assert(
    fc.property(some, (all) => {
      const of = byId(all);
      for (const { flights, grounds } of findSameFlights(all)) {
        const own = flights.map((id) => of.get(id) as Sighting);
        expect(new Set(own.map(({ log }) => log)).size).toBe(own.length);
        expect(new Set(own.flatMap(({ aircraft }) => aircraft.serial ?? [])).size).toBeLessThan(2);
        expect(grounds).toHaveLength(own.length - 1);
        for (const { one, other, shiftSeconds, reason } of grounds) {
          if (reason === "same-track") continue;
          const [a, b] = [of.get(one) as Sighting, of.get(other) as Sighting];
          const [from, start] = [
            Date.parse(a.startedAt ?? ""),
            Date.parse(b.startedAt ?? "") + shiftSeconds * 1000,
          ];
          const to = from + (a.durationSeconds ?? 0) * 1000;
          const end = start + (b.durationSeconds ?? 0) * 1000;
          expect(Math.min(to, end) - Math.max(from, start)).toBeGreaterThanOrEqual(-3000);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("the order of the sightings, and which of two comes first, make no difference", () => {
  const shuffled = some.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, mixed]) => {
      expect(findSameFlights(mixed)).toEqual(findSameFlights(all));
    }),
    { numRuns: 300 },
  );
});

test("nobody is in two offers, and what is decided is offered no more", () => {
  fc.assert(
    fc.property(some, (all) => {
      const offers = findSameFlights(all);
      const offered = offers.flatMap(({ flights }) => flights);
      expect(new Set(offered).size).toBe(offered.length);
      const same = offers.map(({ flights }) => flights);
      for (const { flights } of findSameFlights(all, { same, different: [] }))
        expect(same).not.toContainEqual(flights);
      const different = offers.flatMap(({ grounds }) =>
        grounds.map(({ one, other }): [string, string] => [one, other]),
      );
      const again = findSameFlights(all, { same: [], different }).flatMap(({ grounds }) => grounds);
      for (const { one, other } of again) expect(different).not.toContainEqual([one, other]);
    }),
    { numRuns: 200 },
  );
});

async function sighted(id: string, bytes: Uint8Array, name: string): Promise<Sighting> {
  const summary = summarize(await openLog(bytes, name), 0);
  if (!summary) throw new Error("no flight");
  return { ...summary, id, log: id };
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("made files", () => {
  const flight = fly(plans.dunes);
  const log = () => sighted("log", writeDjiLog(flight, { version: 12 }).bytes, "FlightRecord.txt");
  const locked = () =>
    sighted("log", writeDjiLog(flight, { version: 14 }).bytes, "FlightRecord.txt");

  test.each([
    "airdata feet",
    "airdata meters",
    "litchi",
    "dronelog",
    "flight reader",
    "txt log",
  ] as const)("a log and its table as %s", async (style) => {
    const table = await sighted("table", utf8(writeCsv(flight, style)), "export.csv");
    for (const original of [await log(), await locked()])
      expect(groups(original, table)).toHaveLength(1);
  });

  test("a log, its track and the subtitles of its film", async () => {
    const track = await sighted("track", utf8(writeGpx(flight, "1.1").text), "track.gpx");
    const film = await sighted("film", utf8(writeSrt(flight, "tags")), "DJI_0001.SRT");
    expect(groups(await log(), track, film)).toEqual([["log", "track", "film"]]);
  });
});

const airdata = "TheRobBrennan__air2s_Sep-5th-2021-07-48PM-Flight-Airdata";
const flights = "mavlink/arducopter-4.1.0-dev-sitl-mission";

describe("real files", () => {
  test.each([
    ["a log and its table", ["dji-txt/chrisvm__mavic2_0.txt", "dji-txt/chrisvm__test.csv"]],
    ["two copies", ["dji-txt/chrisvm__mavic2_9.txt", "dji-txt/chrisvm__phantom3_4.txt"]],
    [
      "table, track and line",
      [`csv/${airdata}.csv`, `track/${airdata}.gpx`, `track/${airdata}.kml`],
    ],
    ["aircraft and ground station", [`${flights}.BIN`, `${flights}.tlog`]],
  ])("%s", async (_, paths) => {
    const found = paths.map((path) => ({ path, bytes: realFile(path) }));
    const sightings: Sighting[] = [];
    for (const { path, bytes } of found)
      if (bytes) sightings.push(await sighted(path, bytes, path));
    if (sightings.length < paths.length) return; // said so already
    expect(groups(...sightings)).toEqual([paths]);
  });

  test("flights of years by one pilot from one place stay apart", async () => {
    const names = ["mavic2_0", "mavic2_12", "phantom3_6", "phantom4_0"];
    const sightings: Sighting[] = [];
    for (const name of names) {
      const bytes = realFile(`dji-txt/chrisvm__${name}.txt`);
      if (bytes) sightings.push(await sighted(name, bytes, name));
    }
    expect(groups(...sightings)).toEqual([]);
  });
});
