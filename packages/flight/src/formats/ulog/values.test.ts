import {
  fly,
  plans,
  UlogWriter,
  writeUlog,
  type MadeUlog,
  type UlogOptions,
} from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Flight } from "../../flight.ts";
import { summarize } from "../../summary/summarize.ts";
import { labelAt, valueAt, valuesOf, type Series, type Table } from "../../table.ts";
import { ulogReader } from "./reader.ts";

const flight = fly(plans.ridge);

async function read({ bytes }: Pick<MadeUlog, "bytes">) {
  const log = await ulogReader.open(bytes);
  const [told] = log.flights;
  if (!told) throw new Error("there is no flight");
  return { flight: told, tables: [...log.tables(0)], log };
}

function tableOf(tables: readonly Table[], name: string, instance = 0): Table {
  const table = tables.find((one) => one.name === name && one.instance === instance);
  if (!table) throw new Error(`there is no table ${name}`);
  return table;
}

function seriesOf({ name, series }: Table, field: string): Series {
  const found = series.find(({ source }) => source === `${name}.${field}`);
  if (!found) throw new Error(`there is no series ${name}.${field}`);
  return found;
}

const first = (table: Table, field: string) => valueAt(seriesOf(table, field), 0);

describe.each<UlogOptions>([{}, { older: true, crashed: true }, { padded: true }])(
  "a made flight with %o is read as it was flown",
  async (options) => {
    const made = writeUlog(flight, options);
    const { flight: told, tables, log } = await read(made);

    test("every row is counted, under its topic and instance", () => {
      const counts: Record<string, number> = {};
      for (const { topic } of made.rows) counts[topic] = (counts[topic] ?? 0) + 1;
      expect(told.counts).toEqual(counts);
      for (const { name, instance, times } of tables)
        expect(times.length).toBe(counts[instance > 0 ? `${name}#${instance}` : name]);
    });

    test("at its times and places, to the last bit", () => {
      const table = tableOf(tables, "vehicle_global_position");
      expect([...valuesOf(seriesOf(table, "lat"))]).toEqual(
        flight.samples.map(({ latitude }) => latitude),
      );
      for (const [row, { seconds }] of flight.samples.entries())
        expect(table.times[row]).toBeCloseTo(seconds, 6);
    });

    test("with the heights, speeds and angles of shared names", () => {
      const local = tableOf(tables, "vehicle_local_position");
      const attitude = tableOf(tables, "vehicle_attitude");
      for (const [row, sample] of flight.samples.entries()) {
        const at = (table: Table, field: string) => valueAt(seriesOf(table, field), row);
        expect(Math.abs(at(local, "height") - sample.height)).toBeLessThan(0.06);
        expect(at(local, "speed")).toBeCloseTo(Math.hypot(sample.north, sample.east), 4);
        expect(at(local, "verticalSpeed")).toBeCloseTo(-sample.down, 4);
        expect(at(attitude, "pitch")).toBeCloseTo(sample.pitch, 3);
        expect(at(attitude, "roll")).toBeCloseTo(sample.roll, 3);
        const turn = at(attitude, "yaw") - sample.yaw;
        expect(turn - 360 * Math.round(turn / 360)).toBeCloseTo(0, 3);
        const isLow = sample.height < 8;
        expect(Number.isNaN(at(local, "heightAboveGround"))).toBe(!isLow);
      }
    });

    test("with its batteries, each a table", () => {
      const [one, two] = [0, 1].map((instance) => tableOf(tables, "battery_status", instance));
      if (!one || !two) throw new Error("there are two");
      const [sample] = flight.samples;
      expect(first(one, "remaining")).toBeCloseTo(sample?.charge ?? 0, 4);
      expect(first(one, "current")).toBeCloseTo(-(sample?.amperes ?? 0), 4);
      expect(first(two, "voltage_v")).toBeCloseTo((sample?.volts ?? 0) - 0.5, 4);
      expect(first(one, "voltage_cell_v[4]")).toBeNaN();
      expect(seriesOf(one, "voltage_cell_v[0]").name).toBe("cellVoltage1");
      expect(told.batteries).toEqual([{ serial: "4711" }]);
    });

    test("with nested formats, texts, and numbers of every width", () => {
      const esc = tableOf(tables, "esc_status");
      expect([0, 1, 2, 3].map((one) => first(esc, `esc[${one}].esc_rpm`))).toEqual([
        1000, 2000, 3000, 4000,
      ]);
      expect(esc.series.some(({ source }) => source.includes("padding"))).toBe(false);
      const report = tableOf(tables, "transponder_report");
      const callsign = seriesOf(report, "callsign");
      expect(labelAt(callsign, 0)).toBe("MADE1");
      expect(labelAt(callsign, report.times.length - 1)).toBe("MADE22");
      expect(first(report, "icao_address")).toBe(0xfffffff0);
      expect(first(report, "tslc")).toBe(-3);
      expect(first(report, "heading")).toBe(-90);
      expect(seriesOf(report, "distance").values[0]).toBe(-5n);
    });

    test("in the time of the satellites", () => {
      expect(told.clock).toBe("gps");
      const late = options.older ? 0 : -40; // the older topic tells how late it is
      expect(told.startedAt).toBe(new Date(flight.startedMs + late).toISOString());
    });

    test("with a summary", () => {
      const summary = summarize(log, 0);
      const most = Math.max(...flight.samples.map(({ height }) => height));
      expect(Math.abs((summary?.maxHeightMeters ?? 0) - most)).toBeLessThan(0.06);
      expect(summary?.rows).toBe(flight.samples.length);
      expect(summary?.photos).toBe(flight.samples.filter(({ photo }) => photo).length);
      expect(summary?.takeoff?.latitude).toBeCloseTo(plans.ridge.latitude, 5);
      expect(summary?.home?.longitude).toBe(plans.ridge.longitude);
      expect(summary?.batteryStartPercent).toBeCloseTo(flight.samples[0]?.charge ?? 0, 3);
    });
  },
);

