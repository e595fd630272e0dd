import type { Waypoint } from "./fly.ts";

/** Lines to and fro, as for mapping a field. */
export function survey(lines: number, length: number, height: number): readonly Waypoint[] {
  return Array.from({ length: lines }, (_, line) => {
    const ends = [0, length].map((north) => ({ east: 20 + line * 18, north: north + 15, height }));
    return line % 2 === 0 ? ends : ends.toReversed();
  }).flat();
}

/** Around a point, climbing. */
export function orbit(radius: number, turns: number, height: number): readonly Waypoint[] {
  const points = 12 * turns;
  return Array.from({ length: points }, (_, point) => {
    const angle = (point / 12) * 2 * Math.PI;
    const [east, north] = [radius * Math.sin(angle), radius - radius * Math.cos(angle)];
    return { east, north, height: height + (point / points) * 25 };
  });
}

/** Straight out over legs that bend a little. */
export function outward(legs: number, length: number, height: number): readonly Waypoint[] {
  return Array.from({ length: legs }, (_, leg) => ({
    east: (leg + 1) * length * 0.8,
    north: (leg + 1) * length * (leg % 2 === 0 ? 0.6 : 0.35),
    height: height + 8 * (leg % 3),
  }));
}
