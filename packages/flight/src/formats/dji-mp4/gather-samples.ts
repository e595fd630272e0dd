import type { ByteSource } from "@homepoint/base";
import type { Samples } from "./samples.ts";

/** Samples of a track, one behind the other in one block. */
export type Gathered = {
  readonly bytes: Uint8Array;
  /** Where each begins in the block, and where the last ends. */
  readonly starts: Float64Array;
  /** How many there are whole; the file ends before the others, or they are too many. */
  readonly count: number;
};

/** Ten hours of the longest samples that a drone writes. */
const largestBlock = 512 * 1024 * 1024;
const longestRead = 4 * 1024 * 1024;
const readAtOnce = 8;

/** A run of samples that is read in one: from one, and before another. */
type Run = { readonly from: number; readonly before: number };

/** Reads samples, and of what lies between them only what is cheaper to read than to leave out. */
export async function gatherSamples(source: ByteSource, samples: Samples): Promise<Gathered> {
  const { offsets, sizes } = samples;
  const count = countWithin(source.size, samples);
  const starts = new Float64Array(count + 1);
  for (let row = 0; row < count; row += 1)
    starts[row + 1] = (starts[row] as number) + (sizes[row] as number); // both are as long
  const bytes = new Uint8Array(starts[count] ?? 0);
  const read = async ({ from, before }: Run) => {
    const at = offsets[from] as number; // a run has a sample
    const block = await source.read(at, endOf(samples, before - 1) - at);
    for (let row = from; row < before; row += 1) {
      const start = (offsets[row] as number) - at;
      const sample = block.subarray(start, start + (sizes[row] as number));
      bytes.set(sample, starts[row]);
    }
  };
  const runs = runsOf(samples, count, source.grain);
  for (let at = 0; at < runs.length; at += readAtOnce)
    await Promise.all(runs.slice(at, at + readAtOnce).map(read));
  return { bytes, starts, count };
}

function countWithin(size: number, samples: Samples): number {
  let sum = 0;
  for (let row = 0; row < samples.count; row += 1) {
    sum += samples.sizes[row] as number; // below the length
    if (endOf(samples, row) > size || sum > largestBlock) return row;
  }
  return samples.count;
}

function endOf({ offsets, sizes }: Samples, row: number): number {
  return (offsets[row] as number) + (sizes[row] as number); // rows that are there
}

function runsOf(samples: Samples, count: number, grain: number): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let row = 1; row <= count; row += 1) {
    if (row < count && isNear(samples, { from, before: row }, grain)) continue;
    runs.push({ from, before: row });
    from = row;
  }
  return count > 0 ? runs : [];
}

/** Whether the sample behind a run is read with it. */
function isNear(samples: Samples, { from, before }: Run, grain: number): boolean {
  const gap = (samples.offsets[before] as number) - endOf(samples, before - 1); // who asks checked
  const length = endOf(samples, before) - (samples.offsets[from] as number);
  return gap >= 0 && gap <= grain && length <= longestRead;
}
