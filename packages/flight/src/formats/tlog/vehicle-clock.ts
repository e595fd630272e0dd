import type { Believed } from "../../gather/stamps.ts";

/** Time since the vehicle started, in milliseconds, of some frames; NaN for all others. */
export type BootTimes = Float64Array;

/** A message may tell a time a little before that of the message it overtook. */
const jitterMs = 1000;

/** The vehicle's clock may run this much faster than ours, as a simulator's does. */
const mostSpeedUp = 100;
const mostPauseMs = 60_000;

/**
 * When things happened, by the vehicle's own clock: links delay messages and bundle them, and a
 * simulator's time is not ours. Where frames do not tell it, it passes between those that do as the
 * time of their coming in does. A vehicle that starts anew goes on where it was.
 */
export class VehicleClock {
  readonly #seconds: Float64Array;
  /** Where the vehicle's clock is known: frame, its time here, and how far that is off its own. */
  readonly #knots: readonly Knot[];
  readonly #zero: number;

  constructor({ seconds }: Believed, boots: BootTimes, first: number) {
    this.#seconds = seconds;
    this.#knots = findKnots(seconds, boots);
    this.#zero = this.#at(first, 0);
  }

  /** Seconds since the first frame, for frames in order; never going back. */
  timesOf(frames: Uint32Array, boots?: BootTimes): Float64Array {
    const times = new Float64Array(frames.length);
    let knot = 0;
    let last = 0;
    for (let row = 0; row < frames.length; row += 1) {
      const frame = frames[row] as number; // below the length
      while ((this.#knots[knot + 1]?.frame ?? Number.POSITIVE_INFINITY) <= frame) knot += 1;
      const own = boots?.[frame] ?? Number.NaN;
      const offset = this.#knots[knot]?.offset;
      const time = Number.isNaN(own) || offset === undefined ? this.#at(frame, knot) : own + offset;
      last = Math.max(last, Math.round((time - this.#zero) * 1000) / 1e6);
      times[row] = last;
    }
    return times;
  }

  /** Milliseconds; `knot` is the last at or before the frame, or the first. */
  #at(frame: number, knot: number): number {
    const came = (this.#seconds[frame] ?? 0) * 1000;
    const from = this.#knots[knot];
    const to = this.#knots[knot + 1];
    if (!from) return came;
    const since = came - from.came;
    if (!to || since <= 0) return from.at + since;
    const length = to.came - from.came;
    return from.at + (length > 0 ? (since / length) * (to.at - from.at) : 0);
  }
}

type Knot = {
  readonly frame: number;
  readonly came: number;
  readonly at: number;
  readonly offset: number;
};

/** One a tenth of a second is enough: in between, time passes evenly. */
const knotMs = 100;

function findKnots(seconds: Float64Array, boots: BootTimes): readonly Knot[] {
  const knots: Knot[] = [];
  let [lastBoot, lastCame, at, offset] = [0, 0, 0, 0];
  for (let frame = 0; frame < boots.length; frame += 1) {
    const boot = boots[frame] as number; // below the length, like the time of coming in
    if (Number.isNaN(boot)) continue;
    const came = (seconds[frame] as number) * 1000;
    const passed = boot - lastBoot;
    const isFirst = knots.length === 0;
    const isNew = passed < -jitterMs || passed > mostPauseMs + mostSpeedUp * (came - lastCame);
    if (!isFirst && !isNew && passed < 0) continue;
    if (!isFirst && isNew) offset = at + (came - lastCame) - boot;
    at = boot + offset;
    lastBoot = boot;
    lastCame = came;
    const before = knots.at(-1);
    if (!before || before.offset !== offset || at - before.at >= knotMs)
      knots.push({ frame, came, at, offset });
  }
  return knots;
}
