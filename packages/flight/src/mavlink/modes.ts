import type { Labels } from "../table.ts";

/** Kinds of vehicle that ArduPilot flies, drives and dives, each with modes of its own. */
export type Vehicle = "copter" | "plane" | "rover" | "sub" | "tracker";

/** ArduPilot's modes by number, in its own words. */
export const modesOfVehicle: Readonly<Record<Vehicle, Labels>> = {
  copter: {
    0: "STABILIZE",
    1: "ACRO",
    2: "ALT_HOLD",
    3: "AUTO",
    4: "GUIDED",
    5: "LOITER",
    6: "RTL",
    7: "CIRCLE",
    9: "LAND",
    11: "DRIFT",
    13: "SPORT",
    14: "FLIP",
    15: "AUTOTUNE",
    16: "POSHOLD",
    17: "BRAKE",
    18: "THROW",
    19: "AVOID_ADSB",
    20: "GUIDED_NOGPS",
    21: "SMART_RTL",
    22: "FLOWHOLD",
    23: "FOLLOW",
    24: "ZIGZAG",
    25: "SYSTEMID",
    26: "AUTOROTATE",
    27: "AUTO_RTL",
    28: "TURTLE",
  },
  plane: {
    0: "MANUAL",
    1: "CIRCLE",
    2: "STABILIZE",
    3: "TRAINING",
    4: "ACRO",
    5: "FBWA",
    6: "FBWB",
    7: "CRUISE",
    8: "AUTOTUNE",
    10: "AUTO",
    11: "RTL",
    12: "LOITER",
    13: "TAKEOFF",
    14: "AVOID_ADSB",
    15: "GUIDED",
    16: "INITIALISING",
    17: "QSTABILIZE",
    18: "QHOVER",
    19: "QLOITER",
    20: "QLAND",
    21: "QRTL",
    22: "QAUTOTUNE",
    23: "QACRO",
    24: "THERMAL",
    25: "LOITER_ALT_QLAND",
  },
  rover: {
    0: "MANUAL",
    1: "ACRO",
    3: "STEERING",
    4: "HOLD",
    5: "LOITER",
    6: "FOLLOW",
    7: "SIMPLE",
    8: "DOCK",
    9: "CIRCLE",
    10: "AUTO",
    11: "RTL",
    12: "SMART_RTL",
    15: "GUIDED",
    16: "INITIALISING",
  },
  sub: {
    0: "STABILIZE",
    1: "ACRO",
    2: "ALT_HOLD",
    3: "AUTO",
    4: "GUIDED",
    7: "CIRCLE",
    9: "SURFACE",
    16: "POSHOLD",
    19: "MANUAL",
    20: "MOTOR_DETECT",
    21: "SURFTRAK",
  },
  tracker: { 0: "MANUAL", 1: "STOP", 2: "SCAN", 3: "SERVO_TEST", 4: "GUIDED", 10: "AUTO" },
};

/** ArduPilot's vehicle by MAV_TYPE; what is not listed has rotors. */
const vehicles: Readonly<Record<number, Vehicle>> = {
  1: "plane",
  5: "tracker",
  10: "rover",
  11: "rover",
  12: "sub",
  16: "plane",
  19: "plane",
  20: "plane",
  21: "plane",
  22: "plane",
  23: "plane",
  24: "plane",
  25: "plane",
};

const ardupilot = 3;
const px4 = 12;

const px4Modes: readonly (readonly [main: number, name: string])[] = [
  [1, "MANUAL"],
  [2, "ALTCTL"],
  [3, "POSCTL"],
  [4, "AUTO"],
  [5, "ACRO"],
  [6, "OFFBOARD"],
  [7, "STABILIZED"],
  [8, "RATTITUDE"],
];

const px4AutoModes: readonly (readonly [sub: number, name: string])[] = [
  [1, "READY"],
  [2, "TAKEOFF"],
  [3, "LOITER"],
  [4, "MISSION"],
  [5, "RTL"],
  [6, "LAND"],
  [8, "FOLLOW_TARGET"],
  [9, "PRECLAND"],
];

/** PX4 puts its main mode into the third byte of `custom_mode`, the sub-mode into the fourth. */
const px4Labels: Labels = Object.fromEntries([
  ...px4Modes.map(([main, name]) => [main * 2 ** 16, name] as const),
  ...px4AutoModes.map(([sub, name]) => [sub * 2 ** 24 + 4 * 2 ** 16, name] as const),
]);

/** What the values of HEARTBEAT.custom_mode mean; undefined where no list of them is known. */
export function modesOf(autopilot: number, type: number): Labels | undefined {
  if (autopilot === px4) return px4Labels;
  return autopilot === ardupilot ? modesOfVehicle[vehicles[type] ?? "copter"] : undefined;
}

/** Says whether a mode, by its label, flies the aircraft home. */
export function isReturn(mode: string): boolean {
  return /(?:^|[Q_])RTL$/.test(mode);
}
