import { rowAt } from "../table.ts";

/** Values over time, in their unit; NaN where nothing is known. As many values as times. */
export type Line = { readonly times: Float64Array; readonly values: Float64Array };

/** Seconds of a flight. */
export type Span = { readonly from: number; readonly to: number };

/** What a stretch of time has in common: values beyond a bound. */
export type Bound = {
  /** One of the two says which values are beyond. */
  readonly above?: number;
  readonly below?: number;
  /** A value between this and the bound goes on with a stretch, and begins none. */
  readonly until?: number;
  /** Shorter stretches are none. */
  readonly seconds: number;
};

/** `peak` is the value farthest beyond the bound. */
export type Stretch = Span & { readonly peak: number };

/** Two stretches of one bound that are closer are one. */
const joinedSeconds = 2;

/** A value holds until the next one, but no longer than this. */
const heldSeconds = 2;

/** Bounds what noise can cost. */
const mostStretches = 1000;

/** Where lines are beyond a bound, in the order of the lines and of time. */
export function stretchesOf(lines: readonly Line[], bound: Bound): readonly Stretch[] {
  const { above, below = Number.NaN, seconds } = bound;
  const sign = above === undefined ? -1 : 1;
  const enter = sign * (above ?? below);
  const leave = bound.until === undefined ? enter : sign * bound.until;
  return lines.flatMap((line) => {
    const found = findHigh(line, { sign, enter, leave });
    return joinNear(
      found.filter(({ from, to }) => to - from >= seconds),
      sign,
    );
  });
}

type Levels = { readonly sign: number; readonly enter: number; readonly leave: number };

function findHigh({ times, values }: Line, { sign, enter, leave }: Levels): readonly Stretch[] {
  const found: Stretch[] = [];
  let first = -1;
  let last = -1;
  let peak = 0;
  for (let row = 0; row <= values.length && found.length < mostStretches; row += 1) {
    const value = row < values.length ? sign * (values[row] as number) : Number.NEGATIVE_INFINITY; // below the length
    if (value !== value) continue;
    const isHigh = value > (first < 0 ? enter : leave);
    if (first >= 0 && (!isHigh || isLate(times, last, row))) {
      const [from, to] = [times[first] as number, endOf(times, last, row)]; // rows that were seen
      found.push({ from, to, peak: sign * peak });
      first = -1;
    }
    if (!(value > (first < 0 ? enter : leave))) continue;
    if (first < 0) first = row;
    peak = row === first ? value : Math.max(peak, value);
    last = row;
  }
  return found;
}

function isLate(times: Float64Array, last: number, row: number): boolean {
  return (times[row] ?? Infinity) - (times[last] as number) > heldSeconds; // a row that was seen
}

/** A value holds until the next; the last of a line is over at once. */
function endOf(times: Float64Array, last: number, next: number): number {
  const at = times[last] as number; // a row that was seen
  return Math.min(times[next] ?? at, at + heldSeconds);
}

function joinNear(stretches: readonly Stretch[], sign: number): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (!last || stretch.from - last.to >= joinedSeconds) joined.push(stretch);
    else {
      const peak = sign * Math.max(sign * last.peak, sign * stretch.peak);
      joined[joined.length - 1] = { from: last.from, to: stretch.to, peak };
    }
  }
  return joined;
}

/** The parts of a line within spans; they share its memory. */
export function partsWithin({ times, values }: Line, spans: readonly Span[]): readonly Line[] {
  return spans.flatMap(({ from, to }) => {
    const first = rowAt(times, from - 1e-9) + 1;
    const end = rowAt(times, to) + 1;
    if (end <= first) return [];
    return [{ times: times.subarray(first, end), values: values.subarray(first, end) }];
  });
}

/** The last value at or before each time, unless it is older than `seconds`: then NaN. */
export function holdAt(
  { times: from, values }: Line,
  times: Float64Array,
  seconds: number = heldSeconds,
): Float64Array {
  if (from === times) return values;
  const held = new Float64Array(times.length);
  let row = -1;
  for (let at = 0; at < times.length; at += 1) {
    const time = times[at] as number; // below the length
    while (row + 1 < from.length && (from[row + 1] as number) <= time) row += 1;
    const isFresh = row >= 0 && time - (from[row] as number) <= seconds; // below the length
    held[at] = isFresh ? (values[row] as number) : Number.NaN;
  }
  return held;
}

/** A line made of others, row by row at the times of the first. */
export function combine(
  lines: readonly (Line | undefined)[],
  make: (...values: number[]) => number,
): Line | undefined {
  const [first] = lines;
  if (!first || lines.some((line) => line === undefined)) return undefined;
  const { times } = first;
  const columns = lines.map((line) => holdAt(line as Line, times)); // each is one
  const values = new Float64Array(times.length);
  const row: number[] = columns.map(() => 0);
  for (let at = 0; at < values.length; at += 1) {
    for (let column = 0; column < columns.length; column += 1)
      row[column] = columns[column]?.[at] as number; // as long as the times
    values[at] = make(...row);
  }
  return { times, values };
}
