import { valuesOf, type Table } from "@homepoint/flight";

/** A flown track, ready to draw: as many of each; NaN where something is not known. */
export type Track = {
  readonly times: Float64Array;
  readonly longitudes: Float64Array;
  readonly latitudes: Float64Array;
  readonly height: Float64Array;
  readonly speed: Float64Array;
  readonly battery: Float64Array;
};

/** The positions of a track table, without rows that have none; undefined where none has. */
export function trackFrom(table: Table | undefined): Track | undefined {
  if (!table) return undefined;
  const named = (name: string): Float64Array => {
    const series = table.series.find((each) => each.name === name);
    return series ? valuesOf(series) : new Float64Array(table.times.length).fill(Number.NaN);
  };
  const [latitudes, longitudes] = [named("latitude"), unwrap(named("longitude"))];
  const isPlace = (at: number): boolean => {
    const [y, x] = [latitudes[at], longitudes[at]];
    return y !== undefined && x !== undefined && !Number.isNaN(y + x) && (y !== 0 || x !== 0);
  };
  const pick = (values: Float64Array): Float64Array => values.filter((_, at) => isPlace(at));
  const times = pick(table.times);
  if (times.length === 0) return undefined;
  return {
    times,
    latitudes: pick(latitudes),
    longitudes: pick(longitudes),
    height: pick(named("height")),
    speed: pick(named("speed")),
    battery: pick(named("batteryPercent")),
  };
}

/** Over the date line the numbers go on, so that a line does not run around the world. */
function unwrap(longitudes: Float64Array): Float64Array {
  let [last, turns] = [Number.NaN, 0];
  return longitudes.map((longitude) => {
    if (Number.isNaN(longitude)) return longitude;
    if (longitude - last > 180) turns -= 1;
    if (longitude - last < -180) turns += 1;
    last = longitude;
    return longitude + 360 * turns;
  });
}

/** Lowest and highest of what is known; undefined where nothing is, or nothing differs. */
export function rangeOf(values: Float64Array): readonly [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low < high ? [low, high] : undefined;
}
