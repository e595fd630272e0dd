import type { ByteRange } from "@homepoint/base";
import { blockRows, type BlockPlace } from "./block.ts";
import type { Directory, SeriesEntry, TableEntry } from "./directory.ts";
import { levelRows, levelStep } from "./levels.ts";
import { findByKeys } from "./series-keys.ts";

/** Seconds since the log's first sample, and the series wanted: by the keys of `keySeries`. */
export type Window = {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
};

/** What to read of one table: rows, or the buckets of a level. */
export type Plan = {
  readonly table: TableEntry;
  readonly series: readonly SeriesEntry[];
  /** The keys by which each was asked for. */
  readonly wanted: ReadonlyMap<SeriesEntry, readonly string[]>;
  /** Undefined for the rows themselves. */
  readonly level: number | undefined;
  /** First and last block, both included; counted on the level. */
  readonly firstBlock: number;
  readonly lastBlock: number;
};

/** The pieces in which a sealed file can be opened. */
const chunkBytes = 65_536;

/**
 * Which ranges of the file hold a window of some series at a resolution: in order, apart from each
 * other, widened to chunks of 64 KiB. Pure; nothing is read.
 */
export function planRanges(
  directory: Directory,
  window: Window,
  pixels: number,
): readonly Required<ByteRange>[] {
  return toRanges(planReads(directory, window, pixels).flatMap(blocksOf));
}

/** What has to be read for a window, table by table. */
export function planReads(directory: Directory, window: Window, pixels: number): readonly Plan[] {
  const wanted = findByKeys(directory, window.names);
  return directory.tables.flatMap((table): readonly Plan[] => {
    const series = table.series.filter((one) => wanted.has(one));
    const plan = series.length > 0 ? planTable(table, window, pixels) : undefined;
    return plan ? [{ ...plan, table, series, wanted }] : [];
  });
}

function planTable(
  table: TableEntry,
  { from, to }: Window,
  pixels: number,
): Pick<Plan, "level" | "firstBlock" | "lastBlock"> | undefined {
  const { spans } = table.times;
  const first = spans.findIndex(([, last]) => last >= from);
  const last = spans.findLastIndex(([start]) => start <= to);
  if (first < 0 || last < first) return undefined;
  const rows = spans.slice(first, last + 1).reduce((sum, span, at) => {
    const inBlock = Math.min(blockRows, table.rows - (first + at) * blockRows);
    return sum + inBlock * shareOf(span, from, to);
  }, 0);
  const level = levelFor(table.times.levels?.length ?? 0, rows / Math.max(1, pixels));
  if (level === undefined) return { level, firstBlock: first, lastBlock: last };
  const perBlock = rowsPerBucket(level); // as many buckets make a block as rows do
  return {
    level,
    firstBlock: Math.floor(first / perBlock),
    lastBlock: Math.floor(last / perBlock),
  };
}

/** Which part of a block lies in the window, if its rows lie evenly. */
function shareOf([start, end]: readonly [number, number], from: number, to: number): number {
  if (end <= start) return 1;
  return Math.max(0, Math.min(end, to) - Math.max(start, from)) / (end - start);
}

/** The coarsest level with a bucket for each pixel; undefined where rows are few enough. */
function levelFor(levels: number, rowsPerPixel: number): number | undefined {
  let level: number | undefined;
  for (let next = 0; next < levels && rowsPerBucket(next) <= rowsPerPixel; next += 1) level = next;
  return level;
}

export function rowsPerBucket(level: number): number {
  return levelRows * levelStep ** level;
}

/** The blocks that a plan needs, times first. */
export function blocksOf({
  table,
  series,
  level,
  firstBlock,
  lastBlock,
}: Plan): readonly BlockPlace[] {
  const lists = [table.times, ...series].flatMap(({ blocks, levels }) => {
    if (level === undefined) return [blocks];
    const { min = [], max = [] } = levels?.[level] ?? {};
    return [min, max];
  });
  return lists.flatMap((blocks) => blocks.slice(firstBlock, lastBlock + 1));
}

/** Ranges of whole chunks that hold the blocks, joined where they touch. */
export function toRanges(blocks: readonly BlockPlace[]): readonly Required<ByteRange>[] {
  const chunks = blocks
    .flatMap((block) =>
      block.length === 2 || block[2] === 0 ? [] : [chunksOf(block[1], block[2])],
    )
    .sort((a, b) => a.first - b.first);
  const ranges: { first: number; last: number }[] = [];
  for (const { first, last } of chunks) {
    const before = ranges.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else ranges.push({ first, last });
  }
  return ranges;
}

function chunksOf(offset: number, length: number): Required<ByteRange> {
  const last = Math.floor((offset + length - 1) / chunkBytes);
  return {
    first: Math.floor(offset / chunkBytes) * chunkBytes,
    last: (last + 1) * chunkBytes - 1,
  };
}
