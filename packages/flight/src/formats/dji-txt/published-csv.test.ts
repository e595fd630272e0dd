import { realFile } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { withRealFile } from "../../real-files.contract.ts";
import { labelAt, valueAt, type Series, type Table } from "../../table.ts";
import { djiTxtReader } from "./reader.ts";

// A decoded table that somebody else published for a real log of version 11: 182 columns, Latin-1,
// one line for each OSD row, with what all other rows said up to the next OSD row.

/** Where a column's values are, and how they are written there. */
type Column = {
  readonly source: string;
  readonly write: (value: number, label: string | undefined) => string;
};

function fixed(digits: number) {
  return (value: number) => {
    const text = value.toFixed(digits);
    return Number(text) === 0 ? (0).toFixed(digits) : text;
  };
}

const whole = (value: number) => String(Math.round(value));
const halfToEven = (value: number) =>
  whole(Math.abs(value % 1) === 0.5 ? 2 * Math.round(value / 2) : value);
const isTrue = (value: number) => (value === 1 ? "True" : "False");
const named =
  (names: Readonly<Record<string, string>> = {}) =>
  (_: number, label?: string) =>
    names[label ?? ""] ?? label ?? "Unknown";

/** The table's author had other names for the same numbers. */
const modes = { GPSNovice: "Novice", GPSAtti: "GPS_Atti", ConfirmLanding: "ForceLanding" };

/** Sticks are written in hundredths of a percent. */
const stick = (value: number) => String(Math.round(value * 100));

