/** A time further ahead of the one before is checked against those behind it. */
const usualMicros = 60e6;

/** The clock of who wrote the file was set, or it is another file that begins here. */
const mostPauseMicros = 86_400e6;

/** How many times behind one are asked whether they go with it. */
const witnesses = 3;

/** When each frame came in: seconds since the first, never going back. */
export type Received = {
  readonly seconds: Float64Array;
  /** Microseconds since 1970 at 0; undefined where no time is to be believed. */
  readonly firstMicros: number | undefined;
};

/**
 * Makes times of what stands before the frames. No checksum covers it: a time that neither follows
 * the one before nor is followed by those behind it is damaged, and the frame came in with the one
 * before. A leap that those behind it share is a pause, or, if it goes back or lasts a day, the clock
 * being set, which is taken out.
 */
export function readReceived(stamps: Float64Array): Received {
  const seconds = new Float64Array(stamps.length);
  let first: number | undefined;
  let last = 0;
  let steps = 0;
  for (let frame = 0; frame < stamps.length; frame += 1) {
    const stamp = stamps[frame] as number; // below the length
    const passed = stamp - steps - last;
    if (first === undefined && witnessesOf(stamps, frame).some(Boolean)) {
      first = stamp;
      last = stamp;
    } else if (first !== undefined && passed >= 0 && passed <= usualMicros) last += passed;
    else if (first !== undefined && isLeap(passed) && isWitnessed(stamps, frame)) {
      if (passed > 0 && passed <= mostPauseMicros) last += passed;
      else steps += passed;
    }
    seconds[frame] = first === undefined ? 0 : (last - first) / 1e6;
  }
  return { seconds, firstMicros: first };
}

/** A second back is what queues do, and no reason to believe that a clock was set. */
function isLeap(passed: number): boolean {
  return passed < -1e6 || passed > usualMicros;
}

/** Says whether most of the times behind one follow it closely. */
function isWitnessed(stamps: Float64Array, frame: number): boolean {
  const agreeing = witnessesOf(stamps, frame);
  return agreeing.filter(Boolean).length * 2 > agreeing.length;
}

/** Of the times behind one, which follow it closely. The only time of a log is its own witness. */
function witnessesOf(stamps: Float64Array, frame: number): readonly boolean[] {
  const stamp = stamps[frame] as number; // the caller's own; NaN agrees with nothing
  if (stamps.length === 1) return [stamp >= 0];
  const behind = stamps.subarray(frame + 1, frame + 1 + witnesses);
  return Array.from(behind, (next) => next - stamp >= -1e6 && next - stamp <= usualMicros);
}
