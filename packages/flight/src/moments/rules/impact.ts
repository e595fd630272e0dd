import { mostLeanOf, tiltOf, wildSpansOf, without } from "../attitude.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { axesOf, extremesOf, lengthOf } from "../signal.ts";
import {
  holdAt,
  partsWithin,
  stretchesOf,
  type Line,
  type Span,
  type Stretch,
} from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** Three fields each: what an accelerometer measures along its axes, in m/s². */
const accelerometers: readonly (readonly [x: string, y: string, z: string])[] = [
  ["IMU.AccX", "IMU.AccY", "IMU.AccZ"],
  axesOf("sensor_combined.accelerometer_m_s2"),
  axesOf("vehicle_acceleration.xyz"),
  ["HIGHRES_IMU.xacc", "HIGHRES_IMU.yacc", "HIGHRES_IMU.zacc"],
];

function accelerationOf(seen: Seen): Line | undefined {
  const axes = accelerometers.find(([x]) => seen.has(x));
  return axes && lengthOf(seen, axes);
}

/** The land detector takes seconds to believe what happened. */
const afterSeconds = 3;

function aroundAir(seen: Seen, line: Line | undefined): readonly Line[] {
  const spans = seen.air.map(({ from, to }) => ({ from, to: to + afterSeconds }));
  return line ? partsWithin(line, spans) : [];
}

/** Five g: what no landing gear is made for. */
const blow = 49;

/** Only what keeps level is never thrown about: planes are launched and land on their bellies. */
function isGentle(seen: Seen): boolean {
  const isLevel = seen.vehicle === "multirotor" || seen.vehicle === "helicopter";
  return isLevel && seen.once(wildSpansOf).length === 0;
}

const impact = thresholdRule({
  id: "impact",
  measure: "acceleration",
  lines: (seen) => aroundAir(seen, seen.once(accelerationOf)),
  grades: (seen) => [
    { level: "serious", above: 2 * blow, seconds: 0 },
    ...(isGentle(seen) ? [{ level: "warning" as const, above: blow, seconds: 0 }] : []),
  ],
});

/** Degrees at which an aircraft lies rather than flies; pilots of acrobatics lean more on purpose. */
const lying = { wildTilt: 75, seconds: 3, blowSeconds: 2 } as const;

/**
 * What hovers and leans over and stays so, or does when it hits something, has crashed,
 * whatever mode it flew in.
 */
const crash: Rule = {
  id: "crash",
  find: (seen) => {
    const tilt = seen.once(tiltOf);
    const isLevel = seen.vehicle === "multirotor" || seen.vehicle === "helicopter";
    if (!isLevel || !tilt) return [];
    const wild = seen.once(wildSpansOf);
    const acceleration = seen.once(accelerationOf);
    const most = mostLeanOf(seen);
    return stretchesOf(aroundAir(seen, tilt), {
      above: most,
      until: 45,
      seconds: 0.2,
    }).flatMap((stretch): readonly Finding[] => {
      const isWild = wild.some(({ from, to }) => from <= stretch.from && to >= stretch.from);
      const limit = isWild ? Math.max(lying.wildTilt, most) : most;
      const peak = greatestNear(acceleration, stretch);
      const seconds = stretch.to - stretch.from;
      const isCrash = seconds >= lying.seconds || peak >= blow;
      if (stretch.peak < limit || !isCrash) return [];
      const values = {
        tilt: stretch.peak,
        limit,
        seconds,
        ...(peak > 0 && { acceleration: peak }),
      };
      return [{ at: stretch.from, until: stretch.to, level: "serious", values }];
    });
  },
};

function greatestNear(line: Line | undefined, { from, to }: Stretch): number {
  const near: Span = {
    from: from - lying.blowSeconds,
    to: Math.min(to, from + 5) + lying.blowSeconds,
  };
  return line ? Math.max(0, extremesOf(partsWithin(line, [near])).most) : 0;
}

/** Metres a second of a landing that was none, and of a stop. */
const hard = { sinking: 2.5, stopped: 0.7, seconds: 0.7, near: 1.5, before: 4 } as const;

/** What sinks fast and stops at once close to where the flight ends has hit the ground. */
const hardLanding: Rule = {
  id: "hard-landing",
  find: (seen) => {
    const climb = seen.named("verticalSpeed") ?? sinkingOf(seen);
    if (!climb || seen.vehicle === "other" || seen.vehicle === "ground") return [];
    const height = seen.named("height");
    return seen.air.flatMap(({ from, to }) => {
      const span = { from: Math.max(from, to - hard.before), to: to + 1 };
      const found = partsWithin(climb, [span]).flatMap((part) => stopIn(part));
      return found.filter(
        ({ at }) => height === undefined || isNear(height, at + hard.seconds, to),
      );
    });
  },
};

/** Whether the height then is that of the end. */
function isNear(height: Line, at: number, end: number): boolean {
  const [own, last] = holdAt(height, Float64Array.of(at, Math.max(at, end)));
  return !(Math.abs((own ?? 0) - (last ?? 0)) > hard.near);
}

function sinkingOf(seen: Seen): Line | undefined {
  const down = seen.named("velocityDown");
  return down && { ...down, values: down.values.map((value) => -value) };
}

/** The last fast sinking, where it is over within a moment. */
function stopIn({ times, values }: Line): readonly Finding[] {
  const row = values.findLastIndex((value) => -value > hard.sinking);
  const at = times[row];
  if (at === undefined) return [];
  const end = times.findIndex((time) => time > at + hard.seconds);
  const after = values.subarray(row, end < 0 ? values.length : end);
  if (!after.some((value) => value > -hard.stopped)) return [];
  const last = partsWithin({ times, values }, [{ from: at - hard.seconds, to: at }]);
  const sinking = -extremesOf(last).least;
  const level = sinking > 2 * hard.sinking ? "serious" : "warning";
  return [{ at, level, values: { sinking, limit: hard.sinking } }];
}

/** Degrees that lean beyond a dive: nobody sinks fast on their back for the fun of it. */
const tumbling = 100;

/** Parts of spans in which pilots dive on purpose; sinking counts where the aircraft lies on its back. */
function whereTumbling(seen: Seen, line: Line, spans: readonly Span[]): readonly Line[] {
  const tilt = spans.length > 0 ? seen.once(tiltOf) : undefined;
  if (!tilt) return [];
  const tilts = holdAt(tilt, line.times);
  const values = line.values.map((value, row) => ((tilts[row] ?? 0) > tumbling ? value : 0));
  return partsWithin({ times: line.times, values }, spans).flatMap((part) => seen.inAir(part));
}

/** Faster than any multirotor sinks on purpose, but for those that dive. */
const falling = thresholdRule({
  id: "falling",
  measure: "sinking",
  lines: (seen) => {
    if (seen.vehicle !== "multirotor") return [];
    const climb = seen.named("verticalSpeed");
    const down = climb && { ...climb, values: climb.values.map((value) => -value) };
    const line = down ?? seen.named("velocityDown");
    if (!line) return [];
    const wild = seen.once(wildSpansOf);
    return [...partsWithin(line, without(seen.air, wild)), ...whereTumbling(seen, line, wild)];
  },
  grades: [{ level: "serious", above: 12, until: 9, seconds: 0.5 }],
});

export const impactRules: readonly Rule[] = [crash, impact, hardLanding, falling];
