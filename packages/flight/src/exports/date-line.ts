import { shortWay } from "../summary/track.ts";
import type { TrackPoint } from "./samples.ts";

/**
 * The points as lines that each lie on one side of the date line (RFC 7946, §3.1.9). Where one ends
 * and the next begins there is a point of its own, with what was known in between.
 */
export function cutAtDateLine(points: readonly TrackPoint[]): readonly (readonly TrackPoint[])[] {
  let line: TrackPoint[] = [];
  const lines = [line];
  for (const [at, point] of points.entries()) {
    const before = points[at - 1];
    if (before && Math.abs(point.longitude - before.longitude) > 180) {
      const crossing = crossingOf(before, point);
      line.push({ ...crossing, longitude: 180 * Math.sign(before.longitude) });
      line = [{ ...crossing, longitude: 180 * Math.sign(point.longitude) }];
      lines.push(line);
    }
    line.push(point);
  }
  return lines;
}

function crossingOf(from: TrackPoint, to: TrackPoint): TrackPoint {
  const way = Math.abs(shortWay(to.longitude - from.longitude));
  const part = way === 0 ? 0 : (180 - Math.abs(from.longitude)) / way;
  const between = (name: keyof TrackPoint) => from[name] + part * (to[name] - from[name]);
  return {
    seconds: between("seconds"),
    latitude: between("latitude"),
    longitude: 180,
    height: between("height"),
    altitude: between("altitude"),
    speed: between("speed"),
  };
}
