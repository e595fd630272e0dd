import type { Seen } from "./seen.ts";
import { extremesOf, quantileOf } from "./signal.ts";
import { partsWithin, type Line } from "./stretches.ts";
import { mavTypeOf, motorsOfType } from "./vehicle.ts";

/** What the motors were told, 0 to 1, all at the same times. */
export type Motors = { readonly times: Float64Array; readonly outputs: readonly Float64Array[] };

const mostMotors = 12;

/** Of multirotors whose outputs the log holds; undefined where it does not say which are motors. */
export function motorsOf(seen: Seen): Motors | undefined {
  if (seen.vehicle !== "multirotor") return undefined;
  return readShares(seen) ?? readPulses(seen);
}

/** PX4 since 1.13: shares of full power, and nothing for motors that there are not. */
function readShares(seen: Seen): Motors | undefined {
  const lines = seen
    .places((motor) => `actuator_motors.control[${motor}]`, mostMotors)
    .filter(({ values }) => values.some((value) => value > 0));
  const [first] = lines;
  if (!first || lines.length < 3) return undefined;
  return { times: first.times, outputs: lines.map(({ values }) => values) };
}

/** By maker: how outputs are called, from 0 on. */
const outputs: readonly ((place: number) => string)[] = [
  (place) => `RCOU.C${place + 1}`,
  (place) => `RCOU.Ch${place + 1}`,
  (place) => `RCOU.Chan${place + 1}`,
  (place) => `MOT.Mot${place + 1}`,
  (place) => `actuator_outputs.output[${place}]`,
  (place) => `SERVO_OUTPUT_RAW.servo${place + 1}_raw`,
];

function readPulses(seen: Seen): Motors | undefined {
  const source = outputs.find((one) => seen.has(one(0)));
  if (!source) return undefined;
  const channels = channelsOf(seen);
  const lines = channels.flatMap((channel) => seen.line(source(channel)) ?? []);
  const [first] = lines;
  if (!first || lines.length < 3 || lines.length < channels.length) return undefined;
  const range = rangeOf(seen, lines);
  if (!range) return undefined;
  const [least, most] = range;
  const scale = (values: Float64Array) => values.map((value) => (value - least) / (most - least));
  return { times: first.times, outputs: lines.map(({ values }) => scale(values)) };
}

/** SERVOn_FUNCTION of motors 1 to 8, and 9 to 12. */
function isMotor(role: number | undefined): boolean {
  return role !== undefined && ((role >= 33 && role <= 40) || (role >= 82 && role <= 85));
}

/** Which outputs drive motors, from 0 on. */
function channelsOf(seen: Seen): readonly number[] {
  const all = Array.from({ length: mostMotors }, (_, place) => place);
  const set = all.filter((place) => isMotor(seen.parameter(`SERVO${place + 1}_FUNCTION`)));
  return set.length > 0 ? set : all.slice(0, countOf(seen));
}

/** FRAME_CLASS of ArduPilot, by how many motors it has. */
const motorsOfClass: Readonly<Record<number, number>> = {
  1: 4,
  2: 6,
  3: 8,
  4: 8,
  5: 6,
  7: 3,
  12: 12,
};

/** What ArduPilot calls frames, by how many motors each has. */
const frames: readonly (readonly [pattern: RegExp, count: number])[] = [
  [/QUAD$|QUAD\//i, 4],
  [/HEXA|Y6/i, 6],
  [/OCTA/i, 8],
  [/TRI/i, 3],
];

function countOf(seen: Seen): number {
  const frame = seen.flight.properties?.find(({ name }) => name === "Frame")?.value ?? "";
  const type = mavTypeOf(seen);
  return (
    motorsOfClass[seen.parameter("FRAME_CLASS") ?? -1] ??
    frames.find(([pattern]) => pattern.test(String(frame)))?.[1] ??
    (type === undefined ? undefined : motorsOfType.get(type)) ??
    seen.places((place) => `MOT.Mot${place + 1}`, mostMotors).length
  );
}

type Range = readonly [least: number, most: number];

/** Microseconds below which pulses stop motors, and what nobody sends as a pulse. */
const pulses = { stopped: 900, most: 2500 } as const;

/** Pulses in microseconds; or digital steps, where a flight takes values far below any pulse. */
function rangeOf(seen: Seen, lines: readonly Line[]): Range | undefined {
  const parts = lines.flatMap((line) => partsWithin(line, seen.air));
  const { most: highest } = extremesOf(parts);
  if (!(highest > 1) || highest > pulses.most) return undefined;
  // A few rows at its end may be those of motors that are stopped.
  if (!(quantileOf(parts, 0.1) >= pulses.stopped)) return [0, 2000];
  const least =
    seen.parameter("MOT_PWM_MIN", "PWM_MAIN_MIN", "PWM_MIN") || seen.parameter("RC3_MIN");
  const most =
    seen.parameter("MOT_PWM_MAX", "PWM_MAIN_MAX", "PWM_MAX") || seen.parameter("RC3_MAX");
  const [from, to] = [least || 1000, most || 2000];
  return to > from + 100 ? [from, to] : [1000, 2000];
}
