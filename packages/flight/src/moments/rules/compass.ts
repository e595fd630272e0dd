import { flagRule, isSet } from "../flag.ts";
import { primaryLine } from "../primary.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { axesOf, lengthOf, medianOf, smooth } from "../signal.ts";
import { combine, holdAt, partsWithin, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** Three fields each: what a compass measures along its axes. */
const compasses: readonly (readonly [x: string, y: string, z: string])[] = [
  ["MAG.MagX", "MAG.MagY", "MAG.MagZ"],
  axesOf("vehicle_magnetometer.magnetometer_ga"),
  axesOf("sensor_combined.magnetometer_ga"),
  ["RAW_IMU.xmag", "RAW_IMU.ymag", "RAW_IMU.zmag"],
  ["SCALED_IMU.xmag", "SCALED_IMU.ymag", "SCALED_IMU.zmag"],
];

/** How strong the field is, over a second; undefined where nobody measured it. */
function fieldOf(seen: Seen): Line | undefined {
  if (seen.parameter("COMPASS_USE") === 0) return undefined; // the first is there, and not used
  const axes = compasses.find(([x]) => seen.has(x));
  const length = axes && lengthOf(seen, axes);
  return length && smooth(length, 1);
}

/** By how much the field differs from what it is for most of the time in the air. */
function deviationOf(seen: Seen): Line | undefined {
  const field = seen.once(fieldOf);
  if (!field) return undefined;
  const usual = medianOf(partsWithin(field, seen.air));
  if (!(usual > 0)) return undefined;
  const values = field.values.map((value) => Math.abs(value / usual - 1) * 100);
  return { times: field.times, values };
}

const fieldUnsteady = thresholdRule({
  id: "field-unsteady",
  measure: "change",
  lines: (seen) => seen.inAir(deviationOf(seen)),
  grades: [
    { level: "serious", above: 60, until: 50, seconds: 2 },
    { level: "warning", above: 35, until: 30, seconds: 3 },
  ],
});

const throttles = [
  "CTUN.ThO",
  "CTUN.ThrOut",
  "actuator_controls_0.control[3]",
  "vehicle_thrust_setpoint.xyz[2]",
  "VFR_HUD.throttle",
];

/** Percent of the field by which it changes with all of the throttle that was used. */
const throttleLimits = { gray: 30, bad: 60, leastShare: 0.5, leastRows: 50 } as const;

/** Currents to the motors make a field of their own: it goes up and down with the throttle. */
const fieldFollowsThrottle: Rule = {
  id: "field-follows-throttle",
  find: (seen) => {
    const [field, throttle] = [seen.once(fieldOf), seen.line(...throttles)];
    if (!field || !throttle) return [];
    const smoothed = smooth(throttle, 1);
    return seen.inAir(field).flatMap((part): readonly Finding[] => {
      const fit = fitLine(holdAt(smoothed, part.times), part.values);
      if (!fit || fit.rows < throttleLimits.leastRows) return [];
      const share = fit.correlation * fit.correlation;
      const { gray, bad, leastShare } = throttleLimits;
      if (!(fit.change > gray) || share < leastShare) return [];
      const isBad = fit.change > bad;
      const values = {
        change: fit.change,
        limit: isBad ? bad : gray,
        correlation: fit.correlation,
      };
      const [at, until] = [part.times[0] ?? 0, part.times.at(-1) ?? 0];
      return [{ at, until, level: isBad ? "serious" : "warning", values }];
    });
  },
};

type Fit = { readonly rows: number; readonly change: number; readonly correlation: number };

/** A straight line through pairs; `change` is its height over the range of x, in percent of y. */
function fitLine(xs: Float64Array, ys: Float64Array): Fit | undefined {
  let [rows, sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0, 0];
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < xs.length; row += 1) {
    const [x, y] = [xs[row] as number, ys[row] as number]; // columns of one length
    if (Number.isNaN(x + y)) continue;
    rows += 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
    sumYY += y * y;
    if (x < least) least = x;
    if (x > most) most = x;
  }
  const [varX, varY] = [rows * sumXX - sumX * sumX, rows * sumYY - sumY * sumY];
  if (!(varX > 0) || !(varY > 0) || !(sumY > 0)) return undefined;
  const covariance = rows * sumXY - sumX * sumY;
  const slope = covariance / varX;
  return {
    rows,
    change: (Math.abs(slope) * (most - least) * 100) / (sumY / rows),
    correlation: covariance / Math.sqrt(varX * varY),
  };
}