describe("what happened is told", async () => {
  const { flight: told } = await read(writeUlog(flight));
  const kinds = (kind: string) => told.moments.filter((moment) => moment.kind === kind);

  test("take-off and landing, with their places", () => {
    const [takeoff] = kinds("take-off");
    const [landing] = kinds("landing");
    const lifted = flight.samples.find(({ inAir }) => inAir)?.seconds ?? 0;
    expect(Math.abs((takeoff?.at ?? 0) - lifted)).toBeLessThan(0.6);
    expect(takeoff?.values?.["latitude"]).toBeCloseTo(plans.ridge.latitude, 5);
    expect(landing?.at).toBeGreaterThan(takeoff?.at ?? 0);
  });

  test("modes, the return, the home point, photos and a low battery", () => {
    expect(kinds("flight-mode").map(({ text }) => text)).toEqual([
      "Position",
      "Return",
      "Land",
      "Position",
    ]);
    expect(kinds("return-home")).toHaveLength(1);
    expect(kinds("home-point")[0]?.values).toEqual({
      latitude: plans.ridge.latitude,
      longitude: plans.ridge.longitude,
    });
    expect(kinds("photo")).toHaveLength(flight.samples.filter(({ photo }) => photo).length);
  });

  test("texts in their grades, tagged and without colours", () => {
    expect(kinds("app-text").map(({ at: _, ...rest }) => rest)).toEqual([
      text("note", "information", "[logger] Start file log (type: full)"),
      text("warning", "warning", "[health] Preflight: GPS fix too low"),
      { ...text("serious", "error", "camera does not answer"), tag: 7 },
      text("note", "information", "[commander] Disarmed by landing"),
    ]);
    expect(kinds("app-text").map(({ at }) => at)).toEqual([0, 3, 4, expect.closeTo(flightEnd, 6)]);
  });

  const flightEnd = flight.samples.at(-1)?.seconds ?? 0;

  function text(level: string, severity: string, said: string) {
    return { kind: "app-text", level, severity, text: said };
  }
});

describe("what the log says of itself is told", async () => {
  const { flight: told } = await read(writeUlog(flight, { crashed: true }));

  test("who flew, on which software", () => {
    expect(told.aircraft).toEqual({ model: "PX4_MADE_1", serial: "00MADE000042" });
    expect(told.app).toEqual({ platform: "PX4", version: "1.14.3" });
  });

  test("parameters with their changes and defaults", () => {
    expect(told.parameters).toEqual([
      { name: "SYS_AUTOSTART", value: 4001 },
      {
        name: "MPC_XY_CRUISE",
        value: 5,
        defaultValue: 5.5,
        configurationValue: 6,
        changes: [{ at: 2.5, value: 8 }],
      },
    ]);
  });

  test("properties, those in pieces put together, those that are no text by their size", () => {
    const byName = (name: string) => told.properties?.filter((one) => one.name === name);
    expect(byName("ver_sw_release")).toEqual([{ name: "ver_sw_release", value: 0x010e_03ff }]);
    expect(byName("boot_console_output")).toEqual([
      { name: "boot_console_output", value: "first second" },
    ]);
    expect(byName("metadata_events")).toEqual([{ name: "metadata_events", sizeBytes: 40 }]);
    expect(byName("replay")).toEqual([{ name: "replay", value: "none" }]);
  });

  test("what was appended, behind half a message that is damage", () => {
    const dumps = told.properties?.filter(({ name }) => name === "hardfault_plain");
    expect(dumps?.map(({ value }) => value)).toEqual(["fault at", "two"]);
    expect(told.moments.at(-1)).toMatchObject({ severity: "critical", level: "serious" });
    expect(told.damage.map(({ why, length }) => [why, length])).toEqual([
      ["dropout", 5],
      ["not-a-message", 8],
    ]);
  });

  test("a dropout, between the times that are lost", () => {
    const [dropout] = told.damage;
    expect(dropout).toMatchObject({ why: "dropout", from: 2.5, to: 2.62 });
  });
});

