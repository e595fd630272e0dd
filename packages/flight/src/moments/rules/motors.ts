import { attitudeErrorOf, tiltOf } from "../attitude.ts";
import { flagRule, hasBits, isSet } from "../flag.ts";
import { motorsOf } from "../motors.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { extremesOf, meanOf } from "../signal.ts";
import {
  holdAt,
  partsWithin,
  stretchesOf,
  type Line,
  type Span,
  type Stretch,
} from "../stretches.ts";

/** When one motor is driven far harder than the others. */
const alone = { output: 0.9, lead: 0.25 } as const;

/** Rows at which one motor leads by so much, as the number of the motor; else 0. */
function leadersOf(seen: Seen): Line | undefined {
  const motors = seen.once(motorsOf);
  if (!motors) return undefined;
  const { times, outputs } = motors;
  const leaders = new Float64Array(times.length);
  for (let row = 0; row < leaders.length; row += 1) {
    let [most, leader, sum, count] = [0, 0, 0, 0];
    for (let motor = 0; motor < outputs.length; motor += 1) {
      const output = outputs[motor]?.[row] as number; // as long as the times
      if (output !== output) continue;
      sum += output;
      count += 1;
      if (output > most) [most, leader] = [output, motor + 1];
    }
    const others = (sum - most) / Math.max(1, count - 1);
    if (most >= alone.output && most - others >= alone.lead) leaders[row] = leader;
  }
  return { times, values: leaders };
}

/**
 * An attitude that is lost: so far from what was wanted, or where the log does not say what was,
 * from level. No motor is to blame for what it does once the aircraft lies.
 */
const lost = { error: 20, tilt: 45, lying: 60 } as const;

type Leading = Stretch & {
  readonly motor: number;
  readonly error: number;
  readonly limit: number;
};

/** Stretches in which a motor leads, with how wrong the attitude was then. */
function leadingOf(seen: Seen, seconds: number): readonly Leading[] {
  const leaders = seen.once(leadersOf);
  if (!leaders) return [];
  const [error, tilt] = [seen.once(attitudeErrorOf), seen.once(tiltOf)];
  const isLying = ({ from }: Stretch) =>
    tilt !== undefined && (holdAt(tilt, Float64Array.of(from))[0] ?? 0) >= lost.lying;
  return stretchesOf(seen.inAir(leaders), { above: 0, seconds })
    .filter((stretch) => !isLying(stretch))
    .map((stretch) => ({
      ...stretch,
      motor: mostOften(partsWithin(leaders, [stretch])),
      error: greatest(error ?? tilt, stretch),
      limit: error ? lost.error : lost.tilt,
    }));
}

function greatest(line: Line | undefined, { from, to }: Stretch): number {
  return line ? Math.max(0, extremesOf(partsWithin(line, [{ from, to: to + 1 }])).most) : 0;
}

function mostOften(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const { values } of lines)
    for (const value of values) if (value > 0) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0] as const)[0];
}

/**
 * A motor, its controller or its propeller gives no thrust: it is driven to its limit, and the
 * aircraft leans over all the same.
 */
const motorFailed: Rule = {
  id: "motor-failed",
  find: (seen) =>
    leadingOf(seen, 0.3)
      .filter(({ error, limit }) => error >= limit)
      .map(({ from, to, motor, error, limit }) => ({
        at: from,
        until: to,
        level: "serious",
        values: { motor, error, limit, seconds: to - from },
      })),
};

const strainedSeconds = 3;

const motorStrained: Rule = {
  id: "motor-strained",
  find: (seen) =>
    leadingOf(seen, strainedSeconds)
      .filter(({ error, limit }) => error < limit)
      .map(({ from, to, motor }) => ({
        at: from,
        until: to,
        level: "warning",
        values: { motor, limit: strainedSeconds, seconds: to - from },
      })),
};

/** Turns a minute of a motor that turns, and of one that does not. */
const turning = { least: 1000, stopped: 100, seconds: 0.3 } as const;

/** Speeds of the motors, as the controllers tell them. */
function speedsOf(seen: Seen): readonly Line[] {
  const px4 = seen.places((motor) => `esc_status.esc[${motor}].esc_rpm`, 8);
  if (px4.length > 0) return px4;
  const instances = seen.linesOf("ESC.RPM");
  if (instances.length > 0) return instances;
  return seen.places((motor) => `ESC${motor + 1}.RPM`, 12);
}

const motorStopped: Rule = {
  id: "motor-stopped",
  find: (seen) => {
    const speeds = speedsOf(seen).map(({ times, values }) => ({
      times,
      values: values.map(Math.abs),
    }));
    return speeds.flatMap((line, motor): readonly Finding[] => {
      const parts = seen.inAir(line).map((part) => afterTurning(part));
      const bound = { below: turning.stopped, seconds: turning.seconds };
      return stretchesOf(parts, bound)
        .filter(({ from }) => othersTurn(speeds, motor, from))
        .map(({ from, to, peak }) => ({
          at: from,
          until: to,
          level: "serious",
          values: { motor: motor + 1, speed: peak, limit: turning.stopped, seconds: to - from },
        }));
    });
  },
};

function afterTurning({ times, values }: Line): Line {
  const first = values.findIndex((value) => value >= turning.least);
  const from = first < 0 ? values.length : first;
  return { times: times.subarray(from), values: values.subarray(from) };
}

