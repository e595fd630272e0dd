import { readMicros } from "./header.ts";
import { secondsAt, type LogClock } from "./log-clock.ts";

/** When the rows of a topic are, and where they start, in the order of time. */
export type TimedRows = {
  readonly starts: Uint32Array;
  /** Seconds since the log began. */
  readonly times: Float64Array;
  /** Some rows do not say these times. */
  readonly isCorrected: boolean;
};

export type RowPlaces = {
  readonly view: DataView;
  readonly starts: Uint32Array;
  readonly timestampAt: number | undefined;
};

/**
 * A row whose time lies outside the log, or far from all around it, has the time of the rows around
 * it in the file. Belongs to the caller.
 */
export function timeRows({ view, starts, timestampAt }: RowPlaces, clock: LogClock): TimedRows {
  if (timestampAt === undefined) return timedByPlace(starts, clock);
  const { startMicros, lengthMicros } = clock;
  const times = new Float64Array(starts.length);
  let last = 0;
  let isOrdered = true;
  for (let row = 0; row < starts.length; row += 1) {
    const start = starts[row] as number; // below the length
    const micros = readMicros(view, start + timestampAt) - startMicros;
    if (!(micros >= last)) isOrdered = false;
    last = micros;
    times[row] = micros / 1e6;
  }
  if (isOrdered && last <= lengthMicros) return { starts, times, isCorrected: false };
  return correct(starts, times, clock);
}

function timedByPlace(starts: Uint32Array, clock: LogClock): TimedRows {
  const times = Float64Array.from(starts, (start) => secondsAt(clock, start));
  return { starts, times, isCorrected: false };
}

function correct(starts: Uint32Array, times: Float64Array, clock: LogClock): TimedRows {
  const latest = clock.lengthMicros / 1e6;
  const outside: number[] = [];
  for (let row = 0; row < times.length; row += 1) {
    const time = times[row] as number; // below the length
    if (!(time >= 0 && time <= latest)) outside.push(row);
  }
  const around = { starts, clock };
  placeRows(outside, times, around);
  const outOfLine = rowsOutOfLine(times, around);
  placeRows(outOfLine, times, around);
  const isCorrected = outside.length > 0 || outOfLine.length > 0;
  return { ...inOrder(starts, times), isCorrected };
}

type Around = { readonly starts: Uint32Array; readonly clock: LogClock };

/** Gives rows the times of those around them in the file, but never later than the row behind. */
function placeRows(rows: readonly number[], times: Float64Array, { starts, clock }: Around): void {
  for (const row of rows) times[row] = secondsAt(clock, starts[row] as number); // rows there are
  for (const row of rows.toReversed()) {
    const next = times[row + 1] ?? Number.POSITIVE_INFINITY;
    if ((times[row] as number) > next) times[row] = next;
  }
}

/** Seconds that a row may be away from those around it in the file. */
const usual = 5;

/** Rows out of order that are far from the log's clock, while a neighbour is not. */
function rowsOutOfLine(times: Float64Array, { starts, clock }: Around): readonly number[] {
  const isFar = (row: number) => {
    const start = starts[row];
    return (
      start !== undefined && Math.abs((times[row] as number) - secondsAt(clock, start)) > usual
    );
  };
  const rows: number[] = [];
  let latest = 0;
  for (let row = 0; row < times.length; row += 1) {
    const time = times[row] as number; // below the length
    const isOut = time < latest || time > (times[row + 1] ?? Number.POSITIVE_INFINITY);
    const isLonely = isOut && isFar(row) && !(isFar(row - 1) && isFar(row + 1));
    if (isLonely) rows.push(row);
    else latest = time;
  }
  return rows;
}

/** Sorted by time, rows of one time as they stand in the file. */
function inOrder(starts: Uint32Array, times: Float64Array): Omit<TimedRows, "isCorrected"> {
  if (times.every((time, row) => row === 0 || time >= (times[row - 1] as number)))
    return { starts, times };
  const order = Uint32Array.from(times, (_, row) => row);
  order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b); // rows there are
  return {
    starts: order.map((row) => starts[row] as number),
    times: Float64Array.from(order, (row) => times[row] as number),
  };
}
