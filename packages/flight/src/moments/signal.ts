import type { Seen } from "./seen.ts";
import { holdAt, type Line } from "./stretches.ts";

/** The three places of an array, as its topic's fields are called. */
export function axesOf(field: string): readonly [x: string, y: string, z: string] {
  return [`${field}[0]`, `${field}[1]`, `${field}[2]`];
}

/** Root of the sum of squares, at the times of the first field; undefined where one is absent. */
export function lengthOf(
  seen: Pick<Seen, "line">,
  [first, ...others]: readonly [string, ...string[]],
): Line | undefined {
  const line = seen.line(first);
  if (!line) return undefined;
  const sums = line.values.map((value) => value * value);
  for (const source of others) {
    const other = seen.line(source);
    if (!other) return undefined;
    const held = holdAt(other, line.times);
    for (let row = 0; row < sums.length; row += 1) {
      const value = held[row] as number; // as long as the times
      sums[row] = (sums[row] as number) + value * value; // as above
    }
  }
  for (let row = 0; row < sums.length; row += 1) sums[row] = Math.sqrt(sums[row] as number); // as above
  return { times: line.times, values: sums };
}

/** The mean of the seconds that end with each value; unknown values do not count. */
export function smooth({ times, values }: Line, seconds: number): Line {
  const means = new Float64Array(values.length);
  let [first, sum, count] = [0, 0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length, as all rows here
    if (Number.isFinite(value)) [sum, count] = [sum + value, count + 1];
    while ((times[first] as number) < (times[row] as number) - seconds) {
      const gone = values[first] as number;
      if (Number.isFinite(gone)) [sum, count] = [sum - gone, count - 1];
      first += 1;
    }
    means[row] = count > 0 ? sum / count : Number.NaN;
  }
  return { times, values: means };
}

/**
 * Twice the standard deviation of what changes from value to value, over the seconds that end with
 * each: shaking, whatever the slower motion.
 */
export function shakingOf({ times, values }: Line, seconds: number): Line {
  const squares = new Float64Array(values.length);
  for (let row = 1; row < values.length; row += 1) {
    const step = (values[row] as number) - (values[row - 1] as number); // below the length
    squares[row] = step * step;
  }
  const means = smooth({ times, values: squares }, seconds);
  return { times, values: means.values.map((mean) => Math.sqrt(2 * mean)) };
}

/** The value in the middle of all that are known; NaN where none is. */
export function medianOf(lines: readonly Line[]): number {
  return quantileOf(lines, 0.5);
}

/** Of more values than these, every so many are looked at. */
const sampled = 65_536;

/** The value that this share of all that are known lies below; NaN where none is. */
export function quantileOf(lines: readonly Line[], share: number): number {
  const total = lines.reduce((sum, { values }) => sum + values.length, 0);
  const step = Math.ceil(total / sampled);
  const known = new Float64Array(Math.min(total, sampled + lines.length));
  let count = 0;
  for (const { values } of lines)
    for (let row = 0; row < values.length; row += step) {
      const value = values[row] as number; // below the length
      if (value === value) known[count++] = value;
    }
  return known.subarray(0, count).sort()[Math.floor(count * share)] ?? Number.NaN;
}

export type Extremes = { readonly least: number; readonly most: number };

/** The least and the greatest known value; of nothing known, infinities the wrong way round. */
export function extremesOf(lines: readonly Line[]): Extremes {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of lines)
    for (const value of values) {
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
  return { least, most };
}

/** 0 where nothing is known. */
export function meanOf(lines: readonly Line[]): number {
  let [sum, count] = [0, 0];
  for (const { values } of lines)
    for (const value of values) {
      const isKnown = value === value;
      sum += isKnown ? value : 0;
      count += isKnown ? 1 : 0;
    }
  return count > 0 ? sum / count : 0;
}