const ratioFields = [
  "estimator_status.mag_test_ratio",
  "XKF4.SM",
  "NKF4.SM",
  "EKF_STATUS_REPORT.compass_variance",
  "ESTIMATOR_STATUS.mag_ratio",
];

/** Beyond 1 the estimator does not believe what the compass says. */
const compassRejected = thresholdRule({
  id: "compass-rejected",
  measure: "ratio",
  lines: (seen) =>
    seen.inAir(primaryLine(seen, ratioFields.find((source) => seen.has(source)) ?? "")),
  grades: [{ level: "warning", above: 1, until: 0.8, seconds: 3 }],
});

/** Settings that say whether ArduPilot uses each of its compasses. */
const uses = ["COMPASS_USE", "COMPASS_USE2", "COMPASS_USE3"] as const;

/** Three lines each, of ArduPilot's compasses that the set-up uses. */
function usedCompasses(seen: Seen): readonly (readonly Line[])[] {
  const axes = ["MAG.MagX", "MAG.MagY", "MAG.MagZ"].map((source) => seen.linesOf(source));
  return uses.flatMap((setting, instance) => {
    const own = axes.flatMap((lines) => lines[instance] ?? []);
    return own.length === axes.length && seen.parameter(setting) === 1 ? [own] : [];
  });
}

const degrees = 180 / Math.PI;

/** Degrees between what two compasses in use measure, over a second. */
function apartOf([one, other]: readonly (readonly Line[])[]): Line | undefined {
  const [x, y, z] = one ?? [];
  const [u, v, w] = other ?? [];
  const lengths = [combine([x, y, z], lengthIn), combine([u, v, w], lengthIn)];
  const products = [combine([x, u], times), combine([y, v], times), combine([z, w], times)];
  const dot = combine(products, (a, b, c) => a + b + c);
  const apart = combine([dot, ...lengths], (product, own, another) => {
    const cosine = product / (own * another);
    return Math.acos(Math.min(1, Math.max(-1, cosine))) * degrees;
  });
  return apart && smooth(apart, 1);
}

function lengthIn(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}

function times(a: number, b: number): number {
  return a * b;
}

/** ArduPilot does not let an aircraft start whose compasses point further apart. */
const compassesApart = thresholdRule({
  id: "compasses-apart",
  measure: "difference",
  lines: (seen) => seen.inAir(apartOf(usedCompasses(seen))),
  grades: [{ level: "warning", above: 60, until: 50, seconds: 3 }],
});

/** DJI's reasons not to fly by satellites: the heading, or the compass. */
const headingCauses: ReadonlySet<number> = new Set([6, 7]);

const compassError = flagRule({
  id: "compass-error",
  flags: [
    { source: "OSD.compassError", isOn: isSet, level: "warning", seconds: 1 },
    {
      source: "OSD.nonGpsCause",
      isOn: (cause) => headingCauses.has(cause),
      level: "warning",
      seconds: 1,
    },
    { source: "HOME.compassInstallError", isOn: isSet, level: "warning", seconds: 1 },
    { source: "estimator_status_flags.cs_mag_fault", isOn: isSet, level: "warning", seconds: 1 },
  ],
});

export const compassRules: readonly Rule[] = [
  fieldUnsteady,
  fieldFollowsThrottle,
  compassRejected,
  compassesApart,
  compassError,
];
