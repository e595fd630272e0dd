import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Level } from "../flight.ts";
import { findMoments } from "./find-moments.ts";
import {
  always,
  between,
  madeFlight,
  type MadeFields,
  type MadeOptions,
} from "../testing/made-flight.ts";
import type { Table } from "../table.ts";
import { ruleTable, type RuleId } from "./rule-table.ts";

type Made = readonly [fields: MadeFields, options?: MadeOptions];

type Case = {
  readonly rule: RuleId;
  readonly level: Level;
  readonly found: Made;
  /** What it found, as far as it is told here. */
  readonly at?: number;
  readonly values?: Readonly<Record<string, number>>;
  /** Just not. */
  readonly missed: readonly Made[];
};

const ardupilot: MadeOptions = {
  format: "ardupilot-bin",
  aircraft: { maker: "ArduPilot", model: "Copter" },
};
const dji: MadeOptions = { format: "dji-txt", aircraft: { maker: "DJI" } };

const level: MadeFields = { "ATT.Roll": always(2), "ATT.Pitch": always(-3) };
const motors = (first: (seconds: number) => number): MadeFields => ({
  "RCOU.C1": first,
  "RCOU.C2": always(1450),
  "RCOU.C3": always(1440),
  "RCOU.C4": always(1460),
});
const ramp = (from: number, perSecond: number) => (seconds: number) =>
  Math.max(0, seconds - from) * perSecond;
const gps = (jump: number): MadeFields => ({
  "GPS.Lat": (seconds) => 50 + (seconds * 10) / 111_195 + (seconds >= 30 ? jump / 111_195 : 0),
  "GPS.Lng": always(8),
  "GPS.Spd": always(10),
  "GPS.Status": always(3),
});
const mag = (length: (seconds: number) => number): MadeFields => ({
  "MAG.MagX": length,
  "MAG.MagY": always(0),
  "MAG.MagZ": always(0),
});
const radians = Math.PI / 180;
/** A second compass that points elsewhere by some degrees; the key of a field may name its instance. */
const compassPair = (apart: (seconds: number) => number): MadeFields => ({
  ...mag(always(500)),
  "MAG#1.MagX": (seconds) => 400 * Math.cos(apart(seconds) * radians),
  "MAG#1.MagY": (seconds) => 400 * Math.sin(apart(seconds) * radians),
  "MAG#1.MagZ": always(0),
});
const twoCompasses = (second: number): MadeOptions => ({
  ...ardupilot,
  settings: { COMPASS_USE: 1, COMPASS_USE2: second },
});
const throttle = (seconds: number) => 0.3 + 0.3 * Math.sin(seconds);
const landing = (sinking: number): MadeFields => ({
  "vehicle_local_position.verticalSpeed": between(50, 53, -sinking),
  "vehicle_local_position.height": (seconds) => Math.max(0, Math.min(9, (53 - seconds) * sinking)),
});
const quiet: MadeFields = { "vehicle_local_position.vx": always(0) };
const told = (text: string): Made => [quiet, { texts: [[30, text]] }];

/** Pilots who roll over on purpose. */
const acrobat: MadeOptions = {
  ...ardupilot,
  labels: { "MODE.Mode": { 0: "STABILIZE", 1: "ACRO" } },
};
const plane: MadeOptions = {
  format: "ardupilot-bin",
  aircraft: { maker: "ArduPilot", model: "Plane" },
};
const rover: MadeOptions = {
  format: "ardupilot-bin",
  aircraft: { maker: "ArduPilot", model: "Rover" },
};
/** A racing quadcopter that may lean far. */
const racer: MadeOptions = { ...ardupilot, settings: { ANGLE_MAX: 7500 } };

