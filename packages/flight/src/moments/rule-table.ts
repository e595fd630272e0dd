import type { MomentKind } from "../flight.ts";
import type { Unit } from "../units.ts";

/** What a rule is about, and what its numbers are called and measured in. */
export type RuleMeaning = {
  readonly kind: MomentKind;
  readonly values: Readonly<Record<string, Unit>>;
};

/** What the aircraft itself says: the number by which, where it is more than yes, and for how long. */
const flagged = { value: "1", seconds: "s" } as const;

const none = {} as const;

/**
 * Every rule by its name, which is stable: it stands in columns, and pages have a sentence for each.
 * Where the limits come from: docs/moments.md.
 */
export const ruleTable = {
  crash: {
    kind: "impact",
    values: { tilt: "deg", limit: "deg", seconds: "s", acceleration: "m/s^2" },
  },
  impact: { kind: "impact", values: { acceleration: "m/s^2", limit: "m/s^2", seconds: "s" } },
  "hard-landing": { kind: "impact", values: { sinking: "m/s", limit: "m/s" } },
  falling: { kind: "impact", values: { sinking: "m/s", limit: "m/s", seconds: "s" } },
  "tilt-large": { kind: "control", values: { tilt: "deg", limit: "deg", seconds: "s" } },
  "attitude-off": { kind: "control", values: { error: "deg", limit: "deg", seconds: "s" } },
  "attitude-failure": { kind: "control", values: flagged },
  "motor-failed": {
    kind: "motor",
    values: { motor: "1", error: "deg", limit: "deg", seconds: "s" },
  },
  "motor-strained": { kind: "motor", values: { motor: "1", limit: "s", seconds: "s" } },
  "motor-stopped": {
    kind: "motor",
    values: { motor: "1", speed: "rpm", limit: "rpm", seconds: "s" },
  },
  "thrust-short": {
    kind: "motor",
    values: { throttle: "%", limit: "%", climb: "m/s", seconds: "s" },
  },
  "motors-unbalanced": { kind: "motor", values: { difference: "%", limit: "%", motor: "1" } },
  "motor-error": { kind: "motor", values: flagged },
  "motor-start-refused": { kind: "motor", values: flagged },
  "cell-voltage-low": { kind: "battery", values: { voltage: "V", limit: "V", seconds: "s" } },
  "cells-apart": { kind: "battery", values: { difference: "V", limit: "V", seconds: "s" } },
  "voltage-sag": { kind: "battery", values: { drop: "V", voltage: "V", limit: "V" } },
  "charge-low": { kind: "battery", values: { charge: "%", limit: "%", seconds: "s" } },
  "voltage-below-set": { kind: "battery", values: { voltage: "V", limit: "V", seconds: "s" } },
  "supply-voltage-low": { kind: "battery", values: { voltage: "V", limit: "V", seconds: "s" } },
  "supply-voltage-unsteady": { kind: "battery", values: { difference: "V", limit: "V" } },
  "log-ends-in-air": { kind: "battery", values: { height: "m", limit: "m", voltage: "V" } },
  "position-jump": { kind: "gps", values: { distance: "m", limit: "m", seconds: "s" } },
  "fix-lost": { kind: "gps", values: { fix: "1", seconds: "s" } },
  "satellites-few": { kind: "gps", values: { satellites: "1", limit: "1", seconds: "s" } },
  "dilution-high": { kind: "gps", values: { dilution: "1", limit: "1", seconds: "s" } },
  "position-uncertain": { kind: "gps", values: { error: "m", limit: "m", seconds: "s" } },
  jamming: { kind: "gps", values: { indicator: "1", limit: "1", seconds: "s" } },
  "jamming-detected": { kind: "gps", values: flagged },
  "spoofing-detected": { kind: "gps", values: flagged },
  "field-unsteady": { kind: "compass", values: { change: "%", limit: "%", seconds: "s" } },
  "field-follows-throttle": {
    kind: "compass",
    values: { change: "%", limit: "%", correlation: "1" },
  },
  "compass-rejected": { kind: "compass", values: { ratio: "1", limit: "1", seconds: "s" } },
  "compasses-apart": { kind: "compass", values: { difference: "deg", limit: "deg", seconds: "s" } },
  "compass-error": { kind: "compass", values: flagged },
  "estimator-variance": { kind: "estimator", values: { ratio: "1", limit: "1", seconds: "s" } },
  "estimator-rejects": { kind: "estimator", values: { ratio: "1", limit: "1", seconds: "s" } },
  "estimator-fault": { kind: "estimator", values: flagged },
  "sensor-unhealthy": { kind: "estimator", values: flagged },
  "vibration-high": {
    kind: "vibration",
    values: { acceleration: "m/s^2", limit: "m/s^2", seconds: "s" },
  },
  "vibration-strong": {
    kind: "vibration",
    values: { acceleration: "m/s^2", limit: "m/s^2", seconds: "s" },
  },
  "vibration-rough": { kind: "vibration", values: { speed: "m/s", limit: "m/s", seconds: "s" } },
  "vibration-spread": {
    kind: "vibration",
    values: { acceleration: "m/s^2", limit: "m/s^2", seconds: "s" },
  },
  "vibration-said": { kind: "vibration", values: flagged },
  "accelerometer-clipped": { kind: "vibration", values: { count: "1", limit: "1" } },
  "link-gap": { kind: "signal-lost", values: { seconds: "s", limit: "s" } },
  "uplink-weak": { kind: "signal-lost", values: { quality: "%", limit: "%", seconds: "s" } },
  "downlink-weak": { kind: "signal-lost", values: { quality: "%", limit: "%", seconds: "s" } },
  "radio-lost": { kind: "signal-lost", values: flagged },
  "station-lost": { kind: "signal-lost", values: flagged },
  "height-legal": { kind: "limit", values: { height: "m", limit: "m", seconds: "s" } },
  "height-limit": { kind: "limit", values: { height: "m", limit: "m", seconds: "s" } },
  "distance-limit": { kind: "limit", values: { distance: "m", limit: "m", seconds: "s" } },
  "height-allowed": { kind: "limit", values: { excess: "m", limit: "m", seconds: "s" } },
  "fence-crossed": { kind: "limit", values: flagged },
  "limit-near": { kind: "limit", values: flagged },
  failsafe: { kind: "failsafe", values: flagged },
  terminated: { kind: "failsafe", values: flagged },
  "return-signal-lost": { kind: "return-home", values: none },
  "return-battery": { kind: "return-home", values: none },
  "return-limit": { kind: "return-home", values: none },
  "return-gps": { kind: "return-home", values: none },
  "return-failsafe": { kind: "return-home", values: none },
  "told-impact": { kind: "impact", values: none },
  "told-motor": { kind: "motor", values: none },
  "told-control": { kind: "control", values: none },
  "told-estimator": { kind: "estimator", values: none },
  "told-gps": { kind: "gps", values: none },
  "told-compass": { kind: "compass", values: none },
  "told-signal-lost": { kind: "signal-lost", values: none },
  "told-battery": { kind: "battery", values: none },
  "told-vibration": { kind: "vibration", values: none },
  "told-limit": { kind: "limit", values: none },
  "told-failsafe": { kind: "failsafe", values: none },
} as const satisfies Readonly<Record<string, RuleMeaning>>;

export type RuleId = keyof typeof ruleTable;

/** What the rule of a moment means; undefined where no rule found it. */
export function ruleOf(
  id: string | undefined,
): (RuleMeaning & { readonly id: RuleId }) | undefined {
  if (id === undefined || !Object.hasOwn(ruleTable, id)) return undefined;
  const known = id as RuleId; // it is one of the table's own
  return { id: known, ...ruleTable[known] };
}
