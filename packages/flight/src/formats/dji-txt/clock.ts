import { isPlausibleTime } from "./details.ts";

/** What tells the time in a log. */
export type ClockSources = {
  /** Flight-controller time of each OSD row, in tenths of a second; absent where none can be read. */
  readonly flyTimes?: Uint16Array | undefined;
  readonly samples: number;
  /** Wall-clock rows in the order of the file: after which OSD row, and milliseconds since 1970. */
  readonly wall: { readonly samples: ArrayLike<number>; readonly ms: ArrayLike<number> };
  /** When the header says the log began. */
  readonly statedMs?: number | undefined;
};

export type Clocked = {
  /** Seconds since the first OSD row, for each OSD row: whole milliseconds, never going back. */
  readonly times: Float64Array;
  /** Milliseconds since 1970 at time 0. */
  readonly startedAtMs?: number | undefined;
};

const nominal = 100; // ms: OSD rows are written ten times a second

/** The wall clock and the flight time part this far, and it was the wall clock that was set. */
const clockSetMs = 5000;

/**
 * Times the OSD rows.
 *
 * CUSTOM rows carry the app's wall clock ten times a second, but not one to each OSD row. So every
 * CUSTOM row is an anchor: the OSD row before it has its time, and the rows between two anchors are
 * spread evenly. A step of that clock that the flight time does not make as well is the phone being
 * set, not time passing, and is taken out. Without wall clock the flight time counts, and where it
 * stands still (motors off), a tenth of a second a row.
 *
 * Time 0 has the header's start, as every other tool shows it, if it is within a minute of what the
 * CUSTOM rows say; else what they say: apps that died left the header empty, or an older flight's.
 */
export function clockRows(sources: ClockSources): Clocked {
  const { samples, statedMs } = sources;
  const anchors = anchorsOf(sources);
  if (anchors.count === 0 || samples === 0)
    return { times: byFlightTime(sources), startedAtMs: statedMs ?? anchors.firstWallMs };
  const measured = (anchors.ms[0] as number) - nominal * (anchors.samples[0] as number); // count > 0
  const agree = statedMs !== undefined && Math.abs(statedMs - measured) <= 60_000;
  return { times: spread(anchors, samples, measured), startedAtMs: agree ? statedMs : measured };
}

/** OSD rows whose time is known: one entry each, never going back. */
type Anchors = {
  readonly count: number;
  readonly samples: Int32Array;
  /** The wall clock, with its steps taken out. */
  readonly ms: Float64Array;
  readonly firstWallMs: number | undefined;
};

function anchorsOf({ wall, flyTimes, samples: most }: ClockSources): Anchors {
  const samples = new Int32Array(wall.ms.length);
  const ms = new Float64Array(wall.ms.length);
  let firstWallMs: number | undefined;
  let count = 0;
  let steps = 0;
  for (let row = 0; row < wall.ms.length; row += 1) {
    const sample = Math.max(0, wall.samples[row] as number); // both have one value a row
    const wallMs = wall.ms[row] as number;
    if (!isPlausibleTime(wallMs)) continue;
    firstWallMs ??= wallMs;
    const last = count === 0 ? -1 : (samples[count - 1] as number);
    if (sample >= most || sample === last) continue;
    const lastMs = count === 0 ? wallMs : (ms[count - 1] as number);
    const passed = wallMs - steps - lastMs;
    if (passed < 0 || passed > clockSetMs) steps += clockStep(passed, flyTimes, [last, sample]);
    samples[count] = sample;
    ms[count] = Math.max(wallMs - steps, lastMs);
    count += 1;
  }
  return { count, samples, ms, firstWallMs };
}

/** By how much the wall clock was set between two OSD rows; 0 where time simply passed. */
function clockStep(
  passed: number,
  flyTimes: Uint16Array | undefined,
  [from, to]: readonly [number, number],
): number {
  const flown = passedInFlight(flyTimes, from, to);
  if (passed > 0 && (flown === undefined || passed - flown <= clockSetMs)) return 0;
  return passed - (flown ?? nominal * (to - from));
}

/** Flight time between two OSD rows; undefined where it stood, as it does without motors. */
function passedInFlight(flyTimes: Uint16Array | undefined, from: number, to: number) {
  const tenths = ((flyTimes?.[to] ?? 0) - (flyTimes?.[from] ?? 0)) & 0xffff; // it wraps, §7.1
  return tenths > 0 && tenths < 0x8000 ? tenths * 100 : undefined;
}

/** Seconds since `zero` for each OSD row. */
function spread({ count, samples, ms }: Anchors, rows: number, zero: number): Float64Array {
  const times = new Float64Array(rows);
  let row = 0;
  let time = 0;
  for (let anchor = 0; anchor < count; anchor += 1) {
    const sample = samples[anchor] as number; // below the count
    const next = (ms[anchor] as number) - zero;
    const perRow = sample === row ? 0 : (next - time) / (sample - row);
    for (let at = row; at < sample; at += 1) times[at] = toSeconds(time + perRow * (at - row));
    row = sample;
    time = next;
  }
  for (let at = row; at < rows; at += 1) times[at] = toSeconds(time + nominal * (at - row));
  return times;
}

/** Whole milliseconds. */
function toSeconds(ms: number): number {
  return Math.floor(ms + 0.5) / 1000;
}

/** Rows for which flight time may stand still before it counts as standing: jitter is one or two. */
const jitterRows = 2;

function byFlightTime({ flyTimes, samples }: ClockSources): Float64Array {
  const times = new Float64Array(samples);
  let tenths = 0;
  let still = 0;
  for (let row = 1; row < samples; row += 1) {
    const passed = flyTimes ? tenthsPassed(flyTimes, row) : 1;
    still = passed === 0 ? still + 1 : 0;
    tenths += still > jitterRows ? 1 : passed;
    times[row] = tenths / 10;
  }
  return times;
}

/** From the row before; a jump that the next row does not confirm is damage, and one tenth. */
function tenthsPassed(flyTimes: Uint16Array, row: number): number {
  const now = flyTimes[row] as number; // there is one for each OSD row
  const passed = (now - (flyTimes[row - 1] as number)) & 0xffff;
  if (passed <= clockSetMs / nominal) return passed;
  const isConfirmed = (((flyTimes[row + 1] ?? 0) - now) & 0xffff) <= clockSetMs / nominal;
  return passed < 0x8000 && isConfirmed ? passed : 1;
}