/** All at once is a landing. */
function othersTurn(speeds: readonly Line[], motor: number, time: number): boolean {
  const others = speeds.filter((_, one) => one !== motor);
  const times = Float64Array.of(time);
  const turn = others.filter((line) => (holdAt(line, times)[0] ?? 0) >= turning.least);
  return turn.length > 0 && turn.length * 2 >= others.length;
}

/** Shares of full power that are much; what does not climb with them has nothing left. */
const strong = { ardupilot: 0.7, px4: 0.9, seconds: 5, tilt: 20, climb: 0.5 } as const;

function thrustOf(seen: Seen): readonly [line: Line, limit: number] | undefined {
  const share = seen.line("CTUN.ThO");
  if (share) return [share, strong.ardupilot];
  const thousandths = seen.line("CTUN.ThrOut");
  if (thousandths) {
    const values = thousandths.values.map((value) => value / 1000);
    return [{ ...thousandths, values }, strong.ardupilot];
  }
  const motors = seen.once(motorsOf);
  if (!motors) return undefined;
  const { times, outputs } = motors;
  const means = new Float64Array(times.length);
  for (const output of outputs)
    for (let row = 0; row < means.length; row += 1)
      means[row] = (means[row] as number) + (output[row] || 0) / outputs.length; // as long as the times
  return [{ times, values: means }, strong.px4];
}

/** Much throttle, level, and no climb: too heavy, or the battery has no power left. */
const thrustShort: Rule = {
  id: "thrust-short",
  find: (seen) => {
    const thrust = seen.vehicle === "multirotor" ? thrustOf(seen) : undefined;
    const climb = seen.named("verticalSpeed");
    if (!thrust || !climb) return [];
    const [line, limit] = thrust;
    const tilt = seen.once(tiltOf);
    const tilts = tilt && holdAt(tilt, line.times);
    const values = line.values.map((value, row) => ((tilts?.[row] ?? 0) > strong.tilt ? 0 : value));
    const bound = { above: limit, seconds: strong.seconds };
    return stretchesOf(seen.inAir({ ...line, values }), bound).flatMap(
      (stretch): readonly Finding[] => {
        const mean = meanWithin(climb, stretch);
        if (!(mean < strong.climb)) return [];
        const { from, to } = stretch;
        const throttle = meanWithin(line, stretch) * 100;
        return [
          {
            at: from,
            until: to,
            level: "warning",
            values: { throttle, limit: limit * 100, climb: mean, seconds: to - from },
          },
        ];
      },
    );
  },
};

function meanWithin(line: Line, span: Span): number {
  return meanOf(partsWithin(line, [span]));
}

/** Microseconds between the means of the motor that works most and of the one that works least. */
const unbalanced = 0.15;

const motorsUnbalanced: Rule = {
  id: "motors-unbalanced",
  find: (seen) => {
    const motors = seen.once(motorsOf);
    const longest = seen.air.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
    if (!motors || !longest || longest.to - longest.from < 20) return [];
    const { from, to } = longest;
    const means = motors.outputs.map((values) =>
      meanWithin({ times: motors.times, values }, longest),
    );
    const difference = Math.max(...means) - Math.min(...means);
    if (!(difference > unbalanced)) return [];
    const motor = means.indexOf(Math.max(...means)) + 1;
    const values = { difference: difference * 100, limit: unbalanced * 100, motor };
    return [{ at: from, until: to, level: "note", values }];
  },
};

/** PX4's failure detector before 1.13: the bit of speed controllers. */
const escBit = 16;

const motorError = flagRule({
  id: "motor-error",
  flags: [
    { source: "OSD.motorBlocked", isOn: isSet, level: "serious", seconds: 0, anywhere: true },
    { source: "OSD.propellerCatapult", isOn: isSet, level: "serious", seconds: 0 },
    { source: "HOME.propellerBroken", isOn: isSet, level: "serious", seconds: 0 },
    { source: "OSD.notEnoughForce", isOn: isSet, level: "warning", seconds: 1 },
    { source: "failure_detector_status.fd_motor", isOn: isSet, level: "serious", seconds: 0 },
    { source: "failure_detector_status.fd_arm_escs", isOn: isSet, level: "serious", seconds: 0 },
    {
      source: "failure_detector_status.fd_imbalanced_prop",
      isOn: isSet,
      level: "warning",
      seconds: 0.5,
    },
    {
      source: "vehicle_status.failure_detector_status",
      isOn: hasBits(escBit),
      level: "serious",
      seconds: 0,
    },
    { source: "vehicle_status.engine_failure", isOn: isSet, level: "serious", seconds: 0 },
    {
      source: "control_allocator_status.handled_motor_failure_mask",
      isOn: isSet,
      level: "serious",
      seconds: 0,
    },
    ...Array.from({ length: 8 }, (_, motor) => ({
      source: `esc_status.esc[${motor}].failures`,
      isOn: isSet,
      level: "serious" as const,
      seconds: 0.5,
    })),
  ],
});

/** DJI refuses to start motors and says why. */
const motorStartRefused = flagRule({
  id: "motor-start-refused",
  flags: [
    { source: "OSD.motorStartFailedCause", isOn: isSet, level: "note", seconds: 0, anywhere: true },
  ],
});

export const motorRules: readonly Rule[] = [
  motorFailed,
  motorStrained,
  motorStopped,
  thrustShort,
  motorsUnbalanced,
  motorError,
  motorStartRefused,
];
