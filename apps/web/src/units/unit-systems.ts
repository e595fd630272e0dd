/** Systems in which a person can have lengths and speeds shown. */
export const unitSystems = ["metric", "imperial", "nautical"] as const;
export type UnitSystem = (typeof unitSystems)[number];

export type Quantity = "height" | "distance" | "speed";

/** `label` after the number; a metric value times `factor` is the number. */
export type ShownUnit = {
  readonly label: string;
  readonly factor: number;
  /** Digits after the point in running text. */
  readonly digits: number;
};

const meters: ShownUnit = { label: "m", factor: 1, digits: 0 };
const feet: ShownUnit = { label: "ft", factor: 1 / 0.3048, digits: 0 };

type Steps = readonly [small: ShownUnit, large: ShownUnit];

/** Lengths on the ground change unit where the large one reaches 1. */
const distances: Readonly<Record<UnitSystem, Steps>> = {
  metric: [meters, { label: "km", factor: 1 / 1000, digits: 2 }],
  imperial: [feet, { label: "mi", factor: 1 / 1609.344, digits: 2 }],
  nautical: [feet, { label: "nmi", factor: 1 / 1852, digits: 2 }],
};

const heights: Readonly<Record<UnitSystem, ShownUnit>> = {
  metric: { ...meters, digits: 1 },
  imperial: feet,
  nautical: feet,
};

const speeds: Readonly<Record<UnitSystem, ShownUnit>> = {
  metric: { label: "m/s", factor: 1, digits: 1 },
  imperial: { label: "mph", factor: 3600 / 1609.344, digits: 1 },
  nautical: { label: "kn", factor: 3600 / 1852, digits: 1 },
};

/** The unit in which a metric value of this quantity is shown. */
export function unitFor(system: UnitSystem, quantity: Quantity, value: number): ShownUnit {
  if (quantity === "speed") return speeds[system];
  if (quantity === "height") return heights[system];
  const [small, large] = distances[system];
  return Math.abs(value * large.factor) >= 1 ? large : small;
}

/** One unit for a whole axis, whatever its values. */
export function axisUnit(system: UnitSystem, unit: string): ShownUnit {
  if (unit === "m") return heights[system];
  if (unit === "m/s") return speeds[system];
  return { label: plainLabels[unit] ?? unit, factor: 1, digits: 1 };
}

const plainLabels: Readonly<Record<string, string>> = { "1": "", deg: "°", degC: "°C" };
