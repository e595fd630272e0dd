import { flagRule, isSet } from "../flag.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { shakingOf } from "../signal.ts";
import { outermostOf, partsWithin, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** ArduPilot's measure: up to 30 is usual, 60 and more nearly always trouble. */
const vibrationHigh = thresholdRule({
  id: "vibration-high",
  measure: "acceleration",
  lines: (seen) =>
    seen.inAir(
      outermostOf(["VibeX", "VibeY", "VibeZ"].map((field) => seen.line(`VIBE.${field}`))) ??
        outermostOf(["x", "y", "z"].map((axis) => seen.line(`VIBRATION.vibration_${axis}`))),
    ),
  grades: [
    { level: "serious", above: 60, until: 50, seconds: 3 },
    { level: "warning", above: 30, until: 27, seconds: 3 },
  ],
});

/** PX4's measure since 1.12, red in Flight Review from one g on. */
const vibrationStrong = thresholdRule({
  id: "vibration-strong",
  measure: "acceleration",
  lines: (seen) =>
    seen.linesOf("vehicle_imu_status.accel_vibration_metric").flatMap((line) => seen.inAir(line)),
  grades: [
    { level: "serious", above: 19.61, seconds: 3 },
    { level: "warning", above: 9.81, until: 8, seconds: 3 },
  ],
});

/** PX4's measure before: red in Flight Review from 0.04 m/s on. */
const vibrationRough = thresholdRule({
  id: "vibration-rough",
  measure: "speed",
  lines: (seen) =>
    seen.has("vehicle_imu_status.accel_vibration_metric")
      ? []
      : seen.inAir(seen.line("estimator_status.vibe[2]")),
  grades: [
    { level: "serious", above: 0.1, until: 0.08, seconds: 5 },
    { level: "warning", above: 0.04, until: 0.035, seconds: 5 },
  ],
});

/** Log analyzer's limit along the axes that lie, and how much more it allows the upright one. */
const shaking = { limit: 3, upright: 0.6, seconds: 2 } as const;

/** For logs before there was such a measure. */
function shakingOfBody(seen: Seen): Line | undefined {
  const isMeasured = ["VIBE.VibeX", "VIBRATION.vibration_x"].some((source) => seen.has(source));
  if (isMeasured) return undefined;
  return outermostOf(
    ["X", "Y", "Z"].map((axis) => {
      const line = seen.line(`IMU.Acc${axis}`);
      if (!line) return undefined;
      const own = shakingOf(line, shaking.seconds);
      return axis === "Z"
        ? { ...own, values: own.values.map((one) => one * shaking.upright) }
        : own;
    }),
  );
}

const vibrationSpread = thresholdRule({
  id: "vibration-spread",
  measure: "acceleration",
  lines: (seen) => seen.inAir(shakingOfBody(seen)),
  grades: [{ level: "warning", above: shaking.limit, until: 2.5, seconds: 10 }],
});

/** Counters of measurements that were at the end of the range; each instance has its own. */
const clippings = [
  "VIBE.Clip",
  "VIBE.Clip0",
  "VIBE.Clip1",
  "VIBE.Clip2",
  "VIBRATION.clipping_0",
  "VIBRATION.clipping_1",
  "VIBRATION.clipping_2",
  "vehicle_imu_status.accel_clipping[0]",
  "vehicle_imu_status.accel_clipping[1]",
  "vehicle_imu_status.accel_clipping[2]",
];

/** Up to this many in a flight are nothing to worry about. */
const mostClippings = 100;

const accelerometerClipped: Rule = {
  id: "accelerometer-clipped",
  find: (seen) => {
    const lines = clippings.flatMap((source) => seen.linesOf(source));
    const findings = lines.flatMap((line) => seen.air.flatMap((span) => clippedIn(line, span)));
    const worst = findings.toSorted((a, b) => (b.values["count"] ?? 0) - (a.values["count"] ?? 0));
    return worst.slice(0, 1);
  },
};

function clippedIn(line: Line, span: Seen["air"][number]): readonly Finding[] {
  const [part] = partsWithin(line, [span]);
  if (!part) return [];
  const { times, values } = part;
  const before = values[0] ?? 0;
  const count = (values.at(-1) ?? 0) - before;
  if (!(count > mostClippings)) return [];
  const row = values.findIndex((value) => value > before);
  return [
    {
      at: times[row] ?? span.from,
      until: times.at(-1) ?? span.to,
      level: "warning",
      values: { count, limit: mostClippings },
    },
  ];
}

const vibrationFlag = flagRule({
  id: "vibration-said",
  flags: [
    { source: "OSD.vibrating", isOn: isSet, level: "warning", seconds: 1 },
    { source: "OSD.accelerometerOverRange", isOn: isSet, level: "warning", seconds: 0.5 },
  ],
});

/** Wheels and waves shake more than propellers, and do no harm. */
function inTheAirOnly(rule: Rule): Rule {
  return { ...rule, find: (seen) => (seen.vehicle === "ground" ? [] : rule.find(seen)) };
}

export const vibrationRules: readonly Rule[] = [
  vibrationHigh,
  vibrationStrong,
  vibrationRough,
  vibrationSpread,
  accelerometerClipped,
  vibrationFlag,
].map(inTheAirOnly);