const columns: Readonly<Record<string, Column>> = {
  "CUSTOM.hSpeed": { source: "CUSTOM.hSpeed", write: fixed(2) },
  "CUSTOM.distance": { source: "CUSTOM.distance", write: fixed(2) },
  "CUSTOM.updateTime": {
    source: "CUSTOM.updateTimestamp",
    write: (ms) => new Date(ms).toISOString().slice(0, 23).replaceAll("-", "/").replace("T", " "),
  },
  "OSD.latitude": { source: "OSD.latitude", write: orZero(6) },
  "OSD.longitude": { source: "OSD.longitude", write: orZero(6) },
  "OSD.height": { source: "OSD.height", write: fixed(1) },
  "OSD.xSpeed": { source: "OSD.speedX", write: fixed(1) },
  "OSD.ySpeed": { source: "OSD.speedY", write: fixed(1) },
  "OSD.zSpeed": { source: "OSD.speedZ", write: fixed(1) },
  "OSD.pitch": { source: "OSD.pitch", write: fixed(1) },
  "OSD.roll": { source: "OSD.roll", write: fixed(1) },
  "OSD.yaw": { source: "OSD.yaw", write: fixed(1) },
  "OSD.flycState": { source: "OSD.flightMode", write: named(modes) },
  "OSD.flycCommand": { source: "OSD.appCommand", write: named() },
  "OSD.canIOCWork": { source: "OSD.canIocWork", write: isTrue },
  "OSD.groundOrSky": { source: "OSD.groundOrSky", write: named() },
  "OSD.isMotorUp": { source: "OSD.motorOn", write: isTrue },
  "OSD.isSwaveWork": { source: "OSD.ultrasonicUsed", write: isTrue },
  "OSD.goHomeStatus": { source: "OSD.goHomeStatus", write: named() },
  "OSD.isImuPreheated": { source: "OSD.imuPreheated", write: isTrue },
  "OSD.isVisionUsed": { source: "OSD.visionUsed", write: isTrue },
  "OSD.voltageWarning": { source: "OSD.voltageWarning", write: whole },
  "OSD.modeChannel": { source: "OSD.modeChannel", write: whole },
  "OSD.compassError": { source: "OSD.compassError", write: isTrue },
  "OSD.waveError": { source: "OSD.ultrasonicError", write: isTrue },
  "OSD.gpsLevel": { source: "OSD.gpsLevel", write: whole },
  "OSD.batteryType": { source: "OSD.batteryType", write: named() },
  "OSD.isAcceletorOverRange": { source: "OSD.accelerometerOverRange", write: isTrue },
  "OSD.isVibrating": { source: "OSD.vibrating", write: isTrue },
  "OSD.isBarometerDeadInAir": { source: "OSD.barometerDeadInAir", write: isTrue },
  "OSD.isMotorBlocked": { source: "OSD.motorBlocked", write: isTrue },
  "OSD.isNotEnoughForce": { source: "OSD.notEnoughForce", write: isTrue },
  "OSD.isPropellerCatapult": { source: "OSD.propellerCatapult", write: isTrue },
  "OSD.isGoHomeHeightModified": { source: "OSD.goHomeHeightModified", write: isTrue },
  "OSD.isOutOfLimit": { source: "OSD.outOfLimit", write: isTrue },
  "OSD.gpsNum": { source: "OSD.gpsNum", write: whole },
  "OSD.flightAction": { source: "OSD.flightAction", write: named() },
  "OSD.motorStartFailedCause": { source: "OSD.motorStartFailedCause", write: named() },
  "OSD.nonGPSCause": { source: "OSD.nonGpsCause", write: named() },
  "OSD.battery": { source: "OSD.battery", write: whole },
  "OSD.sWaveHeight": { source: "OSD.vpsHeight", write: orZero(1) },
  "OSD.flyTime": { source: "OSD.flyTime", write: fixed(1) },
  "OSD.motorRevolution": { source: "OSD.motorStartCount", write: whole },
  "OSD.flycVersion": { source: "OSD.versionC", write: whole },
  "OSD.imuInitFailReason": { source: "OSD.imuInitFailReason", write: named() },
  "OSD.ctrlDevice": { source: "OSD.controlDevice", write: named() },
  "GIMBAL.pitch": { source: "GIMBAL.pitch", write: fixed(1) },
  "GIMBAL.roll": { source: "GIMBAL.roll", write: fixed(1) },
  "GIMBAL.yaw": { source: "GIMBAL.yaw", write: fixed(1) },
  "GIMBAL.mode": { source: "GIMBAL.mode", write: named({ Free: "YawNoFollow" }) },
  "GIMBAL.rollAdjust": { source: "GIMBAL.rollAdjust", write: fixed(1) },
  "GIMBAL.yawAngle": { source: "GIMBAL.yawAngle", write: fixed(1) },
  "GIMBAL.isAutoCalibration": { source: "GIMBAL.autoCalibrating", write: isTrue },
  "GIMBAL.autoCalibrationResult": { source: "GIMBAL.autoCalibrationResult", write: whole },
  "GIMBAL.isPitchInLimit": { source: "GIMBAL.pitchAtLimit", write: isTrue },
  "GIMBAL.isRollInLimit": { source: "GIMBAL.rollAtLimit", write: isTrue },
  "GIMBAL.isYawInLimit": { source: "GIMBAL.yawAtLimit", write: isTrue },
  "GIMBAL.isStuck": { source: "GIMBAL.stuck", write: isTrue },
  "GIMBAL.version": { source: "GIMBAL.version", write: whole },
  "GIMBAL.isSingleClick": { source: "GIMBAL.singleClick", write: isTrue },
  "GIMBAL.isDoubleClick": { source: "GIMBAL.doubleClick", write: isTrue },
  "GIMBAL.isTripleClick": { source: "GIMBAL.tripleClick", write: isTrue },
  "RC.aileron": { source: "RC.aileron", write: stick },
  "RC.elevator": { source: "RC.elevator", write: stick },
  "RC.throttle": { source: "RC.throttle", write: stick },
  "RC.rudder": { source: "RC.rudder", write: stick },
  "RC.gimbal": { source: "RC.gimbal", write: stick },
  "RC.goHome": { source: "RC.goHomeButton", write: whole },
  "RC.mode": { source: "RC.modeSwitch", write: whole },
  "RC.wheelOffset": { source: "RC.wheelOffset", write: whole },
  "RC.record": { source: "RC.recordButton", write: whole },
  "RC.shutter": { source: "RC.shutterButton", write: whole },
  "RC.playback": { source: "RC.playbackButton", write: whole },
  "RC.custom1": { source: "RC.custom1", write: whole },
  "RC.custom2": { source: "RC.custom2", write: whole },
  "SMART_BATTERY.usefulTime": { source: "SMART_BATTERY.remainingFlightTime", write: whole },
  "SMART_BATTERY.goHomeTime": { source: "SMART_BATTERY.goHomeTime", write: whole },
  "SMART_BATTERY.landTime": { source: "SMART_BATTERY.landTime", write: whole },
  "SMART_BATTERY.goHomeBattery": { source: "SMART_BATTERY.goHomeBattery", write: whole },
  "SMART_BATTERY.landBattery": { source: "SMART_BATTERY.landBattery", write: whole },
  "SMART_BATTERY.safeFlyRadius": { source: "SMART_BATTERY.safeRadius", write: bitsOf },
  "SMART_BATTERY.volumeConsume": { source: "SMART_BATTERY.consumption", write: whole },
  "SMART_BATTERY.goHomeStatus": { source: "SMART_BATTERY.goHomeStatus", write: named() },
  "SMART_BATTERY.goHomeCountdown": { source: "SMART_BATTERY.goHomeCountdown", write: whole },
  "SMART_BATTERY.voltage": { source: "SMART_BATTERY.voltage", write: whole },
  "SMART_BATTERY.battery": { source: "SMART_BATTERY.percent", write: whole },
  "SMART_BATTERY.lowWarning": { source: "SMART_BATTERY.lowWarning", write: whole },
  "SMART_BATTERY.lowWarningGoHome": { source: "SMART_BATTERY.lowWarningGoHome", write: whole },
  "SMART_BATTERY.seriousLowWarning": { source: "SMART_BATTERY.seriousWarning", write: whole },
  "SMART_BATTERY.seriousLowWarningLanding": {
    source: "SMART_BATTERY.seriousWarningLanding",
    write: whole,
  },
  "HOME.latitude": { source: "HOME.latitude", write: fixed(6) },
  "HOME.longitude": { source: "HOME.longitude", write: fixed(6) },
  "HOME.height": { source: "HOME.altitude", write: fixed(2) },
  "HOME.isHomeRecord": { source: "HOME.homeRecorded", write: isTrue },
  "HOME.goHomeMode": { source: "HOME.goHomeMode", write: whole },
  "HOME.aircraftHeadDirection": { source: "HOME.aircraftHeadDirection", write: whole },
  "HOME.isDynamicHomePointEnabled": { source: "HOME.dynamicHomePoint", write: isTrue },
  "HOME.goHomeStatus": { source: "HOME.nearDistanceLimit", write: whole },
  "HOME.hasGoHome": { source: "HOME.hasGoHome", write: isTrue },
  "HOME.compassCeleStatus": { source: "HOME.compassState", write: whole },
  "HOME.isCompassCeleing": { source: "HOME.compassCalibrating", write: isTrue },
  "HOME.isBeginnerMode": { source: "HOME.beginnerMode", write: isTrue },
  "HOME.isIOCEnabled": { source: "HOME.iocOpen", write: isTrue },
  "HOME.iocMode": { source: "HOME.iocMode", write: named() },
  "HOME.goHomeHeight": { source: "HOME.goHomeHeight", write: whole },
  "HOME.courseLockAngle": { source: "HOME.iocCourseLockAngle", write: fixed(1) },
  "HOME.dataRecorderStatus": { source: "HOME.flightRecordSdState", write: whole },
  "HOME.dataRecorderRemainCapacity": { source: "HOME.recordSdCapacityPercent", write: whole },
  "HOME.dataRecorderRemainTime": { source: "HOME.recordSdLeftTime", write: whole },
  "HOME.dataRecorderFileIndex": { source: "HOME.currentFlightRecordIndex", write: whole },
  "RECOVER.appType": { source: "RECOVER.platform", write: named() },
  "APP_GPS.latitude": { source: "APP_GPS.latitude", write: fixed(6) },
  "APP_GPS.longitude": { source: "APP_GPS.longitude", write: fixed(6) },
  "APP_GPS.accuracy": { source: "APP_GPS.accuracy", write: halfToEven },
};

