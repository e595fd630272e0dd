import { plausibleTime } from "./details.ts";

/** What tells the time in a log. */
export type ClockSources = {
  /** Flight-controller time of each OSD row, in tenths of a second; absent where none can be read. */
  readonly flyTimes?: ArrayLike<number> | undefined;
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
  const [first] = anchors;
  if (!first || samples === 0) {
    return { times: byFlightTime(sources), startedAtMs: statedMs ?? first?.wallMs };
  }
  const times = spread(anchors, samples);
  const measured = first.wallMs - (times[first.sample] as number); // an OSD row's number
  const agree = statedMs !== undefined && Math.abs(statedMs - measured) <= 60_000;
  for (let row = 0; row < samples; row += 1) times[row] = Math.round(times[row] as number) / 1000;
  return { times, startedAtMs: agree ? statedMs : Math.round(measured) };
}

type Anchor = { readonly sample: number; readonly wallMs: number; readonly ms: number };

/** One anchor an OSD row, with steps of the wall clock taken out, never going back. */
function anchorsOf({ wall, flyTimes, samples }: ClockSources): readonly Anchor[] {
  const anchors: Anchor[] = [];
  let steps = 0;
  for (let row = 0; row < wall.ms.length; row += 1) {
    const sample = Math.max(0, wall.samples[row] as number); // both have one value a row
    const wallMs = plausibleTime(wall.ms[row] as number);
    const last = anchors.at(-1);
    if (wallMs === undefined || sample >= samples || last?.sample === sample) continue;
    if (last) steps += clockStep(flyTimes, last, { sample, wallMs, ms: wallMs - steps });
    anchors.push({ sample, wallMs, ms: Math.max(wallMs - steps, last?.ms ?? 0) });
  }
  return anchors;
}

/** By how much the wall clock was set between two anchors; 0 where time simply passed. */
function clockStep(flyTimes: ArrayLike<number> | undefined, last: Anchor, next: Anchor): number {
  const passed = next.ms - last.ms;
  const expected = passedInFlight(flyTimes, last.sample, next.sample);
  if (passed >= 0 && passed <= clockSetMs) return 0;
  if (passed > 0 && (expected === undefined || passed - expected <= clockSetMs)) return 0;
  return passed - (expected ?? nominal * (next.sample - last.sample));
}

/** Flight time between two OSD rows; undefined where it stood, as it does without motors. */
function passedInFlight(flyTimes: ArrayLike<number> | undefined, from: number, to: number) {
  const tenths = ((flyTimes?.[to] ?? 0) - (flyTimes?.[from] ?? 0)) & 0xffff; // it wraps, §7.1
  return tenths > 0 && tenths < 0x8000 ? tenths * 100 : undefined;
}

/** Milliseconds since the first row, for each row. */
function spread(anchors: readonly Anchor[], samples: number): Float64Array {
  const times = new Float64Array(samples);
  const [first] = anchors as readonly [Anchor]; // the caller has one
  const zero = first.ms - nominal * first.sample;
  let last: Anchor = { sample: 0, ms: zero, wallMs: 0 };
  for (const next of anchors) {
    const perRow = (next.ms - last.ms) / Math.max(1, next.sample - last.sample);
    for (let row = last.sample; row <= next.sample; row += 1)
      times[row] = last.ms - zero + perRow * (row - last.sample);
    last = next;
  }
  for (let row = last.sample + 1; row < samples; row += 1)
    times[row] = last.ms - zero + nominal * (row - last.sample);
  return times;
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
function tenthsPassed(flyTimes: ArrayLike<number>, row: number): number {
  const now = flyTimes[row] ?? 0;
  const passed = (now - (flyTimes[row - 1] ?? 0)) & 0xffff;
  if (passed <= clockSetMs / nominal) return passed;
  const isConfirmed = (((flyTimes[row + 1] ?? 0) - now) & 0xffff) <= clockSetMs / nominal;
  return passed < 0x8000 && isConfirmed ? passed : 1;
}
