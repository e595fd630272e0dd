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
  const stretches: Stretch[] = [];
  for (const line of lines) {
    if (stretches.length >= mostStretches) break;
    const found = findHigh(line, { sign, enter, leave });
    const long = found.filter(({ from, to }) => to - from >= seconds);
    stretches.push(...joinNear(long, sign));
  }
  return stretches.slice(0, mostStretches);
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

/** Up to four values, in the order of the lines. */
type Make = (a: number, b: number, c: number, d: number) => number;

/** A line made of up to four others, row by row at the times of the first; none where one is absent. */
export function combine(lines: readonly (Line | undefined)[], make: Make): Line | undefined {
  const columns = columnsAtFirst(lines);
  const [a, b = a, c = a, d = a] = columns?.values ?? [];
  if (!columns || !a || !b || !c || !d) return undefined;
  const values = new Float64Array(a.length);
  for (let row = 0; row < values.length; row += 1)
    values[row] = make(a[row] as number, b[row] as number, c[row] as number, d[row] as number); // of one length
  return { times: columns.times, values };
}

type Columns = { readonly times: Float64Array; readonly values: readonly Float64Array[] };

function columnsAtFirst(lines: readonly (Line | undefined)[]): Columns | undefined {
  const known = lines.filter((line) => line !== undefined);
  const [first] = known;
  if (!first || known.length < lines.length) return undefined;
  return { times: first.times, values: known.map((line) => holdAt(line, first.times)) };
}

/** The greatest of lines, or with `sign` -1 the least, row by row at the times of the first. */
export function outermostOf(
  lines: readonly (Line | undefined)[],
  sign: 1 | -1 = 1,
): Line | undefined {
  const columns = columnsAtFirst(lines);
  if (!columns) return undefined;
  const [first = new Float64Array(), ...others] = columns.values;
  const values = Float64Array.from(first);
  for (const column of others)
    for (let row = 0; row < values.length; row += 1) {
      const [own, other] = [values[row] as number, column[row] as number]; // of one length
      values[row] = !(own === own) || sign * (other - own) > 0 ? other : own;
    }
  return { times: columns.times, values };
}