/** Columns that are not compared row by row, and why. */
const others: Readonly<Record<string, string>> = {
  "OSD.droneType": "its author did not know this aircraft yet",
  "RECOVER.droneType": "its author did not know this aircraft yet",
  "RECOVER.appVersion": "three series here; compared below",
  "RECOVER.aircraftSn": "its author read serials of 16 bytes as if they were 10",
  "RECOVER.aircraftName": "shifted by the serial before it",
  "RECOVER.cameraSn": "shifted by the serial before it",
  "RECOVER.rcSn": "shifted by the serial before it",
  "FIRMWARE.version": "the first of many, three digits of four",
  "SMART_BATTERY.status": "flags here, each a series",
  "SMART_BATTERY.voltagePercent": "a byte without meaning",
  "APP_TIP.tip": "a moment here; compared below",
  "APP_WARN.warn": "a moment here; compared below",
};

/** What the log does not know is written as 0 in the table. */
function orZero(digits: number) {
  return (value: number) => fixed(digits)(Number.isNaN(value) ? 0 : value);
}

/** The table's author read this float as a whole number. */
function bitsOf(value: number): string {
  return String(new Int32Array(Float32Array.of(value).buffer)[0]);
}

function readCsv(bytes: Uint8Array): readonly (readonly string[])[] {
  const text = new TextDecoder("latin1").decode(bytes);
  return text
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => line.split(","));
}

/** Last rows before the next sample, and at it: rows may share its time to the millisecond. */
function heldRows(times: Float64Array, next: number): readonly number[] {
  let row = times.length - 1;
  while (row >= 0 && (times[row] as number) > next) row -= 1;
  const rows = [row];
  while (row >= 0 && times[row] === next) rows.push((row -= 1));
  return rows;
}

