import { textOf, utf8 } from "@homepoint/base";
import { fly, plans, realFile, writeDataflash } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { summarize } from "../../summary/summarize.ts";
import { labelAt, valueAt, valuesOf, type Series, type Table } from "../../table.ts";
import { tlogReader } from "../tlog/reader.ts";
import { ardupilotBinReader, ardupilotLogReader } from "./reader.ts";

const flight = fly(plans.dunes);
const brief = { ...flight, samples: flight.samples.slice(0, 60) };
const styles = { new: ardupilotBinReader, old: ardupilotBinReader, text: ardupilotLogReader };

describeFlightReader(ardupilotBinReader, [
  { name: "a log that states its units", ...writeDataflash(flight, "new") },
  {
    name: "a short one",
    ...writeDataflash({ ...flight, samples: flight.samples.slice(0, 8) }, "new"),
  },
  { name: "a log as of 2015", ...writeDataflash(brief, "old") },
]);

describeFlightReader(ardupilotLogReader, [
  { name: "a log as text", ...writeDataflash(flight, "text") },
]);

function tableNamed(log: OpenLog, name: string, instance = 0): Table {
  const found = [...log.tables(0)].find((one) => one.name === name && one.instance === instance);
  if (!found) throw new Error(`there is no table ${name} ${instance}`);
  return found;
}

function seriesNamed(log: OpenLog, source: string, instance = 0): Series {
  const table = tableNamed(log, source.slice(0, source.indexOf(".")), instance);
  const found = table.series.find((one) => one.source === source);
  if (!found) throw new Error(`there is no series ${source}`);
  return found;
}

const open = (style: keyof typeof styles) =>
  styles[style].open(writeDataflash(flight, style).bytes);

describe.each(["new", "text"] as const)("a log that states its units, %s", (style) => {
  test("gives the track that was flown, at its times", async () => {
    const log = await open(style);
    const { times } = tableNamed(log, "POS");
    const latitudes = valuesOf(seriesNamed(log, "POS.Lat"));
    const heights = valuesOf(seriesNamed(log, "POS.RelHomeAlt"));
    expect(times).toHaveLength(flight.samples.length);
    for (const [row, sample] of flight.samples.entries()) {
      expect(times[row]).toBeCloseTo(sample.seconds, 5);
      expect(latitudes[row]).toBeCloseTo(sample.latitude, 6);
      expect(heights[row]).toBeCloseTo(sample.height, 4);
    }
    expect(seriesNamed(log, "POS.Lat").name).toBe("latitude");
  });

  test("scales each number once, into our units, with our signs", async () => {
    const log = await open(style);
    const [sample] = flight.samples;
    const first = (source: string, instance = 0) => {
      const series = seriesNamed(log, source, instance);
      return [valueAt(series, 0), series.unit, series.name];
    };
    const roll = Math.round((sample?.roll ?? 0) * 100) / 100;
    expect(first("ATT.Roll")).toEqual([roll, "deg", "roll"]);
    expect(first("GPS.HDop")).toEqual([0.95, "1", undefined]);
    expect(first("GPS.NSats")).toEqual([sample?.satellites, "1", "satellites"]);
    expect(valueAt(seriesNamed(log, "BAT.Curr"), 0)).toBeCloseTo(-(sample?.amperes ?? 0), 4);
    expect(first("BAT.CurrTot").slice(1)).toEqual(["mAh", undefined]);
    expect(first("BAT.CurrTot")[0]).toBeCloseTo(Math.round((100 - (sample?.charge ?? 0)) * 50), 6);
    expect(first("BAT.Temp", 1)[0]).toBe(24.01);
  });

  test("keeps the batteries apart", async () => {
    const log = await open(style);
    const batteries = [...log.tables(0)].filter(({ name }) => name === "BAT");
    expect(batteries.map(({ instance }) => instance)).toEqual([0, 1]);
  });

  test("tells what happened, and how the aircraft was set", async () => {
    const [first] = (await open(style)).flights;
    const moments = first?.moments ?? [];
    const kinds = moments.map(({ kind }) => kind);
    const inAir = flight.samples.filter((sample) => sample.inAir);
    const at = (kind: string) => moments.find((moment) => moment.kind === kind)?.at;
    expect(at("take-off")).toBeCloseTo(inAir[0]?.seconds ?? 0, 5);
    expect(at("landing")).toBeCloseTo((inAir.at(-1)?.seconds ?? 0) + 0.1, 5);
    expect(kinds.filter((kind) => kind === "photo")).toHaveLength(2);
    const modes = moments.filter(({ kind }) => kind === "flight-mode").map(({ text }) => text);
    expect(modes).toContain("RTL");
    expect(kinds).toContain("return-home");
    expect(moments.find(({ kind }) => kind === "signal-lost")).toMatchObject({
      text: "FAILSAFE_RADIO 1",
      level: "warning",
      values: { subsystem: 5, errorCode: 1 },
    });
    expect(first?.parameters).toMatchObject([
      { name: "RTL_ALT", value: 1500, defaultValue: 1500, changes: [{ value: 2000 }] },
      { name: "FENCE_ENABLE", value: 1, defaultValue: 0 },
    ]);
  });

  test("tells who wrote it, and when by the satellites", async () => {
    const [first] = (await open(style)).flights;
    expect(first).toMatchObject({
      clock: "gps",
      startedAt: flight.plan.startedAt,
      aircraft: { maker: "ArduPilot", model: "Copter", serial: "0031002F3432510A34313735" },
      properties: [
        { name: "firmware", value: "ArduCopter V4.5.1 (2bbf3169)" },
        { name: "Frame", value: "QUAD/X" },
      ],
      positionKind: "POS",
      damage: [],
    });
  });
});

