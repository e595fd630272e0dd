import { shortWay, type Track } from "./track.ts";

const mostPoints = 64;
const size = 255;

/**
 * The track as a small picture: x and y by turns, 0 to 255, north up (y 0), to one scale. At most 64
 * points, evenly along the way flown. Empty without a track.
 */
export function pictureOf({ rows, latitudes, longitudes, flown }: Track): readonly number[] {
  const points = evenly(flown).map((at) => rows[at] as number); // places in rows
  const ys = points.map((row) => latitudes[row] as number); // rows of the table
  const middle = ((Math.min(...ys) + Math.max(...ys)) / 2) * (Math.PI / 180);
  const east = points.map((row) => longitudes[row] as number);
  const west = east[0] ?? 0;
  const xs = east.map((degrees) => shortWay(degrees - west) * Math.cos(middle));
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const span = Math.max(Math.max(...xs) - left, top - Math.min(...ys), 1e-9);
  const scale = size / span;
  return points.flatMap((_, at) => [
    Math.round(((xs[at] as number) - left) * scale), // one for each point
    Math.round((top - (ys[at] as number)) * scale),
  ]);
}

/** Places in the track at even distances; fewer where it is short. */
function evenly(flown: Float64Array): readonly number[] {
  const total = flown.at(-1) ?? 0;
  const places: number[] = [];
  for (let at = 0; at < flown.length; at += 1) {
    const due = (places.length * total) / (mostPoints - 1);
    if ((flown[at] as number) >= due || at === 0) places.push(at); // below the length
    if (places.length === mostPoints) break;
  }
  const last = flown.length - 1;
  if (last > 0 && places.at(-1) !== last) places[Math.min(places.length, mostPoints - 1)] = last;
  return places;
}
