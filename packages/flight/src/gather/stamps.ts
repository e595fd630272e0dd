/** A time further ahead of the one before is checked against those behind it. */
const usualMicros = 60e6;

/** The clock of who wrote the file was set, or another file begins here. */
const mostPauseMicros = 86_400e6;

/** How many times behind one are asked whether they go with it. */
const witnesses = 3;

/** How far they are looked for among rows that state no time. */
const searched = 256;

/** When each row was written: seconds since the first; one may be a second earlier than the last. */
export type Believed = {
  readonly seconds: Float64Array;
  /** Microseconds at 0, by the clock of the log; undefined where no time is to be believed. */
  readonly firstMicros: number | undefined;
};

/**
 * Makes times of the microseconds that rows state; NaN where one states none. A time that neither
 * follows the one before nor is followed by those behind it is damaged, and the row was written with
 * the one before. A leap that those behind it share is a pause, or, if it goes back or lasts a day,
 * the clock being set, which is taken out.
 */
export function believeStamps(stamps: Float64Array): Believed {
  const seconds = new Float64Array(stamps.length);
  let first: number | undefined;
  let last = 0;
  let steps = 0;
  for (let row = 0; row < stamps.length; row += 1) {
    const stamp = stamps[row] as number; // below the length
    const passed = stamp - steps - last;
    let at = last;
    if (first === undefined && witnessesOf(stamps, row).some(Boolean)) {
      first = stamp;
      at = stamp;
    } else if (first !== undefined && !isLeap(passed)) at = last + (passed || 0); // NaN is no time
    else if (first !== undefined && isWitnessed(stamps, row)) {
      if (passed > 0 && passed <= mostPauseMicros) at = last + passed;
      else steps += passed;
    }
    last = Math.max(last, at);
    seconds[row] = first === undefined ? 0 : Math.max(0, at - first) / 1e6;
  }
  return { seconds, firstMicros: first };
}

/** A second back is what queues do, and no reason to believe that a clock was set. */
function isLeap(passed: number): boolean {
  return passed < -1e6 || passed > usualMicros;
}

/** Says whether most of the times behind one follow it closely. */
function isWitnessed(stamps: Float64Array, row: number): boolean {
  const agreeing = witnessesOf(stamps, row);
  return agreeing.filter(Boolean).length * 2 > agreeing.length;
}

/** Of the times behind one, which follow it closely. The only time of a log is its own witness. */
function witnessesOf(stamps: Float64Array, row: number): readonly boolean[] {
  const stamp = stamps[row] as number; // the caller's own; NaN agrees with nothing
  if (stamps.length === 1) return [stamp >= 0];
  const agreeing: boolean[] = [];
  if (Number.isNaN(stamp)) return agreeing;
  const end = Math.min(stamps.length, row + 1 + searched);
  for (let at = row + 1; at < end && agreeing.length < witnesses; at += 1) {
    const passed = (stamps[at] as number) - stamp; // below the end
    if (!Number.isNaN(passed)) agreeing.push(passed >= -1e6 && passed <= usualMicros);
  }
  return agreeing;
}
