import { believeStamps } from "../../gather/stamps.ts";
import type { Clock } from "../../flight.ts";
import { orderOf, readInstant } from "./dates.ts";
import type { TimePart } from "./dialect.ts";
import type { MeasuredFile } from "./columns.ts";
import { CellReader } from "./measure.ts";
import { textsOf, walkRow } from "./walk.ts";

/** When rows were written. */
export type RowTimes = {
  /** Seconds since the first row, never going back. */
  readonly times: Float64Array;
  /** Milliseconds since 1970 at 0, on a clock of this kind. */
  readonly startedMs?: number;
  readonly clock: Clock;
  /** No column says when: rows are a second apart. */
  readonly isMadeUp?: true;
};

/** Times of the rows by the column that counts them, the start by the one that says when it was. */
export function timeRows(file: MeasuredFile): RowTimes {
  const rows = file.rows.starts.length;
  const counted = countedTimes(file);
  const dated = datedTimes(file);
  if (!counted && !dated)
    return {
      times: Float64Array.from({ length: rows }, (_, row) => row),
      clock: "unknown",
      isMadeUp: true,
    };
  if (!dated) return { times: counted as Float64Array, clock: "unknown" }; // one is there
  const { micros, clock } = dated;
  if (!counted) {
    const { seconds, firstMicros } = believeStamps(micros);
    return {
      times: rising(seconds),
      clock,
      ...(firstMicros !== undefined && { startedMs: firstMicros / 1000 }),
    };
  }
  const startedMs = startOf(counted, micros);
  return startedMs === undefined
    ? { times: counted, clock: "unknown" }
    : { times: counted, clock, startedMs };
}

function rising(seconds: Float64Array): Float64Array {
  let last = 0;
  for (let row = 0; row < seconds.length; row += 1)
    seconds[row] = last = Math.max(last, seconds[row] as number); // below the length
  return seconds;
}

const microsOf: Partial<Record<TimePart, number>> = { "elapsed ms": 1e3, "elapsed s": 1e6 };

/** A count that most rows hold, and that goes on with most of them. */
function countedTimes(file: MeasuredFile): Float64Array | undefined {
  for (const [at, { known }] of file.head.columns.entries()) {
    const unit = microsOf[known.part as TimePart];
    if (unit === undefined) continue;
    const stamps = numbersOf(file, at).map((count) => Math.round(count * unit));
    if (isGoingOn(stamps)) return rising(believeStamps(stamps).seconds);
  }
  return undefined;
}

function isGoingOn(stamps: Float64Array): boolean {
  if (stamps.length < 2) return true;
  let steps = 0;
  for (let row = 1; row < stamps.length; row += 1)
    if ((stamps[row] as number) > (stamps[row - 1] as number)) steps += 1; // below the length
  return steps * 2 >= stamps.length - 1;
}

function numbersOf(file: MeasuredFile, column: number): Float64Array {
  const reader = new CellReader(file.text.bytes, file.point);
  const numbers = new Float64Array(file.rows.starts.length).fill(Number.NaN);
  for (const [row, start] of file.rows.starts.entries())
    walkRow(file, start, (at, from, to) => {
      if (at === column) numbers[row] = reader.read(from, to);
    });
  return numbers;
}

type Dated = { readonly micros: Float64Array; readonly clock: Clock };

/** UTC is preferred to a clock of an unknown zone, one column to two. */
const datings: readonly { readonly parts: readonly TimePart[]; readonly clock: Clock }[] = [
  { parts: ["instant utc"], clock: "app" },
  { parts: ["date utc", "time utc"], clock: "app" },
  { parts: ["epoch ms"], clock: "app" },
  { parts: ["instant local"], clock: "local" },
  { parts: ["date local", "time local"], clock: "local" },
];

function datedTimes(file: MeasuredFile): Dated | undefined {
  const placeOf = (part: TimePart) =>
    file.head.columns.findIndex(({ known }) => known.part === part);
  for (const { parts, clock } of datings) {
    const places = parts.map(placeOf);
    if (places.includes(-1)) continue;
    const isEpoch = parts[0] === "epoch ms";
    const micros = isEpoch ? epochMicros(file, places[0] as number) : instants(file, places); // a part has a place
    if (micros.some((one) => one > 0)) return { micros, clock };
  }
  return undefined;
}

/** From 1979 to 2200: milliseconds that are a date, and one that dates can be. */
function isDated(ms: number): boolean {
  return ms > 3e11 && ms < 7.3e12;
}

function epochMicros(file: MeasuredFile, place: number): Float64Array {
  return numbersOf(file, place).map((ms) => (isDated(ms) ? ms * 1000 : Number.NaN));
}

function instants(file: MeasuredFile, [first, second]: readonly number[]): Float64Array {
  const texts = [...textsOf(file, first as number)]; // a part has a place
  const times = second === undefined ? [] : [...textsOf(file, second)];
  const isTwelveHours = [texts[0], times[0]].some((text) => /[ap]\.?m/i.test(text ?? ""));
  const order = orderOf(texts, isTwelveHours);
  let last = "";
  let micros = Number.NaN;
  return Float64Array.from(texts, (text, row) => {
    const whole = times[row] === undefined ? text : `${text} ${times[row]}`;
    if (whole === last) return micros;
    const ms = readInstant(whole, order);
    last = whole;
    micros = isDated(ms) ? Math.round(ms * 1000) : Number.NaN; // else it is a time of day
    return micros;
  });
}

/** As many rows tell when the first was. */
const asked = 300;

/**
 * Clocks that show whole seconds are behind by up to one: the row that is least behind tells the
 * start. Of others, the middle one is right whatever a few rows say.
 */
function startOf(seconds: Float64Array, micros: Float64Array): number | undefined {
  const starts: number[] = [];
  let isWhole = true;
  for (let row = 0; row < micros.length && starts.length < asked; row += 1) {
    const stamp = micros[row] as number; // below the length, as below
    if (Number.isNaN(stamp)) continue;
    isWhole &&= stamp % 1e6 === 0;
    starts.push(stamp - Math.round((seconds[row] as number) * 1e6));
  }
  starts.sort((a, b) => a - b);
  const middle = starts[starts.length >> 1];
  if (middle === undefined || !isWhole) return middle === undefined ? undefined : middle / 1000;
  return Math.max(...starts.filter((start) => Math.abs(start - middle) <= 1e6)) / 1000;
}