test("arrays, halves and texts are read", async () => {
  const log = await open("new");
  expect(valueAt(seriesNamed(log, "ISBD.x[3]"), 0)).toBe(1234);
  expect(valueAt(seriesNamed(log, "ISBD.half"), 0)).toBe(1.5);
  expect(labelAt(seriesNamed(log, "MSG.Message"), 1)).toBe("Frame: QUAD/X");
});

test("a log of 2015 has the units that its documentation says, and times of its own", async () => {
  const log = await open("old");
  const [sample] = flight.samples;
  expect(log.flights[0]).toMatchObject({ startedAt: flight.plan.startedAt, positionKind: "GPS" });
  const voltage = seriesNamed(log, "CURR.Volt");
  expect(valueAt(voltage, 0)).toBeCloseTo(sample?.volts ?? 0, 1);
  expect(voltage).toMatchObject({ name: "batteryVoltage", unit: "V" });
  expect(seriesNamed(log, "CTUN.CRt")).toMatchObject({ name: "verticalSpeed", scale: 0.01 });
  expect(tableNamed(log, "GPS").times[10]).toBeCloseTo(1, 5);
  const { moments } = log.flights[0] ?? {};
  const takeOff = flight.samples.find(({ inAir }) => inAir)?.seconds;
  expect(moments?.find(({ kind }) => kind === "take-off")?.at).toBeCloseTo(takeOff ?? 0, 5);
});

test("a mode that is written by its name is read as it is", async () => {
  const lines = [
    "FMT, 128, 89, FMT, BBnNZ, Type,Length,Name,Format,Columns",
    "FMT, 170, 9, MODE, IMB, TimeMS,Mode,ModeNum",
    "MODE, 1000, Stabilize, 0",
    "MODE, 3000, RTL, 6",
    "MODE, 5000, Land, 9",
    "what is this",
  ];
  const log = await ardupilotLogReader.open(utf8(lines.join("\n")));
  expect(log.flights[0]?.moments.map(({ at, kind, text }) => [at, kind, text])).toEqual([
    [2, "flight-mode", "RTL"],
    [2, "return-home", ""],
    [4, "flight-mode", "Land"],
  ]);
  expect(log.flights[0]?.damage).toMatchObject([{ length: 12, why: "no-row" }]);
});

describe("rows whose definition is lost", () => {
  test("are counted, and said to be damage", async () => {
    const { bytes, rows } = writeDataflash(brief, "new");
    const lost = bytes.slice();
    const { offset = 0 } = rows[10] ?? {}; // behind the definitions of ten other kinds
    expect(textOf(lost.subarray(offset + 5, offset + 8))).toBe("POS");
    lost.fill(0, offset, offset + 89);
    const [first] = (await ardupilotBinReader.open(lost)).flights;
    expect(first?.counts["type 138"]).toBe(brief.samples.length);
    expect(first?.damage.map(({ why }) => why)).toContain("unknown-kind");
  });

  test("are none of a definition that contradicts itself", async () => {
    const { bytes, rows } = writeDataflash(brief, "new");
    const wrong = bytes.slice();
    const { offset = 0 } = rows[10] ?? {};
    wrong[offset + 4] = 200; // a length that its letters do not add up to
    const [first] = (await ardupilotBinReader.open(wrong)).flights;
    expect(first?.counts["type 138"]).toBe(brief.samples.length);
    expect(first?.counts["ATT"]).toBe(brief.samples.length);
  });
});

