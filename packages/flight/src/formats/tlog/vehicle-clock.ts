import type { Believed } from "../../gather/stamps.ts";
import type { FrameIndex } from "./find-frames.ts";

/** What tells the time in a file. */
export type Clocks = {
  readonly index: FrameIndex;
  readonly received: Believed;
  /** Milliseconds since its vehicle started, for each frame that says so; NaN for all others. */
  readonly boots: Float64Array;
};

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
  readonly #boots: Float64Array;
  readonly #knots: Knots;
  readonly #zero: number;

  /** The clock of one sender; time 0 is at the frame `first`. */
  constructor(clocks: Clocks, sender: number, first: number) {
    this.#seconds = clocks.received.seconds;
    this.#boots = clocks.boots;
    this.#knots = findKnots(clocks, sender);
    this.#zero = this.#at(first, 0);
  }

  /** Seconds since time 0, for frames in order; never going back. `isOwn`: they are the sender's. */
  timesOf(frames: Uint32Array, isOwn = false): Float64Array {
    const times = new Float64Array(frames.length);
    const knots = this.#knots;
    const zero = this.#zero;
    const boots = this.#boots;
    const isKnown = isOwn && knots.count > 0;
    let knot = 0;
    let last = 0;
    for (let row = 0; row < frames.length; row += 1) {
      const frame = frames[row] as number; // below the length
      while (knot + 1 < knots.count && (knots.frames[knot + 1] as number) <= frame) knot += 1;
      const own = isKnown ? (boots[frame] as number) + (knots.offsets[knot] as number) : Number.NaN;
      const time = own === own ? own : this.#at(frame, knot);
      last = Math.max(last, Math.round((time - zero) * 1000) / 1e6);
      times[row] = last;
    }
    return times;
  }

  /** Milliseconds; `knot` is the last at or before the frame, or the first. */
  #at(frame: number, knot: number): number {
    const { count, came, at } = this.#knots;
    const now = (this.#seconds[frame] ?? 0) * 1000;
    if (knot >= count) return now;
    const since = now - (came[knot] as number); // below the count
    const from = at[knot] as number;
    if (knot + 1 === count || since <= 0) return from + since;
    const length = (came[knot + 1] as number) - (came[knot] as number);
    return from + (length > 0 ? (since / length) * ((at[knot + 1] as number) - from) : 0);
  }
}

/** Where the vehicle's clock is known: frame, when it came in, its time here, how far off its own. */
type Knots = {
  readonly count: number;
  readonly frames: Uint32Array;
  readonly came: Float64Array;
  readonly at: Float64Array;
  readonly offsets: Float64Array;
};

/** One a tenth of a second is enough: in between, time passes evenly. */
const knotMs = 100;

function findKnots({ index, received, boots }: Clocks, sender: number): Knots {
  let room = 0;
  for (let frame = 0; frame < index.count; frame += 1)
    if (index.senders[frame] === sender && boots[frame] === boots[frame]) room += 1;
  const [came, ats] = [new Float64Array(room), new Float64Array(room)];
  const [offsets, frames] = [new Float64Array(room), new Uint32Array(room)];
  let count = 0;
  let [lastBoot, lastCame, at, offset] = [0, 0, 0, 0];
  for (let frame = 0; frame < index.count; frame += 1) {
    const boot = boots[frame] as number; // below the count, like the time of coming in
    if (index.senders[frame] !== sender || boot !== boot) continue;
    const now = (received.seconds[frame] as number) * 1000;
    const passed = boot - lastBoot;
    const isNew = passed < -jitterMs || passed > mostPauseMs + mostSpeedUp * (now - lastCame);
    if (count > 0 && !isNew && passed < 0) continue;
    const isSet = count > 0 && isNew;
    if (isSet) offset = at + (now - lastCame) - boot;
    at = boot + offset;
    lastBoot = boot;
    lastCame = now;
    if (count > 0 && !isSet && at - (ats[count - 1] as number) < knotMs) continue;
    frames[count] = frame;
    came[count] = now;
    ats[count] = at;
    offsets[count] = offset;
    count += 1;
  }
  return { count, frames, came, at: ats, offsets };
}
