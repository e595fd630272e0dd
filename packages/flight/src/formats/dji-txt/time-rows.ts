/** What times any row: the OSD rows around it. */
export type SampleTimes = {
  /** Where each OSD row stands in the file, in order. */
  readonly places: Uint32Array;
  /** Seconds since the first OSD row, for each. */
  readonly times: Float64Array;
  /** Milliseconds for each byte between an OSD row and the next. */
  readonly paces: Float64Array;
};

/** Longest stretch after an OSD row over which the rows behind it are spread, in milliseconds. */
const spreadMs = 100;

export function sampleTimes(places: Uint32Array, times: Float64Array): SampleTimes {
  const paces = new Float64Array(times.length);
  for (let sample = 0; sample + 1 < paces.length; sample += 1) {
    const ms = ((times[sample + 1] as number) - (times[sample] as number)) * 1000; // below the length
    const bytes = (places[sample + 1] as number) - (places[sample] as number);
    paces[sample] = Math.min(spreadMs, ms) / bytes;
  }
  return { places, times, paces };
}

/**
 * The times of rows by their places in the file, which rise. An OSD row has its own time; any other
 * lies between the OSD row before it and the next as it does in the file, to whole milliseconds.
 * Rows before the first OSD row are at 0. Belongs to the caller, except that all OSD rows together
 * have the times of the samples themselves.
 */
export function timesOf(rows: Uint32Array, samples: SampleTimes): Float64Array {
  const { places, times, paces } = samples;
  const last = places.length - 1;
  if (rows.length === places.length && rows[0] === places[0] && rows.at(-1) === places[last])
    return times;
  const into = new Float64Array(rows.length);
  let sample = -1;
  let start = 0; // of the stretch behind the sample: its place, time in milliseconds, and pace
  let ms = 0;
  let pace = 0;
  let end = places[0] ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows.length; row += 1) {
    const place = rows[row] as number; // below the length
    if (place >= end) {
      sample = sampleFrom(sample + 1, place, places);
      start = places[sample] as number; // samples are numbered up to last
      ms = (times[sample] as number) * 1000;
      pace = paces[sample] as number;
      end = places[sample + 1] ?? Number.POSITIVE_INFINITY;
    }
    into[row] = Math.floor(ms + (place - start) * pace + 0.5) / 1000;
  }
  return into;
}

/** Number of the last OSD row at or before a place; `next` is one that is. */
function sampleFrom(next: number, place: number, places: Uint32Array): number {
  let sample = next;
  if (place - (places[next] as number) > leap) sample = lastSampleAt(places, place);
  while (sample + 1 < places.length && (places[sample + 1] as number) <= place) sample += 1;
  return sample;
}

/** Bytes behind an OSD row beyond which the next ones are not walked but searched. */
const leap = 4096;

/** Number of the last OSD row at or before a place in the file; -1 where there is none. */
export function lastSampleAt(places: Uint32Array, place: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) <= place) low = middle + 1; // below the length
    else high = middle;
  }
  return low - 1;
}

/** Number of the last OSD row at or before each of some rising places. */
export function samplesAt(rows: Uint32Array, places: Uint32Array): Int32Array {
  const samples = new Int32Array(rows.length);
  let sample = -1;
  for (let row = 0; row < rows.length; row += 1) {
    const place = rows[row] as number; // below the length
    while (sample + 1 < places.length && (places[sample + 1] as number) <= place) sample += 1;
    samples[row] = sample;
  }
  return samples;
}
