import { attitudeErrorOf, mostLeanOf, tiltOf, wildSpansOf, without } from "../attitude.ts";
import { flagRule, hasBits, isSet } from "../flag.ts";
import type { Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { partsWithin, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";
import { isPlane } from "../vehicle.ts";

/** Of what hovers, in the air, in modes that keep level. */
function whereLevel(seen: Seen, line: Line | undefined): readonly Line[] {
  const isLevel = seen.vehicle === "multirotor" || seen.vehicle === "helicopter";
  return isLevel && line ? partsWithin(line, without(seen.air, seen.once(wildSpansOf))) : [];
}

/** Modes in which a plane is flown by its autopilot, or keeps to the lean that the pilot asks for. */
const steadyModes =
  /^(?:fbw[ab]|cruise|auto|autoland|rtl|loiter|circle|guided|takeoff|mission|hold|return)$/i;

/** Of planes, in the air, in modes that keep to what is wanted. */
function whereSteady(seen: Seen, line: Line | undefined): readonly Line[] {
  if (!line || !isPlane(seen)) return [];
  const modes = seen.inModes(steadyModes);
  return seen.inAir(line).flatMap((part) => partsWithin(part, modes));
}

/** As long as PX4's failure detector waits. */
const tiltLarge = thresholdRule({
  id: "tilt-large",
  measure: "tilt",
  lines: (seen) => whereLevel(seen, seen.once(tiltOf)),
  grades: (seen) => {
    const most = mostLeanOf(seen);
    return [{ level: "serious", above: most, until: most - 10, seconds: 0.3 }];
  },
});

/** Degrees: planes lag behind in turns and gusts, and spin when they stall. */
const planeError = 50;

/** ArduPilot's crash check goes by the same angle. */
const attitudeOff = thresholdRule({
  id: "attitude-off",
  measure: "error",
  lines: (seen) => [
    ...whereLevel(seen, seen.once(attitudeErrorOf)),
    ...whereSteady(seen, seen.once(attitudeErrorOf)),
  ],
  grades: (seen) =>
    isPlane(seen)
      ? [{ level: "serious", above: planeError, until: planeError - 10, seconds: 2 }]
      : [
          { level: "serious", above: 30, until: 25, seconds: 1 },
          { level: "warning", above: 20, until: 15, seconds: 1.5 },
        ],
});

/** Bits of roll, pitch, altitude and of an outside system, in PX4's failure detector. */
const attitudeBits = 0b1111;

const attitudeFailure = flagRule({
  id: "attitude-failure",
  flags: [
    ...["fd_roll", "fd_pitch", "fd_alt", "fd_ext"].map((field) => ({
      source: `failure_detector_status.${field}`,
      isOn: isSet,
      level: "serious" as const,
      seconds: 0,
    })),
    {
      source: "vehicle_status.failure_detector_status",
      isOn: hasBits(attitudeBits),
      level: "serious",
      seconds: 0,
    },
  ],
});

export const controlRules: readonly Rule[] = [tiltLarge, attitudeOff, attitudeFailure];