const cases: readonly Case[] = [
  {
    rule: "crash",
    level: "serious",
    found: [{ ...level, "ATT.Roll": between(40, 60, 178, 2) }, ardupilot],
    at: 40,
    values: { limit: 60 },
    missed: [
      [{ ...level, "ATT.Pitch": between(30, 40, 72, 0) }, racer],
      [{ ...level, "ATT.Roll": between(40, 42, 178, 2) }, ardupilot],
      [{ ...level, "ATT.Roll": between(40, 60, 55, 2) }, ardupilot],
      [
        { ...level, "ATT.Roll": between(40, 60, 178, 2) },
        { ...ardupilot, aircraft: { model: "Plane" } },
      ],
    ],
  },
  {
    rule: "impact",
    level: "warning",
    found: [
      { "IMU.AccX": between(40, 40.1, 60, 0), "IMU.AccY": always(0), "IMU.AccZ": always(9.8) },
    ],
    at: 40,
    missed: [
      // A racer that turns hard, a plane that lands on its belly, a rover on a kerb.
      [
        {
          "IMU.AccX": between(40, 40.1, 60, 0),
          "IMU.AccY": always(0),
          "IMU.AccZ": always(9.8),
          "MODE.Mode": between(20, 50, 1),
        },
        acrobat,
      ],
      [
        { "IMU.AccX": between(40, 40.1, 60, 0), "IMU.AccY": always(0), "IMU.AccZ": always(9.8) },
        plane,
      ],
      [
        { "IMU.AccX": between(40, 40.1, 60, 0), "IMU.AccY": always(0), "IMU.AccZ": always(9.8) },
        rover,
      ],
      [{ "IMU.AccX": between(40, 40.1, 40), "IMU.AccY": always(0), "IMU.AccZ": always(9.8) }],
      [{ "IMU.AccX": between(1, 1.1, 60), "IMU.AccY": always(0), "IMU.AccZ": always(9.8) }],
    ],
  },
  {
    rule: "hard-landing",
    level: "warning",
    found: [landing(3)],
    values: { sinking: 3, limit: 2.5 },
    missed: [[landing(2)]],
  },
  {
    rule: "falling",
    level: "serious",
    found: [{ "vehicle_local_position.verticalSpeed": between(30, 32, -14) }],
    at: 30,
    values: { sinking: 14 },
    missed: [
      // A racer that dives.
      [{ "CTUN.CRt": between(30, 32, -14), "MODE.Mode": between(20, 50, 1) }, acrobat],
      [{ "vehicle_local_position.verticalSpeed": between(30, 32, -8) }],
      [{ "vehicle_local_position.verticalSpeed": between(30, 30.3, -14) }],
    ],
  },
  {
    rule: "tilt-large",
    level: "serious",
    found: [{ ...level, "ATT.Pitch": between(30, 31, 65, 0) }, ardupilot],
    at: 30,
    missed: [
      [
        { "OSD.pitch": between(30, 31, 80, 0), "OSD.roll": always(0), "OSD.flightMode": always(0) },
        { ...dji, labels: { "OSD.flightMode": { 0: "Manual" } } },
      ],
      [{ ...level, "ATT.Pitch": between(30, 31, 72, 0) }, racer],
      [{ ...level, "ATT.Pitch": between(30, 31, 48, 0) }, ardupilot],
      [
        { ...level, "ATT.Pitch": between(30, 31, 65, 0), "MODE.Mode": between(20, 50, 1) },
        { ...ardupilot, labels: { "MODE.Mode": { 0: "STABILIZE", 1: "ACRO" } } },
      ],
    ],
  },
  {
    rule: "attitude-off",
    level: "serious",
    found: [
      { ...level, "ATT.DesRoll": always(2), "ATT.DesPitch": between(30, 34, 30, -3) },
      ardupilot,
    ],
    at: 30,
    values: { limit: 30 },
    missed: [
      [{ ...level, "ATT.DesRoll": always(2), "ATT.DesPitch": between(30, 34, 15, -3) }, ardupilot],
    ],
  },
  {
    rule: "attitude-failure",
    level: "serious",
    found: [{ "failure_detector_status.fd_roll": between(30, 32, 1) }],
    at: 30,
    missed: [[{ "failure_detector_status.fd_roll": between(1, 3, 1) }]],
  },
  {
    rule: "motor-failed",
    level: "serious",
    found: [
      { ...motors(between(30, 32, 1980, 1450)), ...level, "ATT.Roll": ramp(30.2, 40) },
      { ...ardupilot, settings: { FRAME_CLASS: 1 } },
    ],
    at: 30,
    values: { motor: 1 },
    missed: [
      // All motors at once, and one motor without any effect.
      [
        { ...motors(always(1450)), ...level, "ATT.Roll": ramp(30.2, 40) },
        { ...ardupilot, settings: { FRAME_CLASS: 1 } },
      ],
      [
        { ...motors(between(30, 32, 1980, 1450)), ...level },
        { ...ardupilot, settings: { FRAME_CLASS: 1 } },
      ],
    ],
  },
  {
    rule: "motor-strained",
    level: "warning",
    found: [
      { ...motors(between(30, 34, 1980, 1450)), ...level },
      { ...ardupilot, settings: { FRAME_CLASS: 1 } },
    ],
    at: 30,
    values: { motor: 1 },
    missed: [
      [
        { ...motors(between(30, 32, 1980, 1450)), ...level },
        { ...ardupilot, settings: { FRAME_CLASS: 1 } },
      ],
    ],
  },
  {
    rule: "motor-stopped",
    level: "serious",
    found: [
      {
        "esc_status.esc[0].esc_rpm": between(30, 31, 0, 5000),
        "esc_status.esc[1].esc_rpm": always(5000),
        "esc_status.esc[2].esc_rpm": always(-5000),
      },
    ],
    at: 30,
    values: { motor: 1, speed: 0 },
    missed: [
      [
        {
          "esc_status.esc[0].esc_rpm": between(5, 50, 5000),
          "esc_status.esc[1].esc_rpm": between(5, 50, 5000),
        },
      ],
    ],
  },
  {
    rule: "thrust-short",
    level: "warning",
    found: [{ ...level, "CTUN.ThO": between(20, 40, 0.78, 0.4), "CTUN.CRt": always(0) }, ardupilot],
    at: 20,
    missed: [
      [{ ...level, "CTUN.ThO": between(20, 40, 0.78, 0.4), "CTUN.CRt": always(2) }, ardupilot],
      [{ ...level, "CTUN.ThO": between(20, 24, 0.78, 0.4), "CTUN.CRt": always(0) }, ardupilot],
    ],
  },
  {
    rule: "motors-unbalanced",
    level: "note",
    found: [motors(always(1650)), { ...ardupilot, settings: { FRAME_CLASS: 1 } }],
    values: { motor: 1 },
    missed: [[motors(always(1550)), { ...ardupilot, settings: { FRAME_CLASS: 1 } }]],
  },
  {
    rule: "motor-error",
    level: "serious",
    found: [{ "OSD.motorBlocked": between(30, 31, 1) }, dji],
    at: 30,
    missed: [[{ "OSD.motorBlocked": always(0) }, dji]],
  },
  {
    rule: "motor-start-refused",
    level: "note",
    found: [{ "OSD.motorStartFailedCause": between(1, 3, 9) }, dji],
    values: { value: 9 },
    missed: [[{ "OSD.motorStartFailedCause": always(0) }, dji]],
  },
  {
    rule: "cell-voltage-low",
    level: "warning",
    found: [
      {
        "battery_status.voltage_cell_v[0]": between(30, 36, 3.1, 3.8),
        "battery_status.voltage_cell_v[1]": always(3.8),
      },
    ],
    at: 30,
    values: { voltage: 3.1, limit: 3.3, seconds: 6 },
    missed: [
      // Lithium ion, as its set-up says.
      [
        { "BAT.Volt": between(30, 36, 18.6, 25) },
        { ...ardupilot, settings: { BATT_LOW_VOLT: 18 } },
      ],
      // One wrong value does not make it a battery of more cells.
      [{ "battery_status.voltage_v": (seconds) => (seconds === 20 ? 60 : 15.2) }],
      [{ "battery_status.voltage_cell_v[0]": between(30, 33, 3.1, 3.8) }],
      [{ "battery_status.voltage_cell_v[0]": between(30, 36, 3.35, 3.8) }],
      // 22.2 V of six cells, not of five.
      [{ "battery_status.voltage_v": between(30, 36, 20.4, 25.2) }],
      // A battery of another chemistry may be set up to be empty at 2.8 V.
      [
        { "battery_status.voltage_cell_v[0]": between(30, 36, 3.1, 3.8) },
        { settings: { BAT1_V_EMPTY: 2.8 } },
      ],
    ],
  },
  {
    rule: "cells-apart",
    level: "warning",
    found: [
      {
        "SMART_BATTERY_CELLS.cell1": between(30, 40, 3.5, 3.8),
        "SMART_BATTERY_CELLS.cell2": always(3.8),
      },
      dji,
    ],
    at: 30,
    values: { difference: 0.3, limit: 0.2 },
    missed: [
      [
        {
          "SMART_BATTERY_CELLS.cell1": between(30, 40, 3.65, 3.8),
          "SMART_BATTERY_CELLS.cell2": always(3.8),
        },
        dji,
      ],
    ],
  },
  {
    rule: "voltage-sag",
    level: "warning",
    found: [{ "battery_status.voltage_cell_v[0]": between(30, 31, 3.2, 3.8) }],
    at: 30,
    values: { drop: 0.6, voltage: 3.2 },
    missed: [
      [{ "battery_status.voltage_cell_v[0]": between(30, 31, 3.4, 3.8) }],
      // A racer at full throttle.
      [{ "battery_status.voltage_cell_v[0]": between(30, 31, 3.35, 4.1) }],
      [{ "battery_status.voltage_cell_v[0]": (seconds) => 3.8 - seconds * 0.01 }],
    ],
  },
  {
    rule: "charge-low",
    level: "warning",
    found: [{ "battery_status.remaining": between(50, 60, 8, 40) }],
    at: 50,
    values: { charge: 8 },
    missed: [
      [{ "battery_status.remaining": between(50, 60, 12, 40) }],
      [{ "battery_status.remaining": between(0, 20, 0, 40) }],
    ],
  },
  {
    rule: "voltage-below-set",
    level: "warning",
    found: [
      { "BAT.Volt": between(30, 42, 14, 16) },
      { ...ardupilot, settings: { BATT_LOW_VOLT: 14.4 } },
    ],
    at: 30,
    values: { voltage: 14, limit: 14.4 },
    missed: [
      [
        { "BAT.Volt": between(30, 38, 14, 16) },
        { ...ardupilot, settings: { BATT_LOW_VOLT: 14.4 } },
      ],
      [{ "BAT.Volt": between(30, 42, 14, 16) }, { ...ardupilot, settings: { BATT_LOW_VOLT: 0 } }],
    ],
  },
  {
    rule: "supply-voltage-low",
    level: "warning",
    found: [{ "POWR.Vcc": between(30, 30.5, 4.5, 5.1) }, ardupilot],
    at: 30,
    missed: [
      [{ "POWR.Vcc": between(30, 30.5, 4.7, 5.1) }, ardupilot],
      [{ "POWR.Vcc": always(0) }, ardupilot],
    ],
  },
  {
    rule: "supply-voltage-unsteady",
    level: "warning",
    found: [{ "CURR.Vcc": between(30, 31, 4800, 5200) }, ardupilot],
    at: 30,
    values: { difference: 0.4 },
    missed: [[{ "CURR.Vcc": between(30, 31, 5000, 5200) }, ardupilot]],
  },
  {
    rule: "log-ends-in-air",
    level: "warning",
    found: [{ "vehicle_local_position.height": always(20) }, { air: [5, 60] }],
    at: 59.9,
    values: { height: 20 },
    missed: [
      // Uphill.
      [{ "POS.RelHomeAlt": always(20) }, { ...rover, air: [5, 60] }],
      [{ "vehicle_local_position.height": always(2) }, { air: [5, 60] }],
      [{ "vehicle_local_position.height": always(20) }],
      // Landed on a hill, and locked.
      [
        {
          "vehicle_local_position.height": always(20),
          "actuator_armed.armed": (seconds) => (seconds < 59.8 ? 1 : 0),
        },
        { air: [5, 60] },
      ],
      // What is recorded on the ground ends when who records it ends.
      [{ "OSD.height": always(20) }, { ...dji, air: [5, 60] }],
    ],
  },
  {
    rule: "position-jump",
    level: "warning",
    found: [gps(30), ardupilot],
    at: 30,
    values: { limit: 10 },
    missed: [
      [gps(8), ardupilot],
      [{ ...gps(30), "GPS.Status": between(29, 31, 1, 3) }, ardupilot],
    ],
  },
  {
    rule: "fix-lost",
    level: "serious",
    found: [{ "GPS.Status": between(30, 33, 1, 3) }, ardupilot],
    at: 30,
    values: { fix: 1, seconds: 3 },
    missed: [
      // Indoors a receiver sees satellites now and then, and flies by none.
      [{ "GPS.Status": between(30, 32, 3, 1) }, ardupilot],
      [{ "GPS.Status": between(30, 30.5, 1, 3) }, ardupilot],
      [{ "GPS.Status": always(1) }, ardupilot],
    ],
  },
  {
    rule: "satellites-few",
    level: "warning",
    found: [{ "GPS.NSats": between(30, 35, 4, 14) }, ardupilot],
    at: 30,
    values: { satellites: 4, limit: 5 },
    missed: [
      [{ "GPS.NSats": between(30, 35, 7, 14) }, ardupilot],
      [{ "GPS.NSats": always(4) }, ardupilot],
    ],
  },
  {
    rule: "dilution-high",
    level: "warning",
    found: [{ "GPS.HDop": between(30, 35, 4, 1.2) }, ardupilot],
    at: 30,
    missed: [
      [{ "GPS.HDop": between(30, 35, 2.8, 1.2) }, ardupilot],
      [{ "GPS.HDop": always(4) }, ardupilot],
      [{ "GPS_RAW_INT.eph": between(30, 35, 99.99, 1.2) }],
    ],
  },
  {
    rule: "position-uncertain",
    level: "warning",
    found: [{ "vehicle_gps_position.eph": between(30, 35, 14, 1) }],
    at: 30,
    missed: [[{ "vehicle_gps_position.eph": between(30, 35, 6, 1) }]],
  },
  {
    rule: "jamming",
    level: "warning",
    found: [{ "vehicle_gps_position.jamming_indicator": between(30, 40, 110, 30) }],
    at: 30,
    values: { indicator: 110, limit: 80 },
    missed: [
      [{ "vehicle_gps_position.jamming_indicator": between(30, 40, 70, 30) }],
      [{ "vehicle_gps_position.jamming_indicator": between(30, 33, 110, 30) }],
    ],
  },
  {
    rule: "jamming-detected",
    level: "serious",
    found: [{ "sensor_gps.jamming_state": between(30, 32, 3, 1) }],
    at: 30,
    missed: [[{ "sensor_gps.jamming_state": always(1) }]],
  },
  {
    rule: "spoofing-detected",
    level: "serious",
    found: [{ "sensor_gps.spoofing_state": between(30, 32, 2, 1) }],
    at: 30,
    missed: [[{ "sensor_gps.spoofing_state": always(1) }]],
  },
  {
    rule: "field-unsteady",
    level: "warning",
    found: [mag(between(30, 36, 720, 500)), ardupilot],
    missed: [
      // A compass that is not used.
      [mag(between(30, 36, 720, 500)), { ...ardupilot, settings: { COMPASS_USE: 0 } }],
      [mag(between(30, 36, 620, 500)), ardupilot],
      [mag(between(30, 31, 720, 500)), ardupilot],
    ],
  },
  {
    rule: "field-follows-throttle",
    level: "warning",
    found: [
      { ...mag((seconds) => 400 + 250 * throttle(seconds)), "CTUN.ThO": throttle },
      ardupilot,
    ],
    missed: [
      [{ ...mag((seconds) => 400 + 100 * throttle(seconds)), "CTUN.ThO": throttle }, ardupilot],
      [
        { ...mag((seconds) => 500 + 120 * Math.sin(seconds * 0.37)), "CTUN.ThO": throttle },
        ardupilot,
      ],
    ],
  },
  {
    rule: "compass-rejected",
    level: "warning",
    found: [{ "estimator_status.mag_test_ratio": between(30, 35, 1.4, 0.2) }],
    at: 30,
    missed: [
      [{ "estimator_status.mag_test_ratio": between(30, 35, 0.9, 0.2) }],
      [{ "estimator_status.mag_test_ratio": between(30, 31, 1.4, 0.2) }],
    ],
  },
  {
    rule: "compasses-apart",
    level: "warning",
    found: [compassPair(between(30, 36, 90, 5)), twoCompasses(1)],
    values: { difference: 90, limit: 60 },
    missed: [
      [compassPair(between(30, 36, 40, 5)), twoCompasses(1)],
      [compassPair(between(30, 36, 90, 5)), twoCompasses(0)],
    ],
  },
  {
    rule: "compass-error",
    level: "warning",
    found: [{ "OSD.compassError": between(30, 33, 1) }, dji],
    at: 30,
    missed: [[{ "OSD.compassError": between(30, 30.3, 1) }, dji]],
  },
  {
    rule: "estimator-variance",
    level: "serious",
    found: [
      {
        "XKF4.SV": between(30, 33, 0.9, 0.1),
        "XKF4.SP": between(30, 33, 1.1, 0.1),
        "XKF4.SH": always(0.1),
        "XKF4.SM": always(0.1),
      },
      ardupilot,
    ],
    at: 30,
    values: { ratio: 0.9, limit: 0.8 },
    missed: [
      // One alone, and two for less than a second.
      [
        {
          "XKF4.SV": always(0.1),
          "XKF4.SP": between(30, 33, 1.1, 0.1),
          "XKF4.SH": always(0.1),
          "XKF4.SM": always(0.1),
        },
        ardupilot,
      ],
      [
        {
          "XKF4.SV": between(30, 30.6, 0.9, 0.1),
          "XKF4.SP": between(30, 30.6, 1.1, 0.1),
          "XKF4.SH": always(0.1),
          "XKF4.SM": always(0.1),
        },
        ardupilot,
      ],
    ],
  },
  {
    rule: "estimator-rejects",
    level: "warning",
    found: [
      {
        "estimator_status.vel_test_ratio": between(30, 33, 1.3, 0.1),
        "estimator_status.pos_test_ratio": always(0.1),
        "estimator_status.hgt_test_ratio": always(0.1),
      },
    ],
    at: 30,
    missed: [
      [
        {
          "estimator_status.vel_test_ratio": between(30, 31, 1.3, 0.1),
          "estimator_status.pos_test_ratio": always(0.1),
          "estimator_status.hgt_test_ratio": always(0.1),
        },
      ],
    ],
  },
  {
    rule: "estimator-fault",
    level: "warning",
    found: [{ "estimator_status.filter_fault_flags": between(30, 33, 4) }],
    at: 30,
    values: { value: 4 },
    missed: [
      [{ "failsafe_flags.local_position_invalid": always(1) }],
      [{ "estimator_status.filter_fault_flags": between(30, 30.3, 4) }],
    ],
  },
  {
    rule: "sensor-unhealthy",
    level: "warning",
    found: [
      {
        "SYS_STATUS.onboard_control_sensors_present": always(0x1003f),
        "SYS_STATUS.onboard_control_sensors_enabled": always(0x1002f),
        "SYS_STATUS.onboard_control_sensors_health": between(30, 35, 0x2b, 0x1002f),
      },
    ],
    at: 30,
    values: { value: 4 },
    missed: [
      [
        {
          "SYS_STATUS.onboard_control_sensors_present": always(0x1003f),
          "SYS_STATUS.onboard_control_sensors_enabled": always(0x1002f),
          "SYS_STATUS.onboard_control_sensors_health": always(0x2b),
        },
      ],
      [
        {
          "SYS_STATUS.onboard_control_sensors_present": always(0x1003f),
          "SYS_STATUS.onboard_control_sensors_enabled": always(0x1002f),
          "SYS_STATUS.onboard_control_sensors_health": between(30, 31, 0x2b, 0x1002f),
        },
      ],
    ],
  },
  {
    rule: "vibration-high",
    level: "warning",
    found: [
      { "VIBE.VibeX": always(5), "VIBE.VibeY": always(5), "VIBE.VibeZ": between(30, 40, 45, 9) },
      ardupilot,
    ],
    at: 30,
    values: { acceleration: 45, limit: 30 },
    missed: [
      [{ "VIBE.VibeX": between(30, 40, 45, 9) }, rover],
      [
        { "VIBE.VibeX": always(5), "VIBE.VibeY": always(5), "VIBE.VibeZ": between(30, 40, 28, 9) },
        ardupilot,
      ],
    ],
  },
  {
    rule: "vibration-strong",
    level: "warning",
    found: [{ "vehicle_imu_status.accel_vibration_metric": between(30, 40, 12, 2) }],
    at: 30,
    missed: [[{ "vehicle_imu_status.accel_vibration_metric": between(30, 40, 7, 2) }]],
  },
  {
    rule: "vibration-rough",
    level: "warning",
    found: [{ "estimator_status.vibe[2]": between(30, 40, 0.06, 0.01) }],
    at: 30,
    missed: [[{ "estimator_status.vibe[2]": between(30, 40, 0.03, 0.01) }]],
  },
  {
    rule: "vibration-spread",
    level: "warning",
    found: [
      {
        "IMU.AccX": (seconds) => (Math.round(seconds * 10) % 2) * between(20, 40, 4, 0.5)(seconds),
        "IMU.AccY": always(0),
        "IMU.AccZ": always(-9.8),
      },
      ardupilot,
    ],
    missed: [
      [
        {
          "IMU.AccX": (seconds) => 5 * Math.sin(seconds),
          "IMU.AccY": always(0),
          "IMU.AccZ": always(-9.8),
        },
        ardupilot,
      ],
    ],
  },
  {
    rule: "vibration-said",
    level: "warning",
    found: [{ "OSD.vibrating": between(30, 33, 1) }, dji],
    at: 30,
    missed: [[{ "OSD.vibrating": between(30, 30.3, 1) }, dji]],
  },
  {
    rule: "accelerometer-clipped",
    level: "warning",
    found: [{ "VIBE.Clip0": ramp(30, 20) }, ardupilot],
    values: { limit: 100 },
    missed: [[{ "VIBE.Clip0": ramp(30, 3) }, ardupilot]],
  },
  {
    rule: "link-gap",
    level: "warning",
    found: [{ "OSD.height": always(10) }, { ...dji, hertz: 1 / 6 }],
    values: { seconds: 6, limit: 5 },
    missed: [
      // Positions that are asked for now and then, over a link that is there.
      [
        {
          "GLOBAL_POSITION_INT.relative_alt": always(10),
          "HEARTBEAT.base_mode": always(1),
        },
        { format: "mavlink-tlog", hertz: 1 / 4 },
      ],
      [{ "OSD.height": always(10) }, { ...dji, hertz: 1 / 4 }],
      [{ "vehicle_local_position.height": always(1) }, { hertz: 1 / 6 }],
    ],
  },
  {
    rule: "uplink-weak",
    level: "note",
    found: [{ "OFDM_UPLINK.percent": between(30, 40, 20, 90) }, dji],
    at: 30,
    missed: [[{ "OFDM_UPLINK.percent": between(30, 40, 40, 90) }, dji]],
  },
  {
    rule: "downlink-weak",
    level: "warning",
    found: [{ "OFDM_DOWNLINK.percent": between(30, 40, 0, 90) }, dji],
    at: 30,
    missed: [[{ "OFDM_DOWNLINK.percent": between(30, 40, 40, 90) }, dji]],
  },
  {
    rule: "radio-lost",
    level: "warning",
    found: [{ "input_rc.rc_lost": between(30, 33, 1) }],
    at: 30,
    missed: [[{ "input_rc.rc_lost": between(56, 60, 1) }], [{ "input_rc.rc_lost": always(1) }]],
  },
  {
    rule: "station-lost",
    level: "note",
    found: [{ "vehicle_status.data_link_lost": between(30, 35, 1) }],
    at: 30,
    missed: [[{ "vehicle_status.data_link_lost": always(1) }]],
  },
  {
    rule: "height-legal",
    level: "note",
    found: [{ "OSD.height": between(30, 40, 130, 50) }, dji],
    at: 30,
    values: { height: 130, limit: 120 },
    missed: [
      [{ "POS.RelHomeAlt": between(30, 40, 130, 50) }, rover],
      [{ "OSD.height": between(30, 40, 119, 50) }, dji],
    ],
  },
  {
    rule: "height-limit",
    level: "warning",
    found: [
      { "vehicle_local_position.height": between(30, 40, 60, 20) },
      { settings: { GF_MAX_VER_DIST: 50 } },
    ],
    at: 30,
    missed: [
      [
        { "vehicle_local_position.height": between(30, 40, 51, 20) },
        { settings: { GF_MAX_VER_DIST: 50 } },
      ],
      [
        { "vehicle_local_position.height": between(30, 40, 60, 20) },
        { settings: { GF_MAX_VER_DIST: 0 } },
      ],
    ],
  },
  {
    rule: "distance-limit",
    level: "warning",
    found: [
      {
        "vehicle_local_position.x": between(30, 40, 300, 0),
        "vehicle_local_position.y": always(400),
      },
      { settings: { GF_MAX_HOR_DIST: 450 } },
    ],
    at: 30,
    values: { distance: 500, limit: 450 },
    missed: [
      [
        {
          "vehicle_local_position.x": between(30, 40, 100, 0),
          "vehicle_local_position.y": always(400),
        },
        { settings: { GF_MAX_HOR_DIST: 450 } },
      ],
    ],
  },
  {
    rule: "height-allowed",
    level: "warning",
    found: [{ "OSD.height": between(30, 40, 40, 20), "HOME.maxAllowedHeight": always(30) }, dji],
    at: 30,
    values: { excess: 10 },
    missed: [
      [{ "OSD.height": between(30, 40, 31, 20), "HOME.maxAllowedHeight": always(30) }, dji],
      [{ "OSD.height": between(30, 40, 40, 20), "HOME.maxAllowedHeight": always(0) }, dji],
    ],
  },
  {
    rule: "fence-crossed",
    level: "warning",
    found: [{ "geofence_result.geofence_violated": between(30, 33, 1) }],
    at: 30,
    missed: [[{ "geofence_result.geofence_violated": between(1, 3, 1) }]],
  },
  {
    rule: "limit-near",
    level: "note",
    found: [{ "HOME.nearHeightLimit": between(30, 33, 1) }, dji],
    at: 30,
    missed: [[{ "HOME.nearHeightLimit": always(0) }, dji]],
  },
  {
    rule: "failsafe",
    level: "warning",
    found: [{ "vehicle_status.failsafe": between(30, 33, 1) }],
    at: 30,
    missed: [[{ "vehicle_status.failsafe": between(56, 60, 1) }]],
  },
  {
    rule: "terminated",
    level: "serious",
    found: [{ "vehicle_status.nav_state": between(30, 60, 13, 2) }],
    at: 30,
    missed: [[{ "vehicle_status.nav_state": always(2) }]],
  },
  ...(
    [
      ["told-impact", "serious", "Crash: Disarming"],
      ["told-motor", "serious", "Potential Thrust Loss (3)"],
      ["told-control", "serious", "Attitude failure detected"],
      ["told-estimator", "warning", "EKF variance: over 50%"],
      ["told-gps", "warning", "GPS Glitch or Compass error"],
      ["told-compass", "warning", "Mag anomaly, yaw re-aligned"],
      ["told-signal-lost", "warning", "Manual control lost"],
      ["told-battery", "warning", "Battery 1 is critical 13.2V used 4200 mAh"],
      ["told-vibration", "warning", "Vibration compensation ON"],
      ["told-limit", "warning", "Fence Breached"],
      ["told-failsafe", "warning", "Failsafe activated: entering Hold for 5 seconds"],
    ] as const
  ).map(([rule, loud, text]): Case => ({
    rule,
    level: loud,
    found: told(text),
    at: 30,
    missed: [told(`PreArm: ${text}`), told(`${text} cleared`), [quiet, { texts: [[58, "x"]] }]],
  })),
];

