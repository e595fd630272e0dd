import { obstacleLevels, sensorDirections } from "../labels.ts";
import { bits, defineLayout, field, flag } from "../layout.ts";

/** §7.15: the blocks of a VISION_GROUP row; offsets count from a block's own content. */

/** 10,000 cm: no obstacle. */
const distance = { unit: "m", scale: 0.01, missing: 10_000 } as const;

/** Blocks 0 to 5. A block holds as many sectors as it says; real ones have four or fewer. */
export const visionDistance = defineLayout({
  name: "VISION_DISTANCE",
  least: 1,
  fields: [
    bits("sectors", [0, 0, 5]),
    bits("direction", [0, 5, 3], sensorDirections),
    ...Array.from({ length: 8 }, (_, sector) => [
      field(`distance${sector + 1}`, 1 + 3 * sector, "u16", distance),
      field(`level${sector + 1}`, 3 + 3 * sector, "u8", { labels: obstacleLevels }),
    ]).flat(),
  ],
});

const avoidanceFlags = [
  "enabled",
  "userEnabled",
  "workingBefore",
  "emergencyBrake",
  "goHomeAvoidance",
  "landingConfirmation",
  "radiusLimit",
  "airportLimit",
  "working",
  "nearHorizontalBoundary",
  "activeAvoidance",
  "lowAltitudeLimit",
  "verticalAirportLimit",
  "roofLimit",
  "hitGroundLimit",
];

/** Block 8. */
export const visionAvoidance = defineLayout({
  name: "VISION_AVOIDANCE",
  least: 2,
  fields: avoidanceFlags.map((name, bit) => flag(name, bit >>> 3, bit & 7)),
});

const sides = ["front", "right", "back", "left"];

/** Block 9. */
export const visionGuidance = defineLayout({
  name: "VISION_GUIDANCE",
  least: 6,
  fields: [
    flag("braking", 0, 0),
    flag("working", 0, 1),
    flag("assistEnabled", 0, 2),
    ...sides.map((side, at) => flag(`${side}Available`, 0, 4 + at)),
    ...sides.map((side, at) => bits(`${side}Distance`, [1 + at, 0, 4])),
    ...sides.map((side, at) => bits(`${side}Level`, [1 + at, 4, 4])),
    ...sides.map((side, at) => flag(`${side}Allowed`, 5, at)),
  ],
});

/** Block 10: flags of the vision app, not named in any source. */
export const visionWarnings = defineLayout({
  name: "VISION_WARNING",
  least: 4,
  fields: [0, 4, 8].map((at) => field(`flags${at / 4 + 1}`, at, "u32")),
});