describe("the published table of a Mavic 2 log", () => {
  withRealFile("dji-txt/chrisvm__mavic2_0.txt", (log) => {
    const csv = realFile("dji-txt/chrisvm__test.csv");
    if (!csv) return test.skip("absent: not beside the repository", () => undefined);
    const [heads = [], ...lines] = readCsv(csv);

    test.each(Object.entries(columns))("%s is the same in all rows", async (head, column) => {
      const opened = await djiTxtReader.open(log);
      const tables = [...opened.tables(0)];
      const osd = tables[0] as Table; // the first is OSD
      const [table, series] = find(tables, column.source);
      const place = heads.lastIndexOf(head);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(lines).toHaveLength(osd.times.length);
      const wrong = lines.flatMap((line, row) => {
        const next = osd.times[row + 1] ?? Number.POSITIVE_INFINITY;
        const rows = table === osd ? [row] : heldRows(table.times, next);
        const written = rows.map((own) => writeCell(series, own, column));
        const cell = (line[place] ?? "").replace(/^-(0\.0*)$/, "$1");
        return written.includes(cell) ? [] : [`${row}: ${line[place]} ≠ ${written}`];
      });
      expect(wrong.slice(0, 5)).toEqual([]);
    });

    test("every column that says anything is compared, or said why not", () => {
      const silent = heads.filter((head, place) => {
        const isEmpty = lines.every((line) => !line[place]);
        return !isEmpty && !(head in columns) && !(head in others) && !head.startsWith("DETAILS.");
      });
      expect(silent).toEqual([]);
    });

    test("the header's facts and the identities are the same", async () => {
      const { flights } = await djiTxtReader.open(log);
      const [flight] = flights;
      const of = (head: string) => lines[0]?.[heads.indexOf(head)];
      expect(flight?.startedAt).toBe(
        `${of("DETAILS.timestamp")?.replaceAll("/", "-").replace(" ", "T")}Z`,
      );
      expect(flight?.stated.distanceMeters?.toFixed(2)).toBe(of("DETAILS.totalDistance"));
      expect(flight?.stated.durationSeconds?.toFixed(1)).toBe(of("DETAILS.totalTime"));
      expect(flight?.stated.maxHeightMeters?.toFixed(1)).toBe(of("DETAILS.maxHeight"));
      expect(flight?.stated.maxSpeedMetersPerSecond?.toFixed(2)).toBe(
        of("DETAILS.maxHorizontalSpeed"),
      );
      expect(flight?.stated.maxVerticalSpeedMetersPerSecond?.toFixed(1)).toBe(
        of("DETAILS.maxVerticalSpeed"),
      );
      expect(flight?.stated.position?.latitude.toFixed(6)).toBe(of("DETAILS.latitude"));
      expect(flight?.stated.position?.longitude.toFixed(6)).toBe(of("DETAILS.longitude"));
      expect(String(flight?.stated.photos)).toBe(of("DETAILS.photoNum"));
      expect(flight?.aircraft.name).toBe(of("DETAILS.aircraftName"));
      expect(flight?.aircraft.serial).toBe(of("DETAILS.aircraftSn"));
      expect(flight?.camera?.serial).toBe(of("DETAILS.cameraSn"));
      expect(flight?.controller?.serial).toBe(of("DETAILS.rcSn"));
      expect(flight?.batteries).toEqual([{ serial: of("DETAILS.batterySn") }]);
      expect(flight?.app).toEqual({
        platform: of("DETAILS.appType"),
        version: of("DETAILS.appVersion"),
      });
      expect(flight?.app?.version).toBe(of("RECOVER.appVersion"));
    });

    test("what the app said is the same, in the same rows", async () => {
      const opened = await djiTxtReader.open(log);
      const osd = [...opened.tables(0)][0] as Table; // the first is OSD
      const said = (levels: readonly string[]) =>
        opened.flights[0]?.moments.filter(
          ({ kind, level }) => kind === "app-text" && levels.includes(level),
        ) ?? [];
      const columnsSaid = { "APP_TIP.tip": said(["note"]), "APP_WARN.warn": said(["warning"]) };
      for (const [head, moments] of Object.entries(columnsSaid)) {
        const place = heads.indexOf(head);
        for (const [row, line] of lines.entries()) {
          const next = osd.times[row + 1] ?? Number.POSITIVE_INFINITY;
          const text = moments.findLast(({ at }) => at < next)?.text ?? "";
          // The table does not quote its commas, so that only what stands before one is compared.
          if (line[place] !== text.split(",")[0]) expect(line[place], `${row}`).toBe(text);
        }
      }
    });
  });
});

function find(tables: readonly Table[], source: string): readonly [Table, Series] {
  for (const table of tables)
    for (const series of table.series) if (series.source === source) return [table, series];
  throw new Error(`there is no ${source}`);
}

function writeCell(series: Series, row: number, { write }: Column): string {
  return row < 0 ? "" : write(valueAt(series, row), labelAt(series, row));
}