/** Rules that go by what others found: see settle.test.ts. */
const settled: readonly RuleId[] = [
  "return-signal-lost",
  "return-battery",
  "return-limit",
  "return-gps",
  "return-failsafe",
];

test("every rule has a case", () => {
  const tried = new Set([...cases.map(({ rule }) => rule), ...settled]);
  expect([...tried].sort()).toEqual(Object.keys(ruleTable).sort());
});

test("the page about moments names every rule", async () => {
  const page = await readFile(new URL("../../../../docs/moments.md", import.meta.url), "utf8");
  for (const id of Object.keys(ruleTable))
    expect(page, id).toContain(`\`${id.replace(/^(return|told)-.*/, "$1-…")}\``);
});

function findings([fields, options]: Made, rule: RuleId) {
  const { flight, tables } = madeFlight(fields, options);
  return findMoments(flight, tables).filter((moment) => moment.rule === rule);
}

describe.each(cases)("$rule", ({ rule, level: expected, found, at, values = {}, missed }) => {
  const [first] = findings(found, rule);

  test("is found, as bad as it is, with its numbers", () => {
    expect(first).toMatchObject({ kind: ruleTable[rule].kind, level: expected });
    if (at !== undefined) expect(first?.at).toBeCloseTo(at, 1);
    for (const [name, value] of Object.entries(values))
      expect(first?.values?.[name], name).toBeCloseTo(value, 1);
  });

  test("tells only numbers that its sentence may name", () => {
    const known = [...Object.keys(ruleTable[rule].values), "latitude", "longitude"];
    for (const name of Object.keys(first?.values ?? {})) expect(known).toContain(name);
  });

  const others = missed.map((made) => ({ made }));
  test.each(others)("is not found where there is just none (%#)", ({ made }) => {
    expect(findings(made, rule)).toEqual([]);
  });
});

