import type { Position } from "geojson";

const turn = 360;
const almostATurn = 359;

/**
 * A ring of the globe as a ring of the plane: longitudes go on past the date line instead of
 * jumping, and a ring around a pole is closed along that pole.
 */
export function unwrapRing(ring: readonly Position[]): Position[] {
  let [last, turns] = [ring[0]?.[0] ?? 0, 0];
  const plane = ring.map(([longitude = 0, latitude = 0]) => {
    if (longitude - last > turn / 2) turns -= 1;
    if (longitude - last < -turn / 2) turns += 1;
    last = longitude;
    return [longitude + turn * turns, latitude];
  });
  const [first, end] = [plane[0], plane.at(-1)];
  if (!first || !end || Math.abs((end[0] ?? 0) - (first[0] ?? 0)) < almostATurn) return plane;
  const pole = (first[1] ?? 0) < 0 ? -90 : 90;
  return [...plane, [end[0] ?? 0, pole], [first[0] ?? 0, pole], first];
}
