import { concat } from "@homepoint/base";
import {
  fly,
  joinEntries,
  plans,
  realFile,
  writeFrame,
  writeTlog,
  writeTlogs,
  type FrameOptions,
  type FrameValues,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { summarize } from "../../summary/summarize.ts";
import { labelAt, valueAt, valuesOf, type Series, type Table } from "../../table.ts";
import { tlogReader } from "./reader.ts";

const flight = fly(plans.dunes);
const brief = { ...flight, samples: flight.samples.slice(0, 60) };
const inTheAir = flight.samples.filter(({ inAir }) => inAir);
const made = writeTlog(flight);

describeFlightReader(tlogReader, [
  { name: "a telemetry log", ...made },
  { name: "one of version 1", ...writeTlog(brief, { version: 1 }) },
  { name: "one of signed frames", ...writeTlog(brief, { signed: true, autopilot: 12 }) },
  {
    name: "two vehicles",
    ...writeTlogs([
      [brief, { system: 1 }],
      [
        { ...brief, startedMs: flight.startedMs + 40 },
        { system: 2, autopilot: 12 },
      ],
    ]),
  },
]);

function tableNamed(log: OpenLog, name: string, instance = 0): Table {
  const found = [...log.tables(0)].find((one) => one.name === name && one.instance === instance);
  if (!found) throw new Error(`there is no table ${name} ${instance}`);
  return found;
}

function seriesNamed(table: Table, field: string): Series {
  const found = table.series.find(({ source }) => source === `${table.name}.${field}`);
  if (!found) throw new Error(`there is no series ${field}`);
  return found;
}

describe("a made log", () => {
  test("gives the track that was flown", async () => {
    const log = await tlogReader.open(made.bytes);
    const track = tableNamed(log, "GLOBAL_POSITION_INT");
    const latitudes = valuesOf(seriesNamed(track, "lat"));
    const heights = valuesOf(seriesNamed(track, "relative_alt"));
    expect(track.times).toHaveLength(flight.samples.length);
    for (const [row, sample] of flight.samples.entries()) {
      expect(track.times[row]).toBeCloseTo(sample.seconds, 6);
      expect(latitudes[row]).toBe(Math.round(sample.latitude * 1e7) / 1e7);
      expect(heights[row]).toBe(Math.round(sample.height * 1000) / 1000);
    }
    expect(seriesNamed(track, "lat").name).toBe("latitude");
  });

  test("counts every frame, those that no dialect has included", async () => {
    const [first] = (await tlogReader.open(made.bytes)).flights;
    const counted = Object.values(first?.counts ?? {}).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(made.rows.length);
    expect(first?.counts["MESSAGE_42042"]).toBe(1);
    expect(first?.damage).toEqual([]);
  });

  test("tells who flew, with what, and how it was set", async () => {
    const [first] = (await tlogReader.open(made.bytes)).flights;
    expect(first?.aircraft).toEqual({
      maker: "ArduPilot",
      model: "Quadrotor",
      serial: "010203040506000000000000000000000000",
    });
    expect(first?.properties).toContainEqual({ name: "flight_sw_version", value: "4.5.1" });
    expect(first?.properties).toContainEqual({ name: "flight_custom_version", value: "2bbf3169" });
    expect(first?.parameters).toEqual([
      { name: "RTL_ALT", value: 1500, changes: [{ at: 0.3, value: 2000 }] },
      { name: "FENCE_ENABLE", value: -1 },
      { name: "ATC_RAT_RLL_P", value: Math.fround(0.135) },
    ]);
  });

  test("reads whole numbers of PX4's parameters out of their bytes", async () => {
    const { bytes } = writeTlog(brief, { autopilot: 12 });
    const [first] = (await tlogReader.open(bytes)).flights;
    expect(first?.aircraft.maker).toBe("PX4");
    expect(first?.parameters?.map(({ name, value }) => [name, value])).toEqual([
      ["RTL_ALT", 1500],
      ["FENCE_ENABLE", -1],
      ["ATC_RAT_RLL_P", Math.fround(0.135)],
    ]);
  });

  test.each([3, 12] as const)("tells what happened, with autopilot %i", async (autopilot) => {
    const [first] = (await tlogReader.open(writeTlog(flight, { autopilot }).bytes)).flights;
    const at = (kind: string) => first?.moments.find((moment) => moment.kind === kind)?.at;
    expect(at("take-off")).toBeCloseTo(inTheAir[0]?.seconds ?? 0, -1);
    expect(at("landing")).toBeCloseTo(inTheAir.at(-1)?.seconds ?? 0, -1);
    expect(at("home-point")).toBeCloseTo(0.5, 1);
    const texts = first?.moments.filter(({ kind }) => kind === "app-text");
    expect(texts).toMatchObject([
      { text: "Low battery, return", level: "warning", severity: "warning" },
      {
        text: "A text that is longer than the fifty letters which one message holds",
        level: "note",
        severity: "information",
      },
    ]);
  });

  test("says that the aircraft returned, and in which mode it flew", async () => {
    const log = await tlogReader.open(made.bytes);
    const moments = log.flights[0]?.moments ?? [];
    expect(moments.filter(({ kind }) => kind === "flight-mode").map(({ text }) => text)).toEqual([
      "AUTO",
      "RTL",
      "AUTO",
      "STABILIZE",
    ]);
    const [home] = moments.filter(({ kind }) => kind === "return-home");
    expect(home?.until).toBeGreaterThan(home?.at ?? Infinity);
    const heartbeat = tableNamed(log, "HEARTBEAT");
    expect(labelAt(seriesNamed(heartbeat, "custom_mode"), 0)).toBe("STABILIZE");
    expect(seriesNamed(heartbeat, "armed").derived).toBe(true);
  });

  test("keeps apart batteries, other components, and the ground station", async () => {
    const log = await tlogReader.open(made.bytes);
    const [one, two] = [0, 1].map((id) => tableNamed(log, "BATTERY_STATUS", id));
    expect(one && valueAt(seriesNamed(one, "temperature"), 0)).toBe(24);
    expect(two && valueAt(seriesNamed(two, "temperature"), 0)).toBe(24.01);
    expect(one && valueAt(seriesNamed(one, "voltages[3]"), 0)).toBeNaN();
    expect(tableNamed(log, "MOUNT_STATUS", 154_000).times.length).toBeGreaterThan(10);
    expect(tableNamed(log, "HEARTBEAT", 255_190_000).times).toHaveLength(1);
  });

  test("gives texts as labels of numbers", async () => {
    const table = tableNamed(await tlogReader.open(made.bytes), "NAMED_VALUE_FLOAT");
    expect(labelAt(seriesNamed(table, "name"), 0)).toBe("wind");
    expect(valueAt(seriesNamed(table, "value"), 0)).toBe(3.5);
  });
});

describe("the clock", () => {
  test("is the satellites', and time passes as it does in the vehicle", async () => {
    const log = await tlogReader.open(writeTlog(flight, { speedUp: 5 }).bytes);
    expect(log.flights[0]).toMatchObject({ clock: "gps", startedAt: flight.plan.startedAt });
    const { times } = tableNamed(log, "GLOBAL_POSITION_INT");
    expect(times.at(-1)).toBeCloseTo(flight.samples.at(-1)?.seconds ?? 0, 3);
    const hud = tableNamed(log, "VFR_HUD"); // does not tell the time itself
    expect(hud.times[7]).toBeCloseTo(7, 0);
  });

  test("is read of messages whose time is cut off at its zeros", async () => {
    const log = await tlogReader.open(writeTlog(flight, { speedUp: 5 }).bytes);
    const table = tableNamed(log, "SYSTEM_TIME");
    const own = valuesOf(seriesNamed(table, "time_boot_ms")); // three bytes of four, the last field
    for (const row of [1, 7, 30])
      expect(table.times[row]).toBeCloseTo(((own[row] ?? 0) - (own[0] ?? 0)) / 1000, 6);
  });

  test("is the ground station's where the vehicle knows none", async () => {
    const [first] = (await tlogReader.open(writeTlog(brief, { timeless: true }).bytes)).flights;
    expect(first).toMatchObject({ clock: "app", startedAt: flight.plan.startedAt });
  });

  test("goes on where it was when the vehicle starts anew", async () => {
    const again = brief.startedMs + 10_000;
    const { bytes } = writeTlogs([
      [brief, {}],
      [{ ...brief, startedMs: again }, {}],
    ]);
    const { times } = tableNamed(await tlogReader.open(bytes), "ATTITUDE");
    expect(times.at(60)).toBeCloseTo(10, 1);
    expect(times.at(-1)).toBeCloseTo(15.9, 1);
  });
});

describe("several vehicles in one file", () => {
  const log = tlogReader.open(
    writeTlogs([
      [brief, { system: 1 }],
      [
        { ...brief, startedMs: brief.startedMs + 2000 },
        { system: 5, autopilot: 12 },
      ],
    ]).bytes,
  );

  test("are several flights, each with its own tables and time", async () => {
    const { flights } = await log;
    expect(flights.map(({ aircraft }) => aircraft.maker)).toEqual(["ArduPilot", "PX4"]);
    expect(flights[1]?.startedAt).toBe(new Date(brief.startedMs + 2000).toISOString());
    const [, second] = flights;
    expect(second?.counts["GLOBAL_POSITION_INT"]).toBe(brief.samples.length);
    const tables = [...(await log).tables(1)];
    expect(tables.find(({ name }) => name === "ATTITUDE")?.times[0]).toBe(0);
    expect(tables.some(({ instance }) => instance > 1_000_000)).toBe(false); // no ground station
  });
});

test("a frame whose time is cut away is kept, and what is missing is damage", async () => {
  const { bytes, rows } = made;
  const { offset = 0 } = rows[100] ?? {};
  const cut = new Uint8Array([...bytes.subarray(0, offset + 3), ...bytes.subarray(offset + 8)]);
  const [first] = (await tlogReader.open(cut)).flights;
  expect(Object.values(first?.counts ?? {}).reduce((sum, count) => sum + count)).toBe(rows.length);
  expect(first?.damage).toMatchObject([{ offset, length: 3, why: "no-frame" }]);
});

test("a single frame behind its time is a log", async () => {
  const frame = writeFrame("BATTERY_STATUS", { id: 3, battery_remaining: 50 });
  const { bytes } = joinEntries([{ micros: 1.7e15, frame }]);
  expect(tlogReader.recognize(bytes, "")).toBe(true);
  const { flights } = await tlogReader.open(bytes);
  expect(flights[0]?.counts).toEqual({ BATTERY_STATUS: 1 });
});

describe("real telemetry logs", () => {
  const path = "mavlink/arducopter-4.1.0-dev-sitl-mission.tlog";
  withRealFile(path, (bytes) => {
    test("are read to the last frame, in 41 kinds", async () => {
      const log = await tlogReader.open(bytes);
      const [first] = log.flights;
      // MANIFEST.tsv counts 13,671: its reader loses frames between the pieces it reads.
      const counted = Object.values(first?.counts ?? {}).reduce((sum, count) => sum + count, 0);
      expect(counted).toBe(13_680);
      expect(Object.keys(first?.counts ?? {})).toHaveLength(41);
      expect(first?.damage).toEqual([]);
      expect(first?.clock).toBe("gps");
    });

    test("make a summary: take-off, landing, and the speed of a simulator taken out", async () => {
      const summary = summarize(await tlogReader.open(bytes), 0);
      expect(summary?.durationSeconds).toBeCloseTo(129.6, 0);
      expect(summary?.maxHeightMeters).toBeCloseTo(29.5, 0);
      expect(summary?.moments).toMatchObject({ "take-off": 1, landing: 1 });
    });

    test("are recognized by nobody else's content", () => {
      const other = realFile("mavlink/arducopter-4.1.0-dev-sitl-mission.BIN");
      expect(tlogReader.recognize(bytes.subarray(0, 65_536), "a")).toBe(true);
      if (other) expect(tlogReader.recognize(other.subarray(0, 65_536), "a.tlog")).toBe(false);
    });
  });
});

describe("who flies, and when", () => {
  const heartbeat = (seconds: number, values: FrameValues, more: FrameOptions = {}) => ({
    micros: 1.7e15 + seconds * 1e6,
    frame: writeFrame("HEARTBEAT", { autopilot: 3, type: 2, mavlink_version: 3, ...values }, more),
  });
  const [standby, active, critical] = [3, 4, 5];
  const [locked, unlocked] = [81, 209];
  const kindsOf = (log: OpenLog) => log.flights[0]?.moments.map(({ kind }) => kind);

  test("an aircraft in trouble on the ground has not taken off", async () => {
    const states = [standby, critical, critical, standby, critical];
    const entries = states.map((system_status, at) =>
      heartbeat(at, { system_status, base_mode: locked }),
    );
    expect(kindsOf(await tlogReader.open(joinEntries(entries).bytes))).toEqual([]);
  });

  test("one that flies has, and a rover that drives has not", async () => {
    const states = [standby, active, critical, standby];
    for (const [type, kinds] of [
      [2, ["take-off", "landing"]],
      [1, ["take-off", "landing"]],
      [10, []],
    ] as const) {
      const entries = states.map((system_status, at) =>
        heartbeat(at, { type, system_status, base_mode: unlocked }),
      );
      expect(kindsOf(await tlogReader.open(joinEntries(entries).bytes))).toEqual(kinds);
    }
  });

  test("a ground station or a gimbal that names an autopilot is no vehicle", async () => {
    const entries = [0, 1, 2].flatMap((at) => [
      heartbeat(at, { type: 6, autopilot: 0 }, { system: 255, component: 190 }),
      heartbeat(at, { type: 26, autopilot: 3 }, { system: 1, component: 154 }),
      heartbeat(at, {}, { system: 1, component: 1 }),
    ]);
    const { flights } = await tlogReader.open(joinEntries(entries).bytes);
    expect(flights.map(({ aircraft }) => aircraft.model)).toEqual(["Quadrotor"]);
  });
});

describe("logs that were joined in one file", () => {
  const later = (ms: number) => writeTlog({ ...flight, startedMs: flight.startedMs + ms });
  const day = 86_400_000;

  test.each([3 * day, 7_200_000, -day])("%d ms apart are a flight each", async (ms) => {
    const second = later(ms);
    const log = await tlogReader.open(concat(made.bytes, second.bytes, made.bytes));
    expect(log.flights).toHaveLength(3);
    for (const [at, bytes] of [made.bytes, second.bytes, made.bytes].entries()) {
      const alone = await tlogReader.open(bytes);
      expect(log.flights[at]).toEqual(alone.flights[0]);
      expect(summarize(log, at)).toEqual(summarize(alone, 0));
    }
  });

  test("of version 1 are too, and damage lies where it does in the file", async () => {
    const bytes = writeTlog(flight, { version: 1 }).bytes;
    const cut = bytes.subarray(0, bytes.length - 5);
    const log = await tlogReader.open(concat(later(day).bytes, cut));
    const [alone] = (await tlogReader.open(cut)).flights;
    const [one] = alone?.damage ?? [];
    expect(log.flights).toHaveLength(2);
    expect(log.flights[1]?.damage).toEqual([
      { ...one, offset: (one?.offset ?? 0) + later(day).bytes.length },
    ]);
  });

  test("a clock that is set while the vehicle goes on makes no second flight", async () => {
    const half = made.rows[Math.floor(made.rows.length / 2)]?.offset ?? 0;
    const bytes = made.bytes.slice();
    const view = new DataView(bytes.buffer);
    for (const { offset } of made.rows)
      if (offset >= half) view.setBigUint64(offset, view.getBigUint64(offset) + 86_400_000_000n);
    expect((await tlogReader.open(bytes)).flights).toHaveLength(1);
  });
});

test("the receiver's speed counts where nothing else tells one", async () => {
  const entries = [0, 1, 2, 3].map((second) => ({
    micros: 1.7e15 + second * 1e6,
    frame: writeFrame("GPS_RAW_INT", { fix_type: 3, lat: 47e7, lon: 8e7, vel: 1230 }),
  }));
  const log = await tlogReader.open(joinEntries(entries).bytes);
  expect(summarize(log, 0)?.maxSpeedMetersPerSecond).toBe(12.3);
});
