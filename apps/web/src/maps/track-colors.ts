import type { ExpressionSpecification } from "maplibre-gl";
import type { MapTheme } from "./map-colors.ts";

/** From low to high, for tracks and their legend. */
const ramps: Readonly<Record<MapTheme, readonly string[]>> = {
  light: ["#352a87", "#1f6fc5", "#0f9a94", "#5ba535", "#d98a00", "#c63d1e"],
  dark: ["#8590ff", "#4fb3ff", "#3fd6c0", "#9be15d", "#ffc247", "#ff7a59"],
};

export type TrackColoring = {
  readonly property: "height" | "speed" | "battery";
  readonly range: readonly [low: number, high: number];
};

/** Colours from low to high. A battery that runs out is marked as a height that is high. */
export function rampFor(theme: MapTheme, { property }: Pick<TrackColoring, "property">): string[] {
  const ramp = ramps[theme];
  return property === "battery" ? ramp.toReversed() : [...ramp];
}

export function colorExpression(theme: MapTheme, coloring: TrackColoring): ExpressionSpecification {
  const ramp = rampFor(theme, coloring);
  const [low, high] = coloring.range;
  const stops = ramp.flatMap((color, at) => [low + ((high - low) * at) / (ramp.length - 1), color]);
  return [
    "interpolate",
    ["linear"],
    ["get", coloring.property],
    ...stops,
  ] as unknown as ExpressionSpecification; // pairs of a number and a colour, as it asks for
}