test("a link over which positions come seldom, and heartbeats steadily, has no gap", () => {
  const options: MadeOptions = { format: "mavlink-tlog" };
  const seldom = madeFlight(
    { "GLOBAL_POSITION_INT.relative_alt": always(10) },
    { ...options, hertz: 1 / 8 },
  );
  const steady = madeFlight({ "HEARTBEAT.base_mode": always(1) }, { ...options, hertz: 1 });
  const rulesOf = (tables: readonly Table[]) =>
    findMoments(seldom.flight, tables).map(({ rule }) => rule);
  expect(rulesOf(seldom.tables)).toContain("link-gap");
  expect(rulesOf([...seldom.tables, ...steady.tables])).not.toContain("link-gap");
});

test("the second battery is watched like the first, and what is no battery is not", () => {
  const batteries = (...lines: readonly ((seconds: number) => number)[]) =>
    lines.flatMap((volts, instance) =>
      madeFlight({ "BAT.Volt": volts }).tables.map((table) => ({ ...table, instance })),
    );
  const { flight } = madeFlight({}, ardupilot);
  const alarms = (...lines: readonly ((seconds: number) => number)[]) =>
    findMoments(flight, batteries(...lines)).flatMap(({ rule }) => rule ?? []);
  expect(alarms(always(15.5), between(30, 40, 12, 15.4))).toContain("cell-voltage-low");
  expect(alarms(always(15.5), always(5.1))).toEqual([]);
});

