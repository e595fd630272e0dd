import { gimbalModes } from "../labels.ts";
import { bits, defineLayout, field, flag, tenth } from "../layout.ts";

const tenthDegree = { unit: "deg", scale: tenth } as const;

/** §7.3. */
export const gimbal = defineLayout({
  name: "GIMBAL",
  least: 6,
  fields: [
    field("pitch", 0, "i16", tenthDegree),
    field("roll", 2, "i16", tenthDegree),
    field("yaw", 4, "i16", tenthDegree),
    flag("reset", 6, 5),
    bits("mode", [6, 6, 2], gimbalModes),
    field("rollAdjust", 7, "i8", tenthDegree),
    field("yawAngle", 8, "i16", tenthDegree),
    flag("pitchAtLimit", 10, 0),
    flag("rollAtLimit", 10, 1),
    flag("yawAtLimit", 10, 2),
    flag("autoCalibrating", 10, 3),
    flag("autoCalibrationResult", 10, 4),
    flag("installedUpward", 10, 5),
    flag("stuck", 10, 6),
    bits("version", [11, 0, 4]),
    flag("doubleClick", 11, 5),
    flag("tripleClick", 11, 6),
    flag("singleClick", 11, 7),
    field("pitchAdjust", 18, "i8", tenthDegree),
    field("yawAdjust", 19, "i8", tenthDegree),
  ],
});
