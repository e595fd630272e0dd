/**
 * One series of a chart: a value at each time, or the lowest and highest of all values from one
 * time to the next. NaN is a gap.
 */
export type ChartLine = {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly high?: Float64Array;
  /** Names of values: it is drawn as a band. */
  readonly labels?: Readonly<Record<number, string>>;
};

/** Rows for uPlot: one x for all lines; undefined where a line has no point, null where it has a gap. */
export type JoinedLines = {
  readonly times: number[];
  readonly values: readonly (number | null | undefined)[][];
};

/** Puts lines of different times on one axis: for each line its low, and its high where it has one. */
export function joinLines(lines: readonly ChartLine[]): JoinedLines {
  const times = mergeTimes(lines.map((line) => line.times));
  const values = lines.flatMap((line) =>
    [line.low, ...(line.high ? [line.high] : [])].map((each) => spread(times, line.times, each)),
  );
  return { times, values };
}

function mergeTimes(all: readonly Float64Array[]): number[] {
  const [first] = all;
  if (first && all.every((times) => isSame(times, first))) return [...first];
  return [...new Set(all.flatMap((times) => [...times]))].sort((a, b) => a - b);
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a === b || (a.length === b.length && a.every((time, at) => time === b[at]));
}

function spread(
  times: readonly number[],
  own: Float64Array,
  values: Float64Array,
): (number | null | undefined)[] {
  let at = 0;
  return times.map((time) => {
    if (own[at] !== time) return undefined;
    let value = values[at];
    // Of several rows at one time the last counts.
    while (own[at] === time) value = values[at++];
    return value === undefined || Number.isNaN(value) ? null : value;
  });
}

/** Place of the last time that is not after this one; -1 before the first. */
export function placeAt(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= time) low = middle + 1; // middle is below the length
    else high = middle;
  }
  return low - 1;
}
