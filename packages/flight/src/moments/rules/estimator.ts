import { flagRule, isSet } from "../flag.ts";
import { primaryLine } from "../primary.ts";
import type { Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { combine, outermostOf, partsWithin, stretchesOf, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** Fields that hold the ratios of one estimator: how far what it measures is from what it expects. */
type Ratios = {
  readonly velocity: string;
  readonly position: string;
  readonly height: string;
  readonly compass: readonly string[];
};

const squared: readonly Ratios[] = [
  {
    velocity: "estimator_status.vel_test_ratio",
    position: "estimator_status.pos_test_ratio",
    height: "estimator_status.hgt_test_ratio",
    compass: ["estimator_status.mag_test_ratio"],
  },
  {
    velocity: "ESTIMATOR_STATUS.vel_ratio",
    position: "ESTIMATOR_STATUS.pos_horiz_ratio",
    height: "ESTIMATOR_STATUS.pos_vert_ratio",
    compass: ["ESTIMATOR_STATUS.mag_ratio"],
  },
];

const ardupilot: readonly Ratios[] = [
  ...["XKF4", "NKF4"].map((table) => ({
    velocity: `${table}.SV`,
    position: `${table}.SP`,
    height: `${table}.SH`,
    compass: [`${table}.SM`],
  })),
  {
    velocity: "EKF4.SV",
    position: "EKF4.SP",
    height: "EKF4.SH",
    compass: ["EKF4.SMX", "EKF4.SMY", "EKF4.SMZ"],
  },
  {
    velocity: "EKF_STATUS_REPORT.velocity_variance",
    position: "EKF_STATUS_REPORT.pos_horiz_variance",
    height: "EKF_STATUS_REPORT.pos_vert_variance",
    compass: ["EKF_STATUS_REPORT.compass_variance"],
  },
];

/** Two sources that disagree at once, or the position and any other. */
const varianceLimit = 0.8;

/**
 * The larger of the two that together are over ArduPilot's limit: as in its own check of the
 * estimator, the velocity counts twice where it is twice the limit.
 */
function varianceOf(seen: Seen): Line | undefined {
  const ratios = ardupilot.find(({ velocity }) => seen.has(velocity));
  if (!ratios) return undefined;
  const { velocity, position, compass } = ratios;
  const field = outermostOf(compass.map((source) => primaryLine(seen, source)));
  const lines = [primaryLine(seen, velocity), primaryLine(seen, position), field];
  return combine(lines, (a, b, c) => {
    const second = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    return a >= b && a >= c ? Math.max(second, a / 2) : second;
  });
}

const estimatorVariance = thresholdRule({
  id: "estimator-variance",
  measure: "ratio",
  lines: (seen) => seen.inAir(varianceOf(seen)),
  grades: [{ level: "serious", above: varianceLimit, until: 0.7, seconds: 1 }],
});

/** PX4 does not use measurements whose ratio is above 1. */
function rejectedOf(seen: Seen): Line | undefined {
  const ratios = [...squared, ...ardupilot].find(({ velocity }) => seen.has(velocity));
  if (!ratios) return undefined;
  const { velocity, position, height } = ratios;
  return outermostOf([velocity, position, height].map((source) => primaryLine(seen, source)));
}

const estimatorRejects = thresholdRule({
  id: "estimator-rejects",
  measure: "ratio",
  lines: (seen) => seen.inAir(rejectedOf(seen)),
  grades: [
    { level: "serious", above: 1, until: 0.9, seconds: 7 },
    { level: "warning", above: 1, until: 0.9, seconds: 2 },
  ],
});

/** Of PX4's numerical errors, and of sensors that failed. */
const faultFields = [
  "fs_bad_mag_x",
  "fs_bad_mag_y",
  "fs_bad_mag_z",
  "fs_bad_hdg",
  "fs_bad_acc_bias",
  "fs_bad_acc_vertical",
  "fs_bad_acc_clipping",
] as const;

const estimatorFault = flagRule({
  id: "estimator-fault",
  flags: [
    {
      source: "estimator_status.filter_fault_flags",
      isOn: isSet,
      level: "warning",
      seconds: 0.5,
      fresh: true,
    },
    ...faultFields.map((field) => ({
      source: `estimator_status_flags.${field}`,
      isOn: isSet,
      level: "warning" as const,
      seconds: 0.5,
    })),
    ...["attitude_invalid", "local_velocity_invalid", "local_position_invalid"].map((field) => ({
      source: `failsafe_flags.${field}`,
      isOn: isSet,
      level: "serious" as const,
      seconds: 1,
      fresh: true as const,
    })),
    { source: "OSD.barometerDeadInAir", isOn: isSet, level: "serious", seconds: 0.5 },
  ],
});

/** Bits of MAV_SYS_STATUS_SENSOR: gyroscope, accelerometer, compass, barometer, satellites. */
const sensorBits = 0x2f;

/** Sensors that are there, are used, and are not well. */
function unwellOf(seen: Seen): Line | undefined {
  const words = ["present", "enabled", "health"].map((word) =>
    seen.line(`SYS_STATUS.onboard_control_sensors_${word}`),
  );
  return combine(words, (present, enabled, health) => present & enabled & ~health & sensorBits);
}

const sensorUnhealthy: Rule = {
  id: "sensor-unhealthy",
  find: (seen) =>
    seen.inAir(seen.once(unwellOf)).flatMap((line) => {
      const wellFrom = line.values.indexOf(0);
      const since =
        wellFrom < 0 ? [] : partsWithin(line, [{ from: line.times[wellFrom] ?? 0, to: seen.end }]);
      return stretchesOf(since, { above: 0, seconds: 3 }).map(({ from, to, peak }) => ({
        at: from,
        until: to,
        level: "warning",
        values: { value: peak, seconds: to - from },
      }));
    }),
};

export const estimatorRules: readonly Rule[] = [
  estimatorVariance,
  estimatorRejects,
  estimatorFault,
  sensorUnhealthy,
];
