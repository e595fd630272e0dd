import type { RowIndex } from "./find-rows.ts";
import { readMicros } from "./header.ts";
import type { Topic } from "./topics.ts";

/**
 * What the log's clock showed along the file. A single row may lie: topics repeat what was said
 * before the log began, some never set their time, and bytes get damaged.
 */
export type LogClock = {
  /** Microseconds on the aircraft's clock at time 0. */
  readonly startMicros: number;
  /** Microseconds since the start beyond which no row can be. */
  readonly lengthMicros: number;
  /** Places in the file, rising, and microseconds since the start there, never going back. */
  readonly places: Uint32Array;
  readonly micros: Float64Array;
};

const mostSamples = 8192;

/** A step forward up to this is believed of one row, a longer one if the rows behind agree. */
const usualStep = 1e6;

/** A longer step than this at the end of a log, where few rows follow, is not believed. */
const longestStep = 60e6;

/** How long after its header the first rows of a log may be. */
const longestWait = 600e6;

/** Beyond the last sample of the clock. */
const slack = 10e6;

export type ClockSource = {
  readonly view: DataView;
  readonly index: RowIndex;
  readonly topics: readonly Topic[];
  readonly headerMicros: number | undefined;
};

export function readLogClock(source: ClockSource): LogClock {
  const { places, stamps } = sample(source);
  const startMicros = startOf(stamps, source.headerMicros);
  const micros = new Float64Array(stamps.length);
  let now = startMicros;
  for (let at = 0; at < stamps.length; at += 1) {
    const stamp = stamps[at] as number; // below the length
    const step = stamp - now;
    if (step > 0 && isBelieved(stamps, at, step)) now = stamp;
    micros[at] = now - startMicros;
  }
  return { startMicros, lengthMicros: now - startMicros + slack, places, micros };
}

/** Seconds since the start at a place in the file. */
export function secondsAt(clock: LogClock, place: number): number {
  return (clock.micros[samplesUpTo(clock, place) - 1] ?? 0) / 1e6;
}

/** Seconds since the start at the first row at or behind a place in the file. */
export function secondsBehind(clock: LogClock, place: number): number {
  const { micros } = clock;
  return (micros[samplesUpTo(clock, place - 1)] ?? micros.at(-1) ?? 0) / 1e6;
}

/** How many samples stand at or before a place. */
function samplesUpTo({ places }: LogClock, place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) <= place) low = middle + 1; // below the length
    else high = middle;
  }
  return low;
}

type Samples = { readonly places: Uint32Array; readonly stamps: Float64Array };

/** What some rows, evenly along the file, and the last say of their time. */
function sample({ view, index, topics }: ClockSource): Samples {
  const stride = Math.max(1, Math.ceil(index.count / mostSamples));
  const room = Math.ceil(index.count / stride) + 1;
  const places = new Uint32Array(room);
  const stamps = new Float64Array(room);
  const offsets = Int32Array.from(topics, ({ layout }) => layout?.timestampAt ?? -1);
  let count = 0;
  for (let row = 0; row < index.count; row = nextSample(row, stride, index.count)) {
    const offset = offsets[(index.topics[row] as number) - 1] as number; // rows of the index
    if (offset < 0) continue;
    const start = index.starts[row] as number;
    places[count] = start;
    stamps[count] = readMicros(view, start + offset);
    count += 1;
  }
  return { places: places.subarray(0, count), stamps: stamps.subarray(0, count) };
}

/** The last row is always one. */
function nextSample(row: number, stride: number, count: number): number {
  return row < count - 1 ? Math.min(row + stride, count - 1) : count;
}

/** The header's time where rows follow it; else that of the first rows that agree. */
function startOf(stamps: Float64Array, header: number | undefined): number {
  const early = stamps.subarray(0, 4096);
  const isNear = (stamp: number) =>
    header !== undefined && stamp >= header && stamp <= header + longestWait;
  if (header !== undefined && (stamps.length === 0 || early.some(isNear))) return header;
  const first = stamps.findIndex((_, at) => isAgreed(stamps, at));
  return stamps[Math.max(0, first)] ?? 0;
}

function isBelieved(stamps: Float64Array, at: number, step: number): boolean {
  if (step <= usualStep || isAgreed(stamps, at)) return true;
  const left = stamps.length - at - 1;
  return step <= longestStep && left < witnesses && 2 * countAgreed(stamps, at) >= left;
}

const witnesses = 8;
const enough = 3;

/** Says whether several of the rows behind go on from this one. */
function isAgreed(stamps: Float64Array, at: number): boolean {
  return countAgreed(stamps, at) >= enough;
}

function countAgreed(stamps: Float64Array, at: number): number {
  const stamp = stamps[at] as number; // the caller counts below the length
  let agreed = 0;
  for (let next = at + 1; next <= at + witnesses && next < stamps.length; next += 1) {
    const step = (stamps[next] as number) - stamp;
    if (step >= -usualStep && step <= longestStep * (next - at)) agreed += 1;
  }
  return agreed;
}
