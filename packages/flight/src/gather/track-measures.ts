import { valuesOf, type Series } from "../table.ts";
import type { SeriesName } from "../series-names.ts";

type Measured = {
  readonly table: string;
  readonly times: Float64Array;
  readonly series: readonly Series[];
  readonly isTimed: boolean;
};

/** Height and speed of a track that states neither, from where it was and when. */
export function deriveMeasures({ table, times, series, isTimed }: Measured): readonly Series[] {
  const valuesNamed = (name: SeriesName) => {
    const found = series.find((one) => one.name === name);
    return found && valuesOf(found);
  };
  const derived = (name: "height" | "speed", values: Float64Array): Series => ({
    source: `${table}.${name}`,
    name,
    unit: name === "height" ? "m" : "m/s",
    values,
    scale: 1,
    offset: 0,
    missing: Number.NaN,
    derived: true,
  });
  const has = (name: string) =>
    series.some((one) => one.name === name || one.source === `${table}.${name}`);
  const [altitude, north, east] = [
    valuesNamed("altitude"),
    valuesNamed("latitude"),
    valuesNamed("longitude"),
  ];
  const made: Series[] = [];
  if (altitude && !has("height")) made.push(derived("height", heightsOf(altitude)));
  if (isTimed && north && east && !has("speed"))
    made.push(derived("speed", speedsOf(times, north, east)));
  return made;
}

/** Tracks begin where the aircraft takes off. To the centimetre, as they state no more. */
function heightsOf(altitude: Float64Array): Float64Array {
  const first = altitude.find((one) => !Number.isNaN(one)) ?? 0;
  return altitude.map((one) => Math.round((one - first) * 100) / 100);
}

/**
 * Seconds over which a speed is measured: places are no more exact than a metre or so. Over longer
 * ones than a minute nobody knows.
 */
const measured = { least: 1.9, most: 60 } as const;

const mostMetersPerSecond = 150;
const metersPerDegree = 111_195;

/** Along the ground, from the place some seconds before to that of the row. */
function speedsOf(times: Float64Array, north: Float64Array, east: Float64Array): Float64Array {
  const speeds = new Float64Array(times.length).fill(Number.NaN);
  let before = -1;
  for (let row = 0; row < times.length; row += 1) {
    const [y, x] = [north[row] as number, east[row] as number]; // columns of one length
    if (Number.isNaN(y + x)) continue;
    if (before < 0) before = row;
    for (let next = before + 1; next < row; next += 1) {
      if ((times[row] as number) - (times[next] as number) < measured.least) break;
      if (!Number.isNaN(north[next])) before = next;
    }
    const seconds = (times[row] as number) - (times[before] as number);
    if (seconds < measured.least || seconds > measured.most) continue;
    const degrees = x - (east[before] as number);
    const along = degrees - 360 * Math.round(degrees / 360);
    const way = Math.hypot(y - (north[before] as number), along * Math.cos((y * Math.PI) / 180));
    const speed = (way * metersPerDegree) / seconds;
    if (speed <= mostMetersPerSecond) speeds[row] = Math.round(speed * 100) / 100;
  }
  return speeds;
}