describe("a real log of 2015, with published results", () => {
  withRealFile("ardupilot/dronekit__log171.bin", (bytes) => {
    const published = realFile("ardupilot/dronekit__log171.bin-expected-json");
    const expected = realFile("expected/ardupilot/dronekit__log171.bin.summary.json");
    if (!published || !expected) return test.skip("absent: its expectations", () => undefined);
    const results = JSON.parse(textOf(published)) as Readonly<Record<string, number>>;
    const summary = JSON.parse(textOf(expected)) as {
      readonly counts: Readonly<Record<string, number>>;
      readonly msgs: readonly string[];
    };

    test("has as many rows of each kind, and the same texts", async () => {
      const [first] = (await ardupilotBinReader.open(bytes)).flights;
      expect(first?.counts).toEqual(summary.counts);
      const all = Object.values(first?.counts ?? {}).reduce((sum, count) => sum + count);
      expect(all).toBe(results["packet-count"]);
      expect(first?.damage).toEqual([]);
      const texts = first?.moments.filter(({ kind, rule }) => kind === "app-text" && !rule);
      expect(texts?.map(({ text }) => text)).toEqual(summary.msgs);
    });

    test("has the greatest altitude and velocity that dronekit-la found", async () => {
      const log = await ardupilotBinReader.open(bytes);
      const most = (values: Iterable<number>) => [...values].reduce((a, b) => Math.max(a, b));
      const altitude = most(valuesOf(seriesNamed(log, "AHR2.Alt")));
      expect(altitude).toBe(results["maximum-altitude-absolute"]);
      const [north, east, down] = ["VN", "VE", "VD"].map((field) =>
        valuesOf(seriesNamed(log, `EKF1.${field}`)),
      );
      const velocities = north?.map((n, row) => Math.hypot(n, east?.[row] ?? 0, down?.[row] ?? 0));
      expect(most(velocities ?? [])).toBeCloseTo(results["maximum-velocity"] ?? 0, 5);
    });

    test("has the times, parameters and greatest values that it names", async () => {
      const log = await ardupilotBinReader.open(bytes);
      const [first] = log.flights;
      const boot = 11.459; // time of the first row that states one
      const armed = first?.moments.find(({ text }) => text === "ARMED");
      expect((armed?.at ?? 0) + boot).toBeCloseTo(72.606, 6);
      const trouble = first?.moments.filter(({ rule }) => rule === "ERR.Subsys");
      expect(trouble?.map(({ at }) => Math.round((at + boot) * 1000))).toEqual([241_885, 244_498]);
      const gps = tableNamed(log, "GPS");
      const fix = seriesNamed(log, "GPS.Status").values.findIndex(
        (status: number | bigint) => status >= 3,
      );
      expect((gps.times[fix] ?? 0) + boot).toBeCloseTo(45.136, 6);
      const offset = first?.parameters?.find(({ name }) => name === "COMPASS_OFS_X");
      expect(offset?.value).toBeCloseTo(-97.791557, 5);
      const { times } = tableNamed(log, "MAG3");
      const [x, y, z] = ["X", "Y", "Z"].map((axis) => seriesNamed(log, `MAG3.Mag${axis}`).values);
      const longest = Array.from({ length: times.length }, (_, row) =>
        Math.hypot(Number(x?.[row]), Number(y?.[row]), Number(z?.[row])),
      )
        .filter((_, row) => (times[row] ?? 0) + boot <= 85.655) // where it names the greatest
        .reduce((a, b) => Math.max(a, b));
      expect(longest).toBeCloseTo(785.871521, 3);
    });
  });
});

describe("a real log of 2020 and the telemetry of the same flight", () => {
  const [bin, tlog] = ["BIN", "tlog"].map((ending) =>
    realFile(`mavlink/arducopter-4.1.0-dev-sitl-mission.${ending}`),
  );
  const isHere = bin !== undefined && tlog !== undefined;

  test.skipIf(!isHere)(
    `agree on when, how high and how far ${isHere ? "" : "(absent)"}`,
    async () => {
      const [one, two] = [
        summarize(await ardupilotBinReader.open(bin ?? new Uint8Array()), 0),
        summarize(await tlogReader.open(tlog ?? new Uint8Array()), 0),
      ];
      const takeOff = (log: OpenLog) => {
        const { startedAt = "", moments = [] } = log.flights[0] ?? {};
        const at = moments.find(({ kind }) => kind === "take-off")?.at ?? 0;
        return Date.parse(startedAt) / 1000 + at;
      };
      const apart =
        takeOff(await tlogReader.open(tlog ?? new Uint8Array())) -
        takeOff(await ardupilotBinReader.open(bin ?? new Uint8Array()));
      expect(Math.abs(apart)).toBeLessThan(1.5); // heartbeats come once a second
      expect(one?.maxHeightMeters).toBeCloseTo(two?.maxHeightMeters ?? 0, 1);
      expect(one?.distanceMeters).toBeCloseTo(two?.distanceMeters ?? 0, -1);
      expect(one?.damage).toBe(1); // its last row is cut off
    },
  );
});

