import {
  chainsJson,
  fly,
  makeChain,
  plans,
  writeDjiLog,
  type LogOptions,
  type Sample,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import type { OpenLog } from "../../flight-reader.ts";
import { parseKeyChains } from "../../key-chains.ts";
import { labelAt, valueAt, type Table } from "../../table.ts";
import { djiTxtReader } from "./reader.ts";

const flight = fly(plans.point);
const chains = [makeChain(5), makeChain(6)];
const keys = parseKeyChains(chainsJson(chains));
const versions = Array.from({ length: 14 }, (_, at) => at + 1);

function write(version: number, options: Partial<LogOptions> = {}) {
  return writeDjiLog(flight, { version, ...(version >= 13 && { chains }), images: 2, ...options });
}

function tableOf(log: OpenLog, name: string, instance = 0): Table {
  const found = [...log.tables(0)].find((one) => one.name === name && one.instance === instance);
  if (!found) throw new Error(`there is no table ${name}`);
  return found;
}

function reads(table: Table, field: string) {
  const series = table.series.find(({ source }) => source === `${table.name}.${field}`);
  if (!series) throw new Error(`${table.name} has no ${field}`);
  return {
    at: (row: number) => valueAt(series, row),
    label: (row: number) => labelAt(series, row),
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

describe.each(versions)("a log of version %i", (version) => {
  test("gives every row that was written, and no damage", async () => {
    const { bytes, rows } = write(version);
    const log = await djiTxtReader.open(bytes, keys);
    const [only] = log.flights;
    expect(only?.formatVersion).toBe(version);
    expect(only?.needsKeys).toBe(false);
    expect(only?.damage).toEqual([]);
    const counted = Object.values(only?.counts ?? {}).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(rows.length);
  });

  test("gives what was flown, to the last bit of a position", async () => {
    const log = await djiTxtReader.open(write(version).bytes, keys);
    const osd = tableOf(log, "OSD");
    expect(osd.times).toHaveLength(flight.samples.length);
    const fields: readonly (readonly [string, (sample: Sample) => number])[] = [
      ["latitude", ({ latitude }) => (latitude * (Math.PI / 180) * 180) / Math.PI],
      ["longitude", ({ longitude }) => (longitude * (Math.PI / 180) * 180) / Math.PI],
      ["height", ({ height }) => Math.round(height * 10) / 10],
      ["speedX", ({ north }) => tenth(north)],
      ["speedY", ({ east }) => tenth(east)],
      ["verticalSpeed", ({ down }) => -tenth(down)],
      ["pitch", ({ pitch }) => tenth(pitch)],
      ["yaw", ({ yaw }) => tenth(yaw)],
      ["gpsNum", ({ satellites }) => satellites],
      ["battery", ({ charge }) => Math.floor(charge)],
      ["flyTime", ({ flyTime }) => tenth(flyTime)],
      ["flightMode", ({ mode }) => mode],
    ];
    for (const [field, of] of fields) {
      const { at } = reads(osd, field);
      for (const [row, sample] of flight.samples.entries())
        if (at(row) + 0 !== of(sample) + 0)
          expect(at(row), `${field} in row ${row}`).toBe(of(sample));
    }
    expect(reads(osd, "flightMode").label(0)).toBe("EngineStart");
  });

  test("times its rows as they were flown", async () => {
    const log = await djiTxtReader.open(write(version).bytes, keys);
    expect(log.flights[0]?.startedAt).toBe(plans.point.startedAt);
    const { times } = tableOf(log, "OSD");
    for (const [row, { seconds }] of flight.samples.entries())
      if (Math.abs((times[row] ?? 0) - seconds) > 0.0011)
        expect(times[row], `row ${row}`).toBeCloseTo(seconds, 2);
    const custom = tableOf(log, "CUSTOM");
    expect(custom.times[10]).toBeGreaterThanOrEqual(times[10] ?? 0);
    expect(custom.times[10]).toBeLessThan(times[11] ?? 0);
  });

  test("says who flew, and joins short serial numbers to the long ones", async () => {
    const log = await djiTxtReader.open(write(version).bytes, keys);
    const { aircraft } = plans.point;
    expect(log.flights[0]).toMatchObject({
      aircraft: {
        maker: "DJI",
        model: "Mavic 2",
        name: "Kestrel",
        serial: aircraft.serial.slice(0, version < 6 ? 10 : 16),
      },
      app: { platform: "Android", version: "4.3.4" },
    });
  });

  test("gives its pictures as they were put in", async () => {
    const { bytes } = write(version);
    const { flights } = await djiTxtReader.open(bytes, keys);
    const images = flights[0]?.images ?? [];
    expect(images.map(({ kind }) => kind)).toEqual([
      "snapshot",
      "snapshot",
      "thumbnail",
      "thumbnail",
    ]);
    for (const { offset, length } of images) {
      expect([...bytes.subarray(offset, offset + 2)]).toEqual([0xff, 0xd8]);
      expect([...bytes.subarray(offset + length - 2, offset + length)]).toEqual([0xff, 0xd9]);
    }
  });

  test("is read without details, when the app was killed", async () => {
    const { bytes, rows } = write(version, { unfinished: true, images: 0 });
    const log = await djiTxtReader.open(bytes, keys);
    expect(tableOf(log, "OSD").times).toHaveLength(flight.samples.length);
    expect(log.flights[0]?.damage).toEqual([]);
    const counted = Object.values(log.flights[0]?.counts ?? {}).reduce((sum, one) => sum + one, 0);
    expect(counted).toBe(rows.length);
    expect(log.flights[0]?.startedAt?.slice(0, 19)).toBe(plans.point.startedAt.slice(0, 19));
  });

  test("goes on after the app was opened again", async () => {
    const log = await djiTxtReader.open(write(version, { reopenedAt: 700 }).bytes, keys);
    expect(tableOf(log, "OSD").times).toHaveLength(flight.samples.length);
    expect(log.flights[0]?.damage).toEqual([]);
    expect(reads(tableOf(log, "OSD"), "latitude").at(1500)).toBeCloseTo(
      flight.samples[1500]?.latitude ?? 0,
      10,
    );
  });
});

test("version 6 is read with a short prefix as well as with a long one", async () => {
  const { bytes } = write(6);
  const short = Uint8Array.from([...bytes.subarray(0, 12), ...bytes.subarray(100)]);
  const view = new DataView(short.buffer);
  view.setBigUint64(0, view.getBigUint64(0, true) - 88n, true);
  const [long, brief] = [await djiTxtReader.open(bytes), await djiTxtReader.open(short)];
  expect(brief.flights[0]?.counts).toEqual(long.flights[0]?.counts);
  expect(brief.flights[0]?.damage).toEqual([]);
});

test("details that the header does not point to are found", async () => {
  const { bytes } = write(11);
  const lost = bytes.slice();
  lost.fill(0, 0, 8);
  const [whole, found] = [await djiTxtReader.open(bytes), await djiTxtReader.open(lost)];
  expect(found.flights[0]?.stated).toEqual(whole.flights[0]?.stated);
  expect(found.flights[0]?.images).toEqual(whole.flights[0]?.images);
  expect(found.flights[0]?.damage).toEqual([]);
});

test("a damaged version byte does not make clear rows of scrambled ones", async () => {
  const { bytes } = write(11);
  const wrong = bytes.slice();
  wrong[10] = 4;
  const log = await djiTxtReader.open(wrong);
  expect(log.flights[0]?.formatVersion).toBe(11);
  expect(log.flights[0]?.damage).toEqual([{ offset: 10, length: 1, why: "bad-version", to: 0 }]);
  expect(tableOf(log, "OSD").times).toHaveLength(flight.samples.length);
});
