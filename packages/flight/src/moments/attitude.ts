import type { Seen } from "./seen.ts";
import { combine, type Line, type Span } from "./stretches.ts";

const degrees = 180 / Math.PI;

/** Degrees between the aircraft's own "up" and the true one, whichever way it leans. */
export function tiltOf(seen: Seen): Line | undefined {
  return combine([seen.named("roll"), seen.named("pitch")], leanOf);
}

function leanOf(roll: number, pitch: number): number {
  return Math.acos(Math.cos(roll / degrees) * Math.cos(pitch / degrees)) * degrees;
}

/** What roll and pitch were to be, by maker; in degrees, or in radians. */
const wanted: readonly (readonly [roll: string, pitch: string, scale: number])[] = [
  ["ATT.DesRoll", "ATT.DesPitch", 1],
  ["NAV_CONTROLLER_OUTPUT.nav_roll", "NAV_CONTROLLER_OUTPUT.nav_pitch", 1],
  ["vehicle_attitude_setpoint.roll_body", "vehicle_attitude_setpoint.pitch_body", degrees],
];

const rotation = [0, 1, 2, 3].map((place) => `vehicle_attitude_setpoint.q_d[${place}]`);

/** By how many degrees the aircraft leans otherwise than it was told to. */
export function attitudeErrorOf(seen: Seen): Line | undefined {
  const [roll, pitch] = [seen.named("roll"), seen.named("pitch")];
  const [wantedRoll, wantedPitch] = wantedOf(seen);
  return combine([roll, pitch, wantedRoll, wantedPitch], angleBetween);
}

function wantedOf(seen: Seen): readonly (Line | undefined)[] {
  for (const [roll, pitch, scale] of wanted) {
    const found = [seen.line(roll), seen.line(pitch)];
    if (found.some((line) => line === undefined)) continue;
    return found.map((line) => line && { ...line, values: line.values.map((one) => one * scale) });
  }
  const parts = rotation.map((source) => seen.line(source));
  return [
    combine(
      parts,
      (w, x, y, z) => Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)) * degrees,
    ),
    combine(
      parts,
      (w, x, y, z) => Math.asin(Math.min(1, Math.max(-1, 2 * (w * y - z * x)))) * degrees,
    ),
  ];
}

/** Between the "up" of two attitudes of one heading. */
function angleBetween(
  roll: number,
  pitch: number,
  wantedRoll: number,
  wantedPitch: number,
): number {
  const [r, p] = [roll / degrees, pitch / degrees];
  const [s, q] = [wantedRoll / degrees, wantedPitch / degrees];
  const [cosRoll, cosWanted] = [Math.cos(r), Math.cos(s)];
  const dot =
    Math.sin(p) * cosRoll * Math.sin(q) * cosWanted +
    Math.sin(r) * Math.sin(s) +
    Math.cos(p) * cosRoll * Math.cos(q) * cosWanted;
  return Math.acos(Math.min(1, Math.max(-1, dot))) * degrees;
}

/** Degrees: an aircraft that leans more is not flown any more. PX4's failure detector gives up there. */
const usualLean = 60;

/** Degrees beyond what an aircraft was set up to lean, which it may pass on its way. */
const leanSlack = 10;

/** Beyond this a multirotor is out of control; racers are set up to lean far. */
export function mostLeanOf(seen: Seen): number {
  const hundredths = seen.parameter("ANGLE_MAX");
  const own =
    hundredths === undefined
      ? seen.parameter("ATC_ANGLE_MAX", "MPC_MAN_TILT_MAX")
      : hundredths / 100;
  return Math.max(usualLean, own !== undefined && own <= 90 ? own + leanSlack : 0);
}

/** Modes in which a pilot may roll over on purpose, or the aircraft is thrown. */
const wildModes = /^(?:acro|flip|throw|turtle|rattitude|qacro|autotune|systemid)$/i;

/** DJI keeps an aircraft level in all modes but those of its racers. */
const wildModesOfDji = /^(?:manual|fpv)$/i;

/** Bounds what noise can cost. */
const mostSpans = 500;

export function wildSpansOf(seen: Seen): readonly Span[] {
  const modes = seen.flight.format.startsWith("dji") ? wildModesOfDji : wildModes;
  return seen.inModes(modes).slice(0, mostSpans);
}

/** Parts of spans that lie outside others. */
export function without(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, hole.from) },
          { from: Math.max(from, hole.to), to },
        ].filter((one) => one.to > one.from),
      ),
    spans,
  );
}