describe("a text log of a plane", () => {
  const formats = [
    // Lengths are those of binary rows, and of no matter here.
    "FMT, 129, 0, MSG, QZ, TimeUS,Message",
    "FMT, 130, 51, GPS, QBBIHBcLLeff, TimeUS,I,Status,GMS,GWk,NSats,HDop,Lat,Lng,Alt,Spd,GCrs",
    "FMT, 131, 22, STAT, QBfB, TimeUS,isFlying,isFlyProb,Armed",
    "FMT, 132, 80, VER, QBZ, TimeUS,BT,FWS",
  ];
  const rows = Array.from({ length: 60 }, (_, second) => {
    const micros = second * 1e6;
    // A receiver may begin with a week of its own making; the second one never has a fix.
    const [week, ms] = second < 5 ? [2100, 1000] : [2250, 300_000_000 + second * 1000];
    const isFlying = (second >= 20 && second < 40) || second === 50 ? 1 : 0;
    return [
      `GPS, ${micros}, 0, 1, 0, 0, 0, 99.99, 0, 0, 0, 0, 0`,
      `GPS, ${micros}, 1, 3, ${ms}, ${week}, 12, 0.8, 47.${1000 + second}, 8.5, 500, 10, 90`,
      `STAT, ${micros}, ${isFlying}, 1, 1`,
    ];
  });
  const open = (...own: readonly string[]) =>
    ardupilotLogReader.open(utf8(`${[...formats, ...own, ...rows.flat()].join("\r\n")}\r\n`));

  test("began when most of its fixes say", async () => {
    const [flight] = (await open("MSG, 0, ArduPlane V4.3.5 (aabbccdd)")).flights;
    expect(flight).toMatchObject({ startedAt: "2023-02-22T11:19:42.000Z", clock: "gps" });
  });

  test("took off and landed as it says itself, but for what lasts no time", async () => {
    const [flight] = (await open("MSG, 0, ArduPlane V4.3.5 (aabbccdd)")).flights;
    const turns = flight?.moments.filter(({ kind }) => kind !== "app-text");
    expect(turns?.map(({ kind, at }) => [kind, at])).toEqual([
      ["take-off", 20],
      ["landing", 40],
    ]);
    expect(flight?.damage).toEqual([]);
  });

  test("is known by its version where it says nothing else", async () => {
    const [flight] = (await open("VER, 0, 1, ArduPlane V4.3.5 (aabbccdd)")).flights;
    expect(flight?.aircraft).toMatchObject({ maker: "ArduPilot", model: "Plane" });
  });
});

test("a log of 2013, in which only the satellites tell the time, has it from them", async () => {
  const lines = [
    "FMT, 128, 89, FMT, BBnNZ, Type,Length,Name,Format",
    "FMT, 130, 40, GPS, BIHBcLLeeEe, Status,Time,Week,NSats,HDop,Lat,Lng,RelAlt,Alt,Spd,GCrs",
    "FMT, 1, 17, ATT, cccccCC, RollIn,Roll,PitchIn,Pitch,YawIn,Yaw,NavYaw",
    ...Array.from({ length: 50 }, (_, step) => [
      `GPS, 3, ${130_040_000 + step * 200}, 1745, 9, 1.69, 10.00${10 + step}, 20.0, ${step}.00, 70.00, 5.00, 202.77`,
      `ATT, 0.00, ${step}.00, 0.00, 1.00, 0.00, 90.00, 90.00`,
    ]).flat(),
  ];
  const log = await ardupilotLogReader.open(utf8(`${lines.join("\n")}\n`));
  expect(log.flights[0]).toMatchObject({ clock: "gps", startedAt: "2013-06-17T12:07:04.000Z" });
  expect(summarize(log, 0)).toMatchObject({ durationSeconds: 9.8, maxHeightMeters: 49 });
  const attitude = tableNamed(log, "ATT");
  expect(attitude.times[49]).toBeCloseTo(9.8, 6);
});
