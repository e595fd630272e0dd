import { chainsJson, fly, makeChain, plans, writeDjiLog } from "@homepoint/testdata";
import { DJILog, type Frame, type KeychainFeaturePoint } from "dji-log-parser-js";
import { describe, expect, test } from "vitest";
import { parseKeyChains, type KeyChain } from "../../key-chains.ts";
import { withRealFiles } from "../../real-files.contract.ts";
import { labelAt, valueAt, type Series, type Table } from "../../table.ts";
import { djiTxtReader } from "./reader.ts";

// dji-log-parser-js 0.5.7 reads the same logs in another way: one frame for each OSD row, which holds
// what all other rows said up to the next. Every column that both give is compared over all frames.

/** The peer's known faults. None is copied here, and where one stands, nothing is compared. */
const faults: Readonly<Record<number, string>> = {
  1: "the last OSD row never becomes a frame",
  2: "texts of the app are not read before version 13, as two bytes too many are asked for",
  3: "a marker in mid-file is not stepped over, and the rows behind it are lost",
  4: "check bytes are not looked at, so that damaged rows pass",
  5: "latitude and longitude of APP_GPS are swapped",
  6: "distances in kilometres are called metres, altitudes of take-off are tenths, garbage places pass",
  7: "eight flags of OSD byte 35 are in opposite order (all but motorBlocked and notEnoughForce)",
  8: "mode switches are never remapped; of firmware only the first; component sequence and second battery lost",
  9: "RECOVER is read by version and not by length; text is cut at trailing NULs only",
  10: "64-bit states above 2^53 make the whole log fail",
  11: "IMU reason 2 and SD card state 7 have no names; a motor cause is read with its flag bit",
  12: "kinds that it cannot open end in a trap",
};

test("the peer's known faults are twelve", () => {
  expect(Object.keys(faults)).toHaveLength(12);
});

type Value = number | string | boolean | null | undefined;

/** A column of both: where it is there, where it is here, and how it is written there. */
type Common = readonly [
  there: (frame: Frame) => unknown,
  source: string,
  here?: (value: number, label: string | undefined) => Value,
];

const yes = (value: number) => value === 1;
const label = (_: number, text: string | undefined) => text;
const zeroed = (value: number) => (Number.isNaN(value) ? 0 : value);
const raw = (percent: number) => Math.round(1024 + percent * 6.6);

const common: readonly Common[] = [
  [({ osd }) => osd.latitude, "OSD.latitude"],
  [({ osd }) => osd.longitude, "OSD.longitude"],
  [({ osd }) => osd.height, "OSD.height"],
  [({ osd }) => osd.vpsHeight, "OSD.vpsHeight", zeroed],
  [({ osd }) => osd.xSpeed, "OSD.speedX"],
  [({ osd }) => osd.ySpeed, "OSD.speedY"],
  [({ osd }) => osd.zSpeed, "OSD.speedZ"],
  [({ osd }) => osd.pitch, "OSD.pitch"],
  [({ osd }) => osd.roll, "OSD.roll"],
  [({ osd }) => osd.yaw, "OSD.yaw"],
  [({ osd }) => osd.flyTime, "OSD.flyTime"],
  [({ osd }) => osd.flycState, "OSD.flightMode", label],
  [({ osd }) => osd.flightAction, "OSD.flightAction", label],
  [({ osd }) => osd.isGpdUsed, "OSD.gpsUsed", yes],
  [({ osd }) => osd.nonGpsCause, "OSD.nonGpsCause", label],
  [({ osd }) => osd.gpsNum, "OSD.gpsNum"],
  [({ osd }) => osd.gpsLevel, "OSD.gpsLevel"],
  [({ osd }) => osd.droneType, "OSD.droneType", label],
  [({ osd }) => osd.isSwaveWork, "OSD.ultrasonicUsed", yes],
  [({ osd }) => osd.waveError, "OSD.ultrasonicError", yes],
  [({ osd }) => osd.batteryType, "OSD.batteryType", label],
  [({ osd }) => osd.isOnGround, "OSD.groundOrSky", (_, text) => text === "Ground"],
  [({ osd }) => osd.isMotorOn, "OSD.motorOn", yes],
  [({ osd }) => osd.isMotorBlocked, "OSD.motorBlocked", yes],
  [({ osd }) => osd.isNotEnoughForce, "OSD.notEnoughForce", yes],
  [({ osd }) => osd.isImuPreheated, "OSD.imuPreheated", yes],
  [({ osd }) => osd.imuInitFailReason, "OSD.imuInitFailReason", label],
  [({ osd }) => osd.isCompassError, "OSD.compassError", yes],
  [({ osd }) => osd.canIocWork, "OSD.canIocWork", yes],
  [({ osd }) => osd.isVisionUsed, "OSD.visionUsed", yes],
  [({ osd }) => osd.voltageWarning, "OSD.voltageWarning"],
  [({ gimbal }) => gimbal.pitch, "GIMBAL.pitch"],
  [({ gimbal }) => gimbal.roll, "GIMBAL.roll"],
  [({ gimbal }) => gimbal.yaw, "GIMBAL.yaw"],
  [({ gimbal }) => gimbal.mode, "GIMBAL.mode", label],
  [({ gimbal }) => gimbal.isPitchAtLimit, "GIMBAL.pitchAtLimit", yes],
  [({ gimbal }) => gimbal.isRollAtLimit, "GIMBAL.rollAtLimit", yes],
  [({ gimbal }) => gimbal.isYawAtLimit, "GIMBAL.yawAtLimit", yes],
  [({ gimbal }) => gimbal.isStuck, "GIMBAL.stuck", yes],
  [({ rc }) => rc.aileron, "RC.aileron", raw],
  [({ rc }) => rc.elevator, "RC.elevator", raw],
  [({ rc }) => rc.throttle, "RC.throttle", raw],
  [({ rc }) => rc.rudder, "RC.rudder", raw],
  [({ rc }) => rc.uplinkSignal, "OFDM_UPLINK.percent"],
  [({ rc }) => rc.downlinkSignal, "OFDM_DOWNLINK.percent"],
  [({ camera }) => camera.isVideo, "CAMERA.recording", (value) => value > 0],
  [({ camera }) => camera.sdCardIsInserted, "CAMERA.sdCardPresent", yes],
  [({ camera }) => camera.sdCardState, "CAMERA.sdCardState", label],
  [({ home }) => home.latitude, "HOME.latitude"],
  [({ home }) => home.longitude, "HOME.longitude"],
  [({ home }) => home.altitude, "HOME.altitude"],
  [({ home }) => home.isHomeRecord, "HOME.homeRecorded", yes],
  [({ home }) => home.goHomeMode, "HOME.goHomeMode", label],
  [({ home }) => home.isDynamicHomePointEnabled, "HOME.dynamicHomePoint", yes],
  [({ home }) => home.isNearDistanceLimit, "HOME.nearDistanceLimit", yes],
  [({ home }) => home.isNearHeightLimit, "HOME.nearHeightLimit", yes],
  [({ home }) => home.isCompassCalibrating, "HOME.compassCalibrating", yes],
  [({ home }) => home.isMultipleModeEnabled, "HOME.multipleModeOpen", yes],
  [({ home }) => home.isBeginnerMode, "HOME.beginnerMode", yes],
  [({ home }) => home.isIocEnabled, "HOME.iocOpen", yes],
  [({ home }) => home.goHomeHeight, "HOME.goHomeHeight"],
  [({ home }) => home.maxAllowedHeight, "HOME.maxAllowedHeight"],
  [({ home }) => home.currentFlightRecordIndex, "HOME.currentFlightRecordIndex"],
  [({ custom }) => Date.parse(custom.dateTime), "CUSTOM.updateTimestamp"],
];

