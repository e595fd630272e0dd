import { textOf } from "@homepoint/base";
import { blockRows, readSpelled } from "./block.ts";
import {
  magic,
  trailerLength,
  version,
  type BucketsEntry,
  type Directory,
  type TableEntry,
} from "./directory.ts";
import { crc32 } from "./crc32.ts";
import { isElementType } from "./element-types.ts";
import { isFlight, isSummary } from "./flight-shape.ts";
import { leastRows, levelRows, levelStep } from "./levels.ts";
import { damaged } from "./read-block.ts";
import {
  isCount,
  isListOf,
  isMapOf,
  isNumber,
  isOneOf,
  isRecordOf,
  isText,
  isTuple,
  isWord,
  type Shape,
} from "./shape.ts";

/** Where the directory stands in the file, and what it has to add up to. */
export type DirectoryPlace = {
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
};

/** Reads the last 32 bytes of a file of `size` bytes. @throws flight/damaged-columns */
export function readTrailer(trailer: Uint8Array, size: number): DirectoryPlace {
  if (trailer.length !== trailerLength || size < trailerLength + magic.length)
    throw damaged("the file is too short");
  if (magic.some((byte, at) => trailer[24 + at] !== byte)) throw damaged("the end is missing");
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerLength);
  if (view.getUint32(20, true) !== crc32(trailer.subarray(0, 20)))
    throw damaged("the trailer does not add up");
  if (view.getUint32(16, true) !== version) throw damaged("its version is unknown");
  const offset = Number(view.getBigUint64(0, true));
  const length = view.getUint32(8, true);
  if (offset % 8 !== 0 || offset + length + trailerLength !== size)
    throw damaged("the directory is not where it should be");
  return { offset, length, crc: view.getUint32(12, true) };
}

/** Reads and checks a directory: afterwards it can be believed. @throws flight/damaged-columns */
export function readDirectory(bytes: Uint8Array, place: DirectoryPlace): Directory {
  if (bytes.length !== place.length || crc32(bytes) !== place.crc)
    throw damaged("the directory does not add up");
  const directory = parse(bytes);
  if (!isDirectory(directory)) throw damaged("the directory is not of its form");
  const believed = directory as Directory; // checked in the line above
  checkPlaces(believed, place.offset);
  return believed;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    throw damaged("the directory is not JSON");
  }
}

const isSpelled: Shape = (value) => readSpelled(value) !== undefined;

const isBlock = isOneOf(
  isTuple(isWord(1), isSpelled),
  isTuple(isWord(0, 2, 3, 4, 7), isCount, isCount),
  isTuple(isWord(5, 6), isCount, isCount, isNumber),
);

const isLevels = isListOf(isRecordOf({ min: isListOf(isBlock), max: isListOf(isBlock) }));

const isSeries = isRecordOf(
  {
    source: isText,
    type: (value) => typeof value === "string" && isElementType(value),
    blocks: isListOf(isBlock),
  },
  {
    name: isText,
    unit: isText,
    scale: isSpelled,
    offset: isSpelled,
    missing: isSpelled,
    labels: isCount,
    derived: isWord(true),
    levels: isLevels,
  },
);

const isTable = isRecordOf({
  name: isText,
  instance: isCount,
  rows: isCount,
  times: isRecordOf(
    { blocks: isListOf(isBlock), spans: isListOf(isTuple(isNumber, isNumber)) },
    { levels: isLevels },
  ),
  series: isListOf(isSeries),
});

const isDirectory = isRecordOf({
  flight: isFlight,
  summary: isSummary,
  labels: isListOf(isMapOf(isText)),
  tables: isListOf(isTable),
  overview: isRecordOf(
    {
      buckets: isListOf(
        isRecordOf({
          table: isCount,
          rowsPerBucket: isCount,
          times: isBlock,
          series: isListOf(isRecordOf({ series: isCount, min: isBlock, max: isBlock })),
        }),
      ),
    },
    { track: isTable },
  ),
});

/** A file says at most so many values for each of its bytes: what it says of itself costs memory. */
const valuesPerByte = 128;
const valuesFree = 1_000_000;

/** Checks that all blocks are there, and within the file. */
function checkPlaces({ tables, labels, overview }: Directory, end: number): void {
  const track = overview.track ? [overview.track] : [];
  const values = [...tables, ...track].reduce(
    (sum, { rows, series }) => sum + rows * (series.length + 1),
    0,
  );
  if (values > end * valuesPerByte + valuesFree) throw damaged("it says more than it can hold");
  for (const table of [...tables, ...track]) checkTable(table, { labels: labels.length, end });
  for (const entry of overview.buckets) checkBuckets(entry, tables[entry.table], end);
}

type Limits = { readonly labels: number; readonly end: number };

function checkTable({ rows, times, series }: TableEntry, { labels, end }: Limits): void {
  const blocks = Math.ceil(rows / blockRows);
  if (times.spans.length !== blocks) throw damaged("times are not as many as their blocks");
  const timeLevels = times.levels ?? [];
  if (timeLevels.length !== levelsFor(rows)) throw damaged("a table lacks a level");
  for (const one of [{ ...times, labels: 0, scale: 1 }, ...series]) {
    if (one.blocks.length !== blocks) throw damaged("a series lacks a block");
    if ((one.labels ?? -1) >= Math.max(1, labels)) throw damaged("labels are missing");
    if (typeof readSpelled(one.scale ?? 1) !== "number") throw damaged("a scale is no number");
    if (one.levels && one.levels.length !== timeLevels.length)
      throw damaged("a series lacks a level");
    const levels = (one.levels ?? []).flatMap(({ min, max }, level) => {
      const count = Math.ceil(bucketsAt(rows, level) / blockRows);
      if (min.length !== count || max.length !== count) throw damaged("a level lacks a block");
      return [...min, ...max];
    });
    checkBlocks([...one.blocks, ...levels], end);
  }
}

/** How many levels a table of so many rows has, Columns §5. */
function levelsFor(rows: number): number {
  if (rows <= leastRows) return 0;
  let levels = 1;
  while (bucketsAt(rows, levels - 1) > 512) levels += 1;
  return levels;
}

/** Buckets on a level. */
export function bucketsAt(rows: number, level: number): number {
  let buckets = Math.ceil(rows / levelRows);
  for (let step = 0; step < level; step += 1) buckets = Math.ceil(buckets / levelStep);
  return buckets;
}

function checkBuckets(entry: BucketsEntry, table: TableEntry | undefined, end: number): void {
  if (!table || entry.rowsPerBucket < 1) throw damaged("an overview is of no table");
  if (Math.ceil(table.rows / entry.rowsPerBucket) > 512) throw damaged("an overview is too long");
  for (const one of entry.series) {
    if (one.series >= table.series.length) throw damaged("an overview is of no series");
    checkBlocks([entry.times, one.min, one.max], end);
  }
}

function checkBlocks(blocks: readonly (readonly unknown[])[], end: number): void {
  for (const [, offset, length] of blocks) {
    if (length === undefined) continue; // a constant
    const [first, bytes] = [offset as number, length as number]; // of the form of a block
    if (first % 8 !== 0 || first < magic.length || first + bytes > end)
      throw damaged("a block is not in the file");
  }
}