describe("the start is told by whose clock", () => {
  const topic = "vehicle_status:uint64_t timestamp;uint8_t nav_state;";

  async function startOf(seconds: number, said = ""): Promise<Pick<Flight, "startedAt" | "clock">> {
    const log = new UlogWriter(seconds).flags().format(topic).info("int32_t", "time_ref_utc", 3600);
    const id = log.subscribe("vehicle_status");
    for (let row = 0; row < 20; row += 1) log.row(id, { timestamp: (seconds + row) * 1e6 });
    log.text(6, seconds + 2, said);
    const { startedAt, clock } = (await read({ bytes: log.finish() })).flight;
    return { startedAt, clock };
  }

  test("by none, where the log has only its own", async () => {
    expect(await startOf(21.5)).toEqual({ startedAt: undefined, clock: "unknown" });
    const { flight: told } = await read(writeUlog(flight, { timeless: true }));
    expect(told.clock).toBe("unknown");
  });

  test("by the aircraft's, where that was set", async () => {
    const seconds = Date.UTC(2024, 2, 18, 14, 49, 10) / 1000;
    const startedAt = "2024-03-18T14:49:10.000Z";
    expect(await startOf(seconds)).toEqual({ startedAt, clock: "aircraft" });
  });

  test("by the name of the file, which the logger opens after the clock was set", async () => {
    const said = "[logger] Opened full log file: /fs/microsd/log/2025-12-10/01_47_31.ulg";
    const startedAt = "2025-12-10T00:47:29.000Z"; // an hour east of UTC, two seconds in
    expect(await startOf(21.5, said)).toEqual({ startedAt, clock: "aircraft" });
  });
});

describe("any topic that a format can describe", () => {
  /** A type, and a value that it can hold. */
  const typed = fc.oneof(
    fc.tuple(fc.constant("uint8_t"), fc.integer({ min: 0, max: 255 })),
    fc.tuple(fc.constant("int16_t"), fc.integer({ min: -32_768, max: 32_767 })),
    fc.tuple(fc.constant("uint32_t"), fc.integer({ min: 0, max: 4_294_967_295 })),
    fc.tuple(fc.constant("int64_t"), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    fc.tuple(fc.constant("uint64_t"), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    fc.tuple(fc.constant("float"), fc.float({ noNaN: true, noDefaultInfinity: true })),
    fc.tuple(fc.constant("double"), fc.double({ noNaN: true, noDefaultInfinity: true })),
  );
  const column = fc.record({ typed, count: fc.option(fc.integer({ min: 1, max: 4 })) });

  test("is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 12 }), async (columns) => {
        const fields = columns.map(({ typed: [type], count }, at) => {
          return `${type}${count === null ? "" : `[${count}]`} f${at};`;
        });
        const values = columns.map(({ typed: [, value], count }, at) => {
          return [`f${at}`, count === null ? value : Array.from({ length: count }, () => value)];
        });
        const log = new UlogWriter(100).flags();
        log.format(`any/topic:uint64_t timestamp;${fields.join("")}uint8_t[3] _padding0;`);
        const id = log.subscribe("any/topic", 2);
        const row = { timestamp: 101e6, ...Object.fromEntries(values) };
        const { tables } = await read({ bytes: log.row(id, row).row(id, row).finish() });
        const table = tableOf(tables, "any/topic", 2);
        expect([...table.times]).toEqual([1, 1]);
        for (const [
          at,
          {
            typed: [, value],
            count,
          },
        ] of columns.entries()) {
          const names = count === null ? [`f${at}`] : [`f${at}[0]`, `f${at}[${count - 1}]`];
          for (const name of names) expect(seriesOf(table, name).values[1]).toBe(value);
        }
      }),
    );
  });
});

test("angles that older logs state beside the rotation are in degrees too", async () => {
  const log = new UlogWriter(100).flags();
  log.format("vehicle_attitude:uint64_t timestamp;float roll;float pitch;float yaw;float[4] q;");
  const id = log.subscribe("vehicle_attitude");
  const values = { roll: Math.PI / 2, pitch: -0.1, yaw: 3, q: [1, 0, 0, 0] };
  for (let row = 0; row < 3; row += 1) log.row(id, { timestamp: (100 + row) * 1e6, ...values });
  const table = tableOf((await read({ bytes: log.finish() })).tables, "vehicle_attitude");
  expect(seriesOf(table, "roll")).toMatchObject({ name: "roll", unit: "deg" });
  expect(first(table, "roll")).toBeCloseTo(90, 4);
  expect(first(table, "pitch")).toBeCloseTo(-5.7296, 4);
});
