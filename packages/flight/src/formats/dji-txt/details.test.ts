import { fly, makeChain, plans, writeDjiLog } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import type { OpenLog } from "../../flight-reader.ts";
import {
  distanceMeters,
  isDatedDetails,
  isDetails,
  readDetails,
  readPosition,
  type Details,
} from "./details.ts";
import { djiTxtReader } from "./reader.ts";

const { bytes } = writeDjiLog(fly(plans.field), { version: 8, images: 1 });
const offset = Number(new DataView(bytes.buffer).getBigUint64(0, true));
const block = bytes.slice(offset, offset + 400);
const details = readDetails(block, 8);

test("a details block is told by its check value, and where none is expected by a date too", () => {
  expect(isDatedDetails(bytes, offset)).toBe(true);
  expect(isDetails(bytes, offset + 1)).toBe(false);
  const undated = block.slice();
  undated.fill(0xff, 91, 99);
  expect([isDetails(undated, 0), isDatedDetails(undated, 0)]).toEqual([true, false]);
  expect(isDetails(block, 399)).toBe(false);
});

test.each([4, 8, 11, 12, 14])(
  "version %i: a clock that was wrong at the start costs the start, and nothing else",
  async (version) => {
    const log = writeDjiLog(fly(plans.field), { version, images: 1, chains: [makeChain(1)] });
    const whole = await djiTxtReader.open(log.bytes);
    const { bytes } = writeDjiLog(
      { ...fly(plans.field), startedMs: 5000 },
      {
        version,
        images: 1,
        chains: [makeChain(1)],
      },
    );
    const undated = await djiTxtReader.open(bytes);
    const told = ({ flights: [flight] }: OpenLog) => ({
      stated: flight?.stated,
      images: flight?.images.map(({ kind }) => kind),
      damage: flight?.damage,
      aircraft: flight?.aircraft,
    });
    expect(told(undated)).toEqual(told(whole));
  },
);

test("a block that is cut short is read as if zeros followed", () => {
  const cut = readDetails(block.subarray(0, 120), 8);
  expect(cut.startedAtMs).toBe(details.startedAtMs);
  expect(cut.aircraftSerial).toBeUndefined();
  expect(cut.appVersion).toBeUndefined();
});

test("the name of a place that was never loaded is none", () => {
  const loading = block.slice();
  loading.fill(0, 0, 80);
  loading.set(new TextEncoder().encode("Map Loading"), 20);
  loading.set(new TextEncoder().encode("Agadez"), 40);
  expect(readDetails(loading, 8).place).toBe("Agadez");
});

test("digits of an Inspire 1 battery stand in low nibbles, the last one first", () => {
  const inspire = block.slice();
  inspire[271] = 1;
  inspire.fill(0xf0, 360, 376);
  inspire.set([0xf7, 0xf4, 0xf1], 360);
  expect(readDetails(inspire, 8).batterySerial).toBe("147");
});

test("text ends at the first NUL, whatever stands behind it", () => {
  const messy = block.slice();
  messy.set(new TextEncoder().encode("Tern\0left over"), 280);
  messy.set([0x30, 0x5a, 0xe2, 0x80], 312);
  const { aircraftName, aircraftSerial } = readDetails(messy, 8);
  expect([aircraftName, aircraftSerial]).toEqual(["Tern", "0Z"]);
});

describe("a position is none", () => {
  test.each([
    ["without a fix", 1e-9, -3e-8],
    ["off the globe", 95, 10],
    ["as garbage", 12, -9.7e119],
    ["as no number", Number.NaN, 3],
  ])("%s", (_, latitude, longitude) => {
    expect(readPosition(latitude, longitude)).toBeUndefined();
  });

  test("but not where only one coordinate is zero", () => {
    expect(readPosition(0, 32.5)).toEqual({ latitude: 0, longitude: 32.5 });
  });
});

describe("the header's distance is given in metres", () => {
  const of = (distance: number, durationSeconds: number, maxSpeed: number): Details => ({
    ...details,
    distance,
    durationSeconds,
    maxSpeed,
  });

  test.each([
    // DJI flight record §2: two real logs of version 14 whose apps chose differently.
    ["a Pilot 2 log in kilometres", 14, of(1.483, 370, 15), 1483],
    ["a GS Pro log in metres", 14, of(170.44, 94.7, 10.03), 170.44],
    ["a long survey in kilometres", 14, of(25, 2400, 21), 25_000],
    ["a short flight in kilometres", 14, of(0.45, 60, 9), 450],
    ["a slow one in metres", 14, of(3.2, 60, 1), 3.2],
    ["a hover with a little drift", 14, of(0.6, 900, 0.5), 0.6],
    ["an old log, whatever it says", 11, of(1.4, 300, 12), 1.4],
  ])("for %s", (_, version, stated, meters) => {
    expect(distanceMeters(stated, version)).toBeCloseTo(meters, 6);
  });
});