test("of several estimators the one in use is judged", () => {
  const ratios = (velocity: (seconds: number) => number): MadeFields => ({
    "estimator_status.vel_test_ratio": velocity,
    "estimator_status.pos_test_ratio": always(0.1),
    "estimator_status.hgt_test_ratio": always(0.1),
  });
  const good = madeFlight(ratios(always(0.1)));
  const bad = madeFlight(ratios(between(30, 40, 1.5, 0.1)));
  const tables = [...bad.tables, ...good.tables.map((table) => ({ ...table, instance: 1 }))];
  const rulesOf = (primary: (seconds: number) => number) => {
    const selector = madeFlight({ "estimator_selector_status.primary_instance": primary });
    return findMoments(good.flight, [...tables, ...selector.tables]).flatMap(
      ({ rule }) => rule ?? [],
    );
  };
  expect(rulesOf(always(0))).toEqual(["estimator-rejects"]);
  expect(rulesOf(always(1))).toEqual([]);
  // It was changed because of that.
  expect(rulesOf((seconds) => (seconds < 33 ? 0 : 1))).toEqual(["estimator-rejects"]);
});

describe("attitude of what is no multirotor", () => {
  const modes = { "MODE.Mode": { 0: "MANUAL", 1: "FBWA" } };
  const spin = { ...level, "ATT.DesRoll": always(2), "ATT.DesPitch": always(-3) };
  const alarms = (fields: MadeFields, options: MadeOptions) => {
    const { flight, tables } = madeFlight(fields, options);
    return findMoments(flight, tables).flatMap(({ rule }) => rule ?? []);
  };
  const leaning = (degrees: number) => ({ ...spin, "ATT.Roll": between(30, 34, degrees, 2) });

  test("a plane that spins in a mode that keeps it level has lost its attitude", () => {
    const assisted = { ...leaning(80), "MODE.Mode": always(1) };
    expect(alarms(assisted, { ...plane, labels: modes })).toEqual(["attitude-off"]);
  });

  test("one that turns hard, rolls by hand, or hovers otherwise has not", () => {
    const labelled = { ...plane, labels: modes };
    expect(alarms({ ...leaning(45), "MODE.Mode": always(1) }, labelled)).toEqual([]);
    expect(alarms({ ...leaning(170), "MODE.Mode": always(0) }, labelled)).toEqual([]);
    const vtol = { ...labelled, settings: { Q_ENABLE: 1 } };
    expect(alarms({ ...leaning(80), "MODE.Mode": always(1) }, vtol)).toEqual([]);
  });

  test("a helicopter that lies on its side has crashed, one that rolls in acro has not", () => {
    const helicopter = { ...ardupilot, settings: { FRAME_CLASS: 6, H_SV_MAN: 0 } };
    expect(alarms(leaning(90), helicopter)).toEqual(
      expect.arrayContaining(["crash", "tilt-large", "attitude-off"]),
    );
    const acro = { ...helicopter, labels: { "MODE.Mode": { 1: "ACRO" } } };
    expect(alarms({ ...leaning(70), "MODE.Mode": always(1) }, acro)).toEqual([]);
  });

  test("cells that telemetry tells are watched", () => {
    const cells = {
      "BATTERY_STATUS.voltages[0]": always(3.8),
      "BATTERY_STATUS.voltages[1]": between(30, 40, 3.1, 3.8),
      "BATTERY_STATUS.voltages[2]": always(65.535),
    };
    expect(alarms(cells, { format: "mavlink-tlog" })).toContain("cells-apart");
  });
});

test("texts of normal flights raise no alarm", () => {
  for (const text of [
    "EKF3 IMU0 ground mag anomaly, yaw re-aligned",
    "Propulsion output is limited to ensure the health of the battery. Fly with caution.",
    "Strong wind. Return to home promptly to avoid an aircraft crash.",
    "Remote controller battery low",
    "EKF3 IMU0 is using GPS",
    "GPS 1: detected u-blox",
  ]) {
    const { flight, tables } = madeFlight(quiet, { texts: [[30, text]] });
    const alarms = findMoments(flight, tables).filter(({ level }) => level !== "note");
    expect(alarms, text).toEqual([]);
  }
});
