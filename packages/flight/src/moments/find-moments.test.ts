import {
  fly,
  plans,
  UlogWriter,
  writeDataflash,
  writeDjiLog,
  writeTlog,
  writeUlog,
  type UlogFields,
} from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFlight } from "../exports/samples.ts";
import type { Moment } from "../flight.ts";
import { openLog } from "../read-log.ts";
import { withRealFile, withRealFiles } from "../real-files.contract.ts";
import { findMoments } from "./find-moments.ts";
import { madeFlight } from "../testing/made-flight.ts";
import { ruleOf } from "./rule-table.ts";

async function momentsOf(bytes: Uint8Array, name: string): Promise<readonly Moment[]> {
  const log = await openLog(bytes, name);
  return log.flights.flatMap((_, number) => decodeFlight(log, number)?.flight.moments ?? []);
}

/** What rules found that is more than a note. */
async function alarmsOf(bytes: Uint8Array, name: string): Promise<readonly string[]> {
  const moments = await momentsOf(bytes, name);
  return moments
    .filter(({ rule, level }) => ruleOf(rule) !== undefined && level !== "note")
    .map(({ rule, at }) => `${rule} at ${at.toFixed(1)}`);
}

describe("normal flights raise no alarm", () => {
  test.each(["point", "ridge", "field"] as const)("made flight %s, by any maker", async (name) => {
    const flight = fly(plans[name]);
    const logs = [
      writeDjiLog(flight, { version: 11 }),
      writeUlog(flight),
      writeUlog(flight, { older: true }),
      writeTlog(flight),
      writeDataflash(flight, "new"),
      writeDataflash(flight, "old"),
      writeDataflash(flight, "text"),
    ];
    for (const { bytes } of logs) {
      const alarms = await alarmsOf(bytes, "made");
      // Made logs say "Low battery" for the sake of saying something.
      expect(alarms.filter((alarm) => !alarm.startsWith("told-battery"))).toEqual([]);
    }
  });

  for (const [folder, ending] of [
    ["ulog", ".ulg"],
    ["mavlink", ".tlog"],
    ["mavlink", ".BIN"],
    ["dji-txt", ".txt"],
    ["csv", ".csv"],
    ["track", ".gpx"],
    ["track", ".kml"],
  ] as const)
    withRealFiles(folder, ending, (name, bytes) => {
      test(`${folder}/${name}`, async () => expect(await alarmsOf(bytes, name)).toEqual([]));
    });
});

withRealFile("ardupilot/dronekit__log171.bin", (bytes) => {
  test("a real flight that rolled over and fell has crashed, and its estimator was lost", async () => {
    const moments = await momentsOf(bytes, "log171.bin");
    const found = moments.filter(({ level }) => level === "serious").map(({ rule }) => rule);
    expect(found).toEqual(
      expect.arrayContaining(["crash", "impact", "falling", "estimator-variance", "ERR.Subsys"]),
    );
    for (const { at, level } of moments) if (level !== "note") expect(at).toBeGreaterThan(227);
  });
});

