import type { Seen } from "./seen.ts";
import { combine, type Line, type Span } from "./stretches.ts";

const degrees = 180 / Math.PI;

/** Degrees between the aircraft's own "up" and the true one, whichever way it leans. */
export function tiltOf(seen: Seen): Line | undefined {
  return combine([seen.named("roll"), seen.named("pitch")], leanOf);
}

function leanOf(roll = 0, pitch = 0): number {
  return Math.acos(Math.cos(roll / degrees) * Math.cos(pitch / degrees)) * degrees;
}

/** What roll and pitch were to be, by maker; in degrees, or in radians. */
const wanted: readonly (readonly [roll: string, pitch: string, scale: number])[] = [
  ["ATT.DesRoll", "ATT.DesPitch", 1],
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
      (w = 1, x = 0, y = 0, z = 0) =>
        Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y)) * degrees,
    ),
    combine(
      parts,
      (w = 1, x = 0, y = 0, z = 0) =>
        Math.asin(Math.min(1, Math.max(-1, 2 * (w * y - z * x)))) * degrees,
    ),
  ];
}

/** Between the "up" of two attitudes of one heading. */
function angleBetween(roll = 0, pitch = 0, wantedRoll = 0, wantedPitch = 0): number {
  const [a, b] = [upOf(roll, pitch), upOf(wantedRoll, wantedPitch)];
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return Math.acos(Math.min(1, Math.max(-1, dot))) * degrees;
}

function upOf(roll: number, pitch: number): readonly [number, number, number] {
  const [r, p] = [roll / degrees, pitch / degrees];
  return [Math.sin(p) * Math.cos(r), Math.sin(r), Math.cos(p) * Math.cos(r)];
}

/** Modes in which a pilot may roll over on purpose, or the aircraft is thrown. */
const wildModes = /^(?:acro|flip|throw|turtle|rattitude|qacro|autotune|systemid)$/i;

export function wildSpansOf(seen: Seen): readonly Span[] {
  return seen.inModes(wildModes);
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