type Frames = { readonly frames: readonly Frame[]; readonly version: number };

function peerFrames(bytes: Uint8Array, chains?: KeychainFeaturePoint[][]): Frames {
  const log = new DJILog(bytes);
  const { version } = log;
  const frames = log.frames(chains);
  log.free();
  return { frames, version };
}

async function compare(bytes: Uint8Array, peer: Frames, keys?: KeyChain): Promise<number> {
  const log = await djiTxtReader.open(bytes, keys);
  const tables = [...log.tables(0)];
  const osd = tables[0] as Table; // the first is OSD
  expect(peer.frames).toHaveLength(osd.times.length - 1);
  let compared = 0;
  for (const [there, source, here = (value: number) => value] of common) {
    const found = find(tables, source);
    if (!found) continue;
    const [table, series] = found;
    for (const [number, frame] of peer.frames.entries()) {
      const next = osd.times[number + 1] as number; // a frame ends where the next begins
      const rows = table === osd ? [number] : heldRows(table.times, next);
      const values = rows.flatMap((row) =>
        row < 0 ? [] : here(valueAt(series, row), labelAt(series, row)),
      );
      if (values.length === 0 || values.some(isUnknown)) continue;
      compared += 1;
      if (!values.some((value) => isSame(value, there(frame))))
        expect(values, `${source} in frame ${number}`).toContain(there(frame));
    }
  }
  return compared;
}

function find(tables: readonly Table[], source: string): readonly [Table, Series] | undefined {
  for (const table of tables)
    for (const series of table.series) if (series.source === source) return [table, series];
  return undefined;
}

/** Last rows before the next sample, and at it: rows may share its time to the millisecond. */
function heldRows(times: Float64Array, next: number): readonly number[] {
  let row = times.length - 1;
  while (row >= 0 && (times[row] as number) > next) row -= 1;
  const rows = [row];
  while (row >= 0 && times[row] === next) rows.push((row -= 1));
  return rows;
}

/** No fix, or a number that has no name yet on one side. */
function isUnknown(value: Value): boolean {
  return value === undefined || (typeof value === "number" && Number.isNaN(value));
}

/** The peer holds most numbers in 32 bits. */
function isSame(here: Value, there: unknown): boolean {
  if (typeof there === "object" && there !== null) return true; // { Unknown: … }
  if (typeof here !== "number" || typeof there !== "number") return here === there;
  return here === there || Math.abs(here - there) <= 1e-6 * Math.max(1, Math.abs(there));
}

describe("all that both read of real logs", () => {
  withRealFiles("dji-txt", ".txt", (name, bytes) => {
    if (bytes[10] === 14) return test.skip(`${name} (its keys are not to be had)`, () => undefined);
    test(`${name} is the same`, async () => {
      expect(await compare(bytes, peerFrames(bytes))).toBeGreaterThan(10_000);
    });
  });
});

describe("all that both read of made logs", () => {
  const flight = fly(plans.dunes);
  const chain = makeChain(9);

  test.each([3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("version %i is the same", async (version) => {
    const { bytes } = writeDjiLog(flight, { version, images: 1 });
    expect(await compare(bytes, peerFrames(bytes))).toBeGreaterThan(10_000);
  });

  test.each([13, 14])("version %i is the same with keys", async (version) => {
    const { bytes } = writeDjiLog(flight, { version, images: 1, chains: [chain] });
    const json = chainsJson([chain]);
    const peer = peerFrames(bytes, JSON.parse(json) as KeychainFeaturePoint[][]);
    expect(await compare(bytes, peer, parseKeyChains(json))).toBeGreaterThan(10_000);
  });
});