/** ArduCopter V3.1 as it wrote text: few times, other names, no unit anywhere. */
function oldCopterLog(rowsAt: (seconds: number) => readonly string[]): Uint8Array {
  const lines = [
    "9",
    "ArduCopter V3.1 (5c6503e2)",
    "FMT, 128, 89, FMT, BBnNZ, Type,Length,Name,Format",
    "FMT, 129, 23, PARM, Nf, Name,Value",
    "FMT, 130, 45, GPS, BIHBcLLeeEefI, Status,TimeMS,Week,NSats,HDop,Lat,Lng,RelAlt,Alt,Spd,GCrs,VZ,T",
    "FMT, 132, 67, MSG, Z, Message",
    "FMT, 9, 19, CURR, hIhhhf, ThrOut,ThrInt,Volt,Curr,Vcc,CurrTot",
    "FMT, 11, 11, MOT, hhhh, Mot1,Mot2,Mot3,Mot4",
    "FMT, 4, 25, CTUN, hcefchhhh, ThrIn,SonAlt,BarAlt,WPAlt,DesSonAlt,AngBst,CRate,ThrOut,DCRate",
    "FMT, 1, 17, ATT, cccccCC, RollIn,Roll,PitchIn,Pitch,YawIn,Yaw,NavYaw",
    "FMT, 3, 6, MODE, Mh, Mode,ThrCrs",
    "FMT, 13, 4, EV, B, Id",
    "FMT, 19, 5, ERR, BB, Subsys,ECode",
    "PARM, RC3_MIN, 994.0000",
    "PARM, RC3_MAX, 2022.000",
    "MSG, ArduCopter V3.1 (5c6503e2)",
    "MODE, STABILIZE, 352",
    "EV, 10",
  ];
  for (let step = 0; step < 300; step += 1) {
    const [seconds, ms] = [step / 5, 109_206_800 + step * 200];
    lines.push(
      `GPS, 3, ${ms}, 1774, 9, 1.69, 10.0000000, 20.0000000, ${heightAt(seconds).toFixed(2)}, 70.00, 0.50, 202.77, 0.0, ${66_937 + step * 200}`,
      ...rowsAt(seconds),
    );
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

const heightAt = (seconds: number) => (seconds < 5 ? 0 : Math.min(25, (seconds - 5) * 2));

type State = {
  readonly climb?: number;
  readonly throttle?: number;
  readonly roll?: number;
  readonly motor?: number;
  readonly height?: number;
};

function rowsOf(seconds: number, state: State = {}): readonly string[] {
  const { climb = 0, throttle = 420, roll = 1, motor = 1400, height = heightAt(seconds) } = state;
  return [
    `CTUN, 600, 0.00, ${height.toFixed(2)}, 0.0, 0.00, 0, ${climb}, ${throttle}, 0`,
    `ATT, 0.00, ${roll.toFixed(2)}, 0.00, 1.00, 0.00, 285.85, 295.85`,
    `MOT, ${motor}, 1410, 1405, 1395`,
    `CURR, ${throttle}, 530330, 1541, 1401, 4960, 923.9`,
  ];
}

describe("a text log of an old autopilot", () => {
  test("of a motor that fails and a crash says both, and who found what", async () => {
    const bytes = oldCopterLog((seconds) => {
      if (seconds < 40) return rowsOf(seconds);
      const passed = seconds - 40;
      const fallen = { roll: Math.min(177, passed * 120), motor: 1980, climb: -300 };
      return [...rowsOf(seconds, fallen), ...(passed > 19 ? ["ERR, 12, 1", "EV, 11"] : [])];
    });
    const serious = (await momentsOf(bytes, "3.log")).filter(({ level }) => level === "serious");
    expect(serious.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["motor-failed", "crash", "tilt-large", "ERR.Subsys"]),
    );
    const failed = serious.find(({ rule }) => rule === "motor-failed");
    expect(failed?.at).toBeCloseTo(40, 0);
    expect(failed?.values?.["motor"]).toBe(1);
  });

  test("that ends in the air has lost its power, or its end", async () => {
    expect(
      await alarmsOf(
        oldCopterLog((seconds) => rowsOf(seconds)),
        "3.log",
      ),
    ).toEqual(["log-ends-in-air at 59.8"]);
  });

  test("of an aircraft too heavy to climb says that its thrust is short", async () => {
    const bytes = oldCopterLog((seconds) => {
      const heavy = rowsOf(seconds, { throttle: seconds < 4 ? 0 : 771, height: 1.2 });
      return seconds > 59 ? [...heavy, "EV, 11"] : heavy;
    });
    expect(await alarmsOf(bytes, "3.log")).toContain("thrust-short at 4.8");
  });
});

describe("a PX4 log", () => {
  /** A quadrotor in the air from 5 s on, as PX4 before 1.13 wrote it; a motor fails at 20 s. */
  function px4Log(isFailing: boolean): Uint8Array {
    const log = new UlogWriter(10);
    log.flags();
    for (const format of [
      "vehicle_status:uint64_t timestamp;uint8_t nav_state;uint8_t arming_state;uint8_t system_type;bool failsafe;uint8_t[4] _padding0;",
      "vehicle_land_detected:uint64_t timestamp;bool landed;uint8_t[7] _padding0;",
      "vehicle_attitude:uint64_t timestamp;float[4] q;",
      "vehicle_attitude_setpoint:uint64_t timestamp;float roll_body;float pitch_body;",
      "actuator_outputs:uint64_t timestamp;uint32_t noutputs;float[16] output;uint8_t[4] _padding0;",
      "vehicle_local_position:uint64_t timestamp;float x;float y;float z;float vx;float vy;float vz;",
    ])
      log.format(format);
    const status = log.subscribe("vehicle_status");
    const land = log.subscribe("vehicle_land_detected");
    const attitude = log.subscribe("vehicle_attitude");
    const setpoint = log.subscribe("vehicle_attitude_setpoint");
    const outputs = log.subscribe("actuator_outputs");
    const local = log.subscribe("vehicle_local_position");
    for (let step = 0; step < 400; step += 1) {
      const [seconds, at] = [step / 10, 10 + step / 10];
      const isFlying = seconds >= 5 && seconds < 35;
      const lost = isFailing && isFlying ? Math.max(0, seconds - 20) : 0;
      const half = (Math.min(175, lost * 150) / 2) * (Math.PI / 180);
      const write = (topic: number, fields: UlogFields) =>
        log.row(topic, { timestamp: Math.round(at * 1e6), ...fields });
      if (step % 5 === 0)
        write(status, { nav_state: 2, arming_state: seconds < 36 ? 2 : 1, system_type: 2 });
      if (step % 5 === 0) write(land, { landed: !isFlying });
      write(attitude, { q: [Math.cos(half), Math.sin(half), 0, 0] });
      write(setpoint, { roll_body: 0, pitch_body: 0 });
      const strained = lost > 0 ? 1950 : 1500;
      write(outputs, { noutputs: 4, output: isFlying ? [1490, 1510, strained, 1480] : [900] });
      write(local, { z: isFlying ? -10 : 0, vz: 0 });
    }
    return log.finish();
  }

  test("of a motor that fails says which, and that the aircraft leaned over", async () => {
    const moments = await momentsOf(px4Log(true), "made.ulg");
    const serious = moments.filter(({ level }) => level === "serious");
    const failed = serious.find(({ rule }) => rule === "motor-failed");
    expect(failed?.at).toBeCloseTo(20.1, 1);
    expect(failed?.values?.["motor"]).toBe(3);
    expect(serious.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["tilt-large", "attitude-off", "crash"]),
    );
  });

  test("of the same flight without a failure raises no alarm", async () => {
    expect(await alarmsOf(px4Log(false), "made.ulg")).toEqual([]);
  });
});

