import { utf8 } from "@homepoint/base";
import {
  chainsJson,
  fly,
  makeChain,
  makeSampleLogs,
  plans,
  sampleChains,
  writeDjiLog,
  writeSrt,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import type { Flight } from "../flight.ts";
import { parseKeyChains } from "../key-chains.ts";
import { openLog } from "../read-log.ts";
import type { Series, Table } from "../table.ts";
import { summarize, summarizeFlight } from "./summarize.ts";

const flown = fly(plans.point);
const { bytes } = writeDjiLog(flown, { version: 11, images: 2 });

async function summaryOf(log: Uint8Array, keys?: string) {
  const summary = summarize(await openLog(log, "made", keys ? parseKeyChains(keys) : undefined), 0);
  if (!summary) throw new Error("there is no flight");
  return summary;
}

describe("a readable log is measured", async () => {
  const summary = await summaryOf(bytes);
  const last = flown.samples.at(-1);

  test("by what was flown", () => {
    expect(summary.durationSeconds).toBeCloseTo(last?.seconds ?? 0, 2);
    expect(Math.abs((summary.distanceMeters ?? 0) - (last?.flown ?? 0))).toBeLessThan(2);
    const height = Math.max(...flown.samples.map((sample) => sample.height));
    expect(Math.abs((summary.maxHeightMeters ?? 0) - height)).toBeLessThan(0.06);
    const speed = Math.max(...flown.samples.map(({ north, east }) => Math.hypot(north, east)));
    expect(Math.abs((summary.maxSpeedMetersPerSecond ?? 0) - speed)).toBeLessThan(0.15);
    expect(summary.rows).toBe(flown.samples.length);
  });

  test("in the time of the place where it took off", () => {
    expect(summary.timeZone).toBe("Australia/Darwin");
    expect(summary.startedAtLocal).toBe("2024-05-02T15:42:09.250+09:30");
  });

  test("with where it was, and where it is at home", () => {
    const { bounds, home, takeoff, landing } = summary;
    expect(home?.latitude).toBeCloseTo(plans.point.latitude, 9);
    expect(takeoff?.longitude).toBeCloseTo(plans.point.longitude, 5);
    expect(landing?.longitude).toBeCloseTo(plans.point.longitude, 5);
    expect(bounds?.south).toBeLessThanOrEqual(
      Math.min(...flown.samples.map((one) => one.latitude)) + 1e-9,
    );
    expect(summary.maxRangeMeters).toBeGreaterThan(110);
  });

  test("with its charge, its photos and its pictures", () => {
    expect(summary.batteryStartPercent).toBe(95);
    expect(summary.batteryEndPercent).toBe(Math.floor(flown.samples.at(-1)?.charge ?? 0));
    expect(summary).toMatchObject({ photos: 3, images: 4, damage: 0, needsKeys: false });
  });

  test("as a picture of at most 64 points, which fills its frame one way", () => {
    const { picture } = summary;
    expect(picture.length).toBeLessThanOrEqual(128);
    expect(picture.length).toBeGreaterThan(60);
    expect(Math.min(...picture)).toBe(0);
    expect(Math.max(...picture)).toBe(255);
    expect(picture.every((value) => Number.isInteger(value))).toBe(true);
  });

  test("as plain JSON", () => {
    expect(JSON.parse(JSON.stringify(summary))).toEqual(JSON.parse(JSON.stringify(summary)));
    expect(JSON.parse(JSON.stringify(summary))).toMatchObject({ rows: summary.rows });
  });
});

test("a locked log has its header's word", async () => {
  const locked = makeSampleLogs().at(-1)?.bytes ?? new Uint8Array();
  const summary = await summaryOf(locked);
  const open = await summaryOf(locked, chainsJson(sampleChains));
  expect(summary.needsKeys).toBe(true);
  expect(summary.rows).toBe(open.rows);
  expect(summary.durationSeconds).toBeCloseTo(open.durationSeconds ?? 0, 1);
  expect(summary.distanceMeters).toBeCloseTo(open.distanceMeters ?? 0, 0);
  expect(summary.maxHeightMeters).toBeCloseTo(open.maxHeightMeters ?? 0, 0);
  expect(summary.takeoff?.latitude).toBeCloseTo(open.takeoff?.latitude ?? 0, 6);
  expect(summary.startedAtLocal).toBe(open.startedAtLocal);
  expect(summary.picture).toEqual([]);
});

test("a log of which a part is open has its header's word for the whole", async () => {
  const chains = [makeChain(1), makeChain(2)];
  const { bytes: twice } = writeDjiLog(flown, { version: 14, chains, reopenedAt: 400 });
  const [key] = parseKeyChains(chainsJson(chains));
  const log = await openLog(twice, "made", key && [key]);
  expect([...log.tables(0)][0]?.times.at(-1)).toBeLessThan(41);
  const summary = summarize(log, 0);
  const open = await summaryOf(twice, chainsJson(chains));
  expect(summary?.needsKeys).toBe(true);
  expect(summary?.durationSeconds).toBeCloseTo(open.durationSeconds ?? 0, 1);
  expect(summary?.distanceMeters).toBeCloseTo(open.distanceMeters ?? 0, 0);
  expect(summary?.maxHeightMeters).toBeCloseTo(open.maxHeightMeters ?? 0, 0);
});

test("subtitles have the time of the place, as their camera did not say a zone", async () => {
  const summary = await summaryOf(utf8(writeSrt(flown, "new-tags")));
  expect(summary).toMatchObject({
    clock: "camera",
    startedAtLocal: "2024-05-02T06:12:09.250+09:30",
    startedAt: "2024-05-01T20:42:09.250Z",
  });
});

const meter = 1 / 111_194.93;
const flight: Flight = {
  format: "made",
  needsKeys: false,
  keyRequests: [],
  clock: "unknown",
  aircraft: {},
  batteries: [],
  stated: {},
  images: [],
  counts: { OSD: 200 },
  positionKind: "OSD",
  moments: [],
  damage: [],
};

/** North by a metre each tenth of a second, but for some rows. */
function tableWith(odd: Readonly<Record<number, readonly [number, number]>>): Table {
  const rows = Array.from({ length: 200 }, (_, row) => odd[row] ?? [10 + row * meter, 20]);
  const whole = { scale: 1, offset: 0, missing: Number.NaN, unit: "deg" } as const;
  const series: readonly Series[] = [
    {
      ...whole,
      source: "OSD.latitude",
      name: "latitude",
      values: Float64Array.from(rows, ([y]) => y ?? 0),
    },
    {
      ...whole,
      source: "OSD.longitude",
      name: "longitude",
      values: Float64Array.from(rows, ([, x]) => x ?? 0),
    },
  ];
  return {
    name: "OSD",
    instance: 0,
    times: Float64Array.from(rows, (_, row) => row / 10),
    series,
  };
}

describe.each([
  ["eastwards", 1],
  ["westwards", -1],
])("a flight over the date line %s", (_, way) => {
  const over = (step: number) => {
    const longitude = way * (179.999 + step * 0.00001);
    return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
  };
  const odd = Array.from({ length: 200 }, (__, row) => [-17, over(row)] as const);
  const { bounds, distanceMeters } = summarizeFlight(flight, [tableWith({ ...odd })]);

  test("has bounds that are as small as the flight, with west beyond east", () => {
    const ends = [over(0), over(199)];
    expect(bounds?.west).toBe(Math.max(...ends));
    expect(bounds?.east).toBe(Math.min(...ends));
    expect(distanceMeters).toBeLessThan(220);
  });
});

test.each([
  [[179.9999, 180], { west: 179.9999, east: 180 }],
  [[179.9999, -180], { west: 179.9999, east: 180 }],
  [[180, -179.9999], { west: -180, east: -179.9999 }],
  [[180, 180], { west: 180, east: 180 }],
])("a flight along the date line, %j, lies on one side of it", (longitudes, expected) => {
  const odd = Array.from({ length: 200 }, (_, row) => [-17, longitudes[row % 2] ?? 0] as const);
  expect(summarizeFlight(flight, [tableWith({ ...odd })]).bounds).toMatchObject(expected);
});

describe("faults of the GPS are no flying", () => {
  const clean = summarizeFlight(flight, [tableWith({})]);

  test.each([
    ["one row somewhere else", { 50: [-40, 99] }],
    ["the first row somewhere else", { 0: [51, 7] }],
    ["the last row somewhere else", { 199: [51, 7] }],
    ["several rows here and there", { 20: [0.5, 1], 21: [80, 1], 22: [0.5, 1], 90: [-3, -3] }],
    ["rows without a fix", { 60: [Number.NaN, Number.NaN], 61: [Number.NaN, Number.NaN] }],
  ] as const)("%s", (_, odd) => {
    const summary = summarizeFlight(flight, [tableWith(odd)]);
    expect(Math.abs((summary.distanceMeters ?? 0) - (clean.distanceMeters ?? 0))).toBeLessThan(1.5);
    expect(summary.bounds?.west).toBe(20);
    expect(summary.bounds?.east).toBe(20);
    expect(summary.maxRangeMeters).toBeLessThan(201);
  });

  test("a leap that lasts is another place, and the way there is not counted", () => {
    const moved = Object.fromEntries(
      Array.from({ length: 100 }, (_, row) => [row + 100, [12 + row * meter, 25] as const]),
    );
    const summary = summarizeFlight(flight, [tableWith(moved)]);
    expect(summary.distanceMeters).toBeCloseTo((clean.distanceMeters ?? 0) - 1, 0);
    expect(summary.bounds?.east).toBe(25);
  });

  test("a single row is no record of height", () => {
    const heights = Int16Array.from({ length: 200 }, (_, row) => (row === 77 ? 9000 : row));
    const base = tableWith({});
    const height = { source: "OSD.height", name: "height", unit: "m", values: heights } as const;
    const table = { ...base, series: [...base.series, { ...height, scale: 0.1, offset: 0 }] };
    expect(summarizeFlight(flight, [table]).maxHeightMeters).toBe(19.9);
  });
});
