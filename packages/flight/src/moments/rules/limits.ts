import { flagRule, isSet } from "../flag.ts";
import type { Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { combine, holdAt, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** What most countries allow without asking: open category of the EU, part 107 has 400 ft. */
const legalMeters = 120;

const heightLegal = thresholdRule({
  id: "height-legal",
  measure: "height",
  lines: (seen) => (seen.vehicle === "ground" ? [] : seen.inAir(seen.named("height"))),
  grades: [{ level: "note", above: legalMeters, until: legalMeters - 1, seconds: 2 }],
});

/** What a barometer may be wrong by. */
const marginMeters = 2;

/** Bits of FENCE_TYPE. */
const fences = { height: 1, circle: 2 } as const;

function fenceOf(seen: Seen, kind: keyof typeof fences): number | undefined {
  const isOn = seen.parameter("FENCE_ENABLE") === 1;
  const isMeant = ((seen.parameter("FENCE_TYPE") ?? 0) & fences[kind]) !== 0;
  if (!isOn || !isMeant) return undefined;
  return seen.parameter(kind === "height" ? "FENCE_ALT_MAX" : "FENCE_RADIUS");
}

function setLimit(limit: number | undefined) {
  if (limit === undefined || !(limit > 0)) return [];
  return [{ level: "warning" as const, above: limit + marginMeters, limit, seconds: 1 }];
}

const heightSet = thresholdRule({
  id: "height-limit",
  measure: "height",
  lines: (seen) => seen.inAir(seen.named("height")),
  grades: (seen) => setLimit(seen.parameter("GF_MAX_VER_DIST") || fenceOf(seen, "height")),
});

const distanceSet = thresholdRule({
  id: "distance-limit",
  measure: "distance",
  lines: (seen) => seen.inAir(distanceOf(seen)),
  grades: (seen) => setLimit(seen.parameter("GF_MAX_HOR_DIST") || fenceOf(seen, "circle")),
});

/** From where the log says that home is; else from where its own coordinates begin. */
function distanceOf(seen: Seen): Line | undefined {
  const told = seen.named("distanceFromHome");
  if (told) return told;
  const lines = ["x", "y"].map((axis) => seen.line(`vehicle_local_position.${axis}`));
  return combine(lines, (north, east) => Math.hypot(north, east));
}

/** It is told when it changes, and now and then. */
const limitSeconds = 300;

/** DJI's limit changes in flight, so it is a column of its own. */
const heightAllowed = thresholdRule({
  id: "height-allowed",
  measure: "excess",
  lines: (seen) => {
    const [height, limit] = [seen.named("height"), seen.named("heightLimit")];
    if (!height || !limit) return [];
    const limits = holdAt(limit, height.times, limitSeconds);
    const values = height.values.map((own, row) => {
      const most = limits[row] as number; // as long as the times
      return most > 0 ? own - most : Number.NaN; // a limit of 0 is one that nobody set
    });
    return seen.inAir({ times: height.times, values });
  },
  grades: [{ level: "warning", above: marginMeters, limit: 0, seconds: 1 }],
});

const fenceCrossed = flagRule({
  id: "fence-crossed",
  flags: [
    "geofence_violated",
    "geofence_max_dist_triggered",
    "geofence_max_alt_triggered",
    "geofence_custom_fence_triggered",
  ].map((field) => ({
    source: `geofence_result.${field}`,
    isOn: isSet,
    level: "warning",
    seconds: 0,
  })),
});

const limitNear = flagRule({
  id: "limit-near",
  flags: ["HOME.nearHeightLimit", "HOME.nearDistanceLimit"].map((source) => ({
    source,
    isOn: isSet,
    level: "note",
    seconds: 0,
  })),
});

export const limitRules: readonly Rule[] = [
  heightLegal,
  heightSet,
  distanceSet,
  heightAllowed,
  fenceCrossed,
  limitNear,
];