describe("noise in the fields that rules read", () => {
  const sources = [
    "ATT.Roll", "ATT.Pitch", "ATT.DesRoll", "ATT.DesPitch", "RCOU.C1", "RCOU.C2", "RCOU.C3",
    "RCOU.C4", "GPS.Lat", "GPS.Lng", "GPS.Spd", "GPS.Status", "GPS.NSats", "GPS.HDop", "MAG.MagX",
    "MAG.MagY", "MAG.MagZ", "IMU.AccX", "IMU.AccY", "IMU.AccZ", "VIBE.VibeX", "VIBE.VibeY",
    "VIBE.VibeZ", "VIBE.Clip0", "CTUN.ThO", "CTUN.CRt", "CTUN.Alt", "BAT.Volt", "POWR.Vcc",
    "XKF4.SV", "XKF4.SP", "XKF4.SH", "XKF4.SM", "ESC.RPM", "vehicle_status.nav_state",
    "battery_status.voltage_cell_v[0]", "battery_status.voltage_cell_v[1]", "OSD.motorBlocked",
    "esc_status.esc[0].esc_rpm", "esc_status.esc[1].esc_rpm", "actuator_motors.control[0]",
    "actuator_motors.control[1]", "actuator_motors.control[2]", "EV.Id",
  ]; // oxfmt-ignore
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 3, 2000),
    fc.integer({ min: -200, max: 200 }),
  );
  const noise = fc.record({
    format: fc.constantFrom("ulog", "ardupilot-bin", "dji-txt", "mavlink-tlog"),
    chosen: fc.subarray(sources, { minLength: 1 }),
    values: fc.array(value, { minLength: 1, maxLength: 64 }),
    hertz: fc.constantFrom(0.1, 1, 10),
    isTold: fc.boolean(),
  });

  test("throws nothing, and gives spans in order within the flight, with finite numbers", () => {
    fc.assert(
      fc.property(noise, ({ format, chosen, values, hertz, isTold }) => {
        const fields = Object.fromEntries(
          chosen.map((source, shift) => [
            source,
            (seconds: number) =>
              values[(Math.round(seconds * hertz) * (shift + 1)) % values.length] ?? 0,
          ]),
        );
        const { flight, tables } = madeFlight(fields, {
          format,
          hertz,
          aircraft: { model: "Copter" },
          ...(!isTold && { moments: [] }),
        });
        const end = Math.max(0, ...tables.map(({ times }) => times.at(-1) ?? 0));
        let last = 0;
        for (const { at, until = at, rule, values: numbers = {} } of findMoments(flight, tables)) {
          if (!ruleOf(rule)) continue;
          expect(at).toBeGreaterThanOrEqual(last);
          expect(until).toBeGreaterThanOrEqual(at);
          expect(until).toBeLessThanOrEqual(end);
          for (const number of Object.values(numbers)) expect(number).toSatisfy(Number.isFinite);
          last = at;
        }
      }),
      { numRuns: 300 },
    );
  });
});
