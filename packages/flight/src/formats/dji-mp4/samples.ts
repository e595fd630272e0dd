import { boxAt, type Box } from "./boxes.ts";
import type { Movie, Track } from "./movie.ts";

/** Where the samples of a track are in the file, and when. */
export type Samples = {
  readonly count: number;
  readonly offsets: Float64Array;
  readonly sizes: Uint32Array;
  /** Seconds since the film began. */
  readonly times: Float64Array;
  /** Of as many more the tables say nothing that can be. */
  readonly lost: number;
};

/** Eighteen hours of sixty samples a second; bounds what a made-up file can cost. */
const mostSamples = 4_000_000;

/**
 * Puts together what four tables say (ISO/IEC 14496-12 §8.6 and §8.7). No sample is longer than the
 * file, and all of them are not either: lengths that say so are not followed.
 */
export function findSamples(movie: Movie, track: Track, fileSize: number): Samples {
  const { view } = movie;
  const table = (...types: readonly string[]) =>
    types.map((type) => tableIn(view, track.tables, type)).find((one) => one !== undefined);
  const lengths = readLengths(view, table("stsz"));
  const chunks = readChunks(view, table("stco", "co64"));
  const runs = readRuns(view, table("stsc"));
  const stated = Math.min(lengths.count, mostSamples, fileSize);
  const offsets = new Float64Array(stated);
  const sizes = new Uint32Array(stated);
  let [row, run, sum] = [0, 0, 0];
  for (let chunk = 0; chunk < chunks.count && row < stated; chunk += 1) {
    while (run + 1 < runs.count && runs.firstOf(run + 1) <= chunk + 1) run += 1;
    let at = chunks.at(chunk);
    for (let left = runs.lengthOf(run); left > 0 && row < stated; left -= 1) {
      const size = lengths.of(row);
      sum += size;
      if (sum > fileSize || at + size > Number.MAX_SAFE_INTEGER) return cut(row);
      [offsets[row], sizes[row]] = [at, size];
      at += size;
      row += 1;
    }
  }
  return cut(row);

  function cut(count: number): Samples {
    return {
      count,
      offsets: offsets.subarray(0, count),
      sizes: sizes.subarray(0, count),
      times: readTimes(view, table("stts"), { count, timescale: track.timescale }),
      lost: lengths.count - count,
    };
  }
}

/** A table after version, flags and count: how many of its rows are there. */
type Rows = { readonly box: Box; readonly from: number };

function tableIn(view: DataView, tables: Box, type: string): Rows | undefined {
  const box = boxAt(view, tables, type);
  return box && box.from + 8 <= box.end ? { box, from: box.from + 4 } : undefined;
}

function countOf(view: DataView, { box, from }: Rows, rowLength: number): number {
  return Math.min(view.getUint32(from), Math.floor((box.end - from - 4) / rowLength));
}

function readLengths(view: DataView, rows: Rows | undefined) {
  if (!rows || rows.from + 8 > rows.box.end) return { count: 0, of: () => 0 };
  const same = view.getUint32(rows.from);
  if (same > 0) return { count: view.getUint32(rows.from + 4), of: () => same };
  const from = rows.from + 4;
  return {
    count: countOf(view, { ...rows, from }, 4),
    of: (row: number) => view.getUint32(from + 4 + 4 * row),
  };
}

function readChunks(view: DataView, rows: Rows | undefined) {
  if (!rows) return { count: 0, at: () => 0 };
  const from = rows.from + 4;
  return rows.box.type === "co64"
    ? {
        count: countOf(view, rows, 8),
        at: (chunk: number) => Number(view.getBigUint64(from + 8 * chunk)),
      }
    : { count: countOf(view, rows, 4), at: (chunk: number) => view.getUint32(from + 4 * chunk) };
}

/** Runs of chunks with as many samples each. */
function readRuns(view: DataView, rows: Rows | undefined) {
  if (!rows) return { count: 0, firstOf: () => 0, lengthOf: () => 0 };
  const from = rows.from + 4;
  const count = countOf(view, rows, 12);
  return {
    count,
    firstOf: (run: number) => view.getUint32(from + 12 * run),
    lengthOf: (run: number) => (run < count ? view.getUint32(from + 12 * run + 4) : 0),
  };
}

type Timing = { readonly count: number; readonly timescale: number };

/** Runs of samples that last as long each. Samples that no run speaks of last as long as the last. */
function readTimes(view: DataView, rows: Rows | undefined, { count, timescale }: Timing) {
  const times = new Float64Array(count);
  if (!rows || timescale === 0) return times;
  const runs = countOf(view, rows, 8);
  let [units, row, length] = [0, 0, 0];
  for (let run = 0; run < runs && row < count; run += 1) {
    const at = rows.from + 4 + 8 * run;
    length = view.getUint32(at + 4);
    for (let left = view.getUint32(at); left > 0 && row < count; left -= 1) {
      times[row] = units / timescale;
      units += length;
      row += 1;
    }
  }
  for (; row < count; row += 1) {
    times[row] = units / timescale;
    units += length;
  }
  return times;
}
