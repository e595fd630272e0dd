import type { RowIndex } from "./find-rows.ts";
import { kinds } from "./row-kinds.ts";

/** What times any row: the OSD rows around it. */
export type SampleTimes = {
  readonly index: RowIndex;
  /** Offset in the file of each OSD row. */
  readonly offsets: Uint32Array;
  /** Seconds since the first OSD row, for each. */
  readonly times: Float64Array;
};

/** Longest stretch after an OSD row over which the rows behind it are spread, in seconds. */
const sampleSeconds = 0.1;

/**
 * Fills in the times of rows by their numbers in the index. An OSD row has its own time; any other
 * lies between the OSD row before it and the next as it does in the file, to whole milliseconds.
 * Rows before the first OSD row are at 0.
 */
export function timeRows(
  into: Float64Array,
  numbers: Uint32Array,
  { index, offsets, times }: SampleTimes,
): void {
  for (let row = 0; row < into.length; row += 1) {
    const number = numbers[row] as number; // as many as times; samples and offsets are the index's
    const sample = index.samples[number] as number;
    if (sample < 0) continue;
    const time = times[sample] as number;
    into[row] = time;
    if (index.kinds[number] === kinds.osd || sample + 1 === times.length) continue;
    const from = offsets[sample] as number;
    const part =
      ((index.offsets[number] as number) - from) / ((offsets[sample + 1] as number) - from);
    const seconds = Math.min(sampleSeconds, (times[sample + 1] as number) - time);
    into[row] = Math.round((time + part * seconds) * 1000) / 1000;
  }
}
