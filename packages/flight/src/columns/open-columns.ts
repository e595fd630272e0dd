import type { ByteRange } from "@homepoint/base";
import { seriesNames, type SeriesName } from "../series-names.ts";
import { rowAt, valuesOf, type Series, type Table, type TypedArray } from "../table.ts";
import { units, type Unit } from "../units.ts";
import { blockRows, readSpelled, type BlockPlace } from "./block.ts";
import {
  trailerLength,
  type BucketsEntry,
  type Directory,
  type SeriesEntry,
  type TableEntry,
} from "./directory.ts";
import { elementTypes, type ElementType } from "./element-types.ts";
import {
  blocksOf,
  planReads,
  rowsPerBucket,
  toRanges,
  type Plan,
  type Window,
} from "./plan-ranges.ts";
import { damaged, readBlock, type TakeBytes } from "./read-block.ts";
import { bucketsAt, readDirectory, readTrailer } from "./read-directory.ts";

/** Where a columns file lies. */
export interface ColumnSource {
  readonly size: number;
  /** The bytes from first to last, both included. The reader does not change them. */
  read(first: number, last: number): Promise<Uint8Array>;
}

/** A series over some time, ready to draw: in its unit, NaN where it says nothing. */
export type Line = {
  /** What it was asked for by: see `keySeries`. */
  readonly key: string;
  readonly source: string;
  readonly name?: SeriesName;
  readonly unit: Unit;
  readonly labels?: Readonly<Record<number, string>>;
  /** 1 where points are the rows themselves. */
  readonly rowsPerPoint: number;
  /** Of each point's first row. */
  readonly times: Float64Array;
  /** Least and greatest of each point; the same array where points are rows. */
  readonly low: Float64Array;
  readonly high: Float64Array;
};

export type OpenOverview = {
  /** At most 2,048 points of the named series that a map draws. */
  readonly track: Table | undefined;
  /** At most 512 points of each named series, over the whole flight. */
  readonly lines: readonly Line[];
};

/** What is read first: enough for directory and overview of any usual flight. */
const suffixBytes = 262_144;

/** Reads directory and overview, with one read where they are of usual size. @throws flight/damaged-columns */
export function openColumns(source: ColumnSource): Promise<Columns> {
  return Columns.open(source);
}

/** A flight's columns, opened. Everything it gives was checked; what is damaged is thrown. */
export class Columns {
  readonly directory: Directory;
  readonly overview: OpenOverview;
  readonly #source: ColumnSource;

  static async open(source: ColumnSource): Promise<Columns> {
    const first = Math.max(0, source.size - suffixBytes);
    const suffix = await readExactly(source, { first, last: source.size - 1 });
    const trailer = suffix.slice(-trailerLength);
    const place = readTrailer(trailer, source.size);
    const rest = { first: place.offset, last: first - 1 };
    const before = rest.first > rest.last ? new Uint8Array() : await readExactly(source, rest);
    const known = new Uint8Array(before.length + suffix.length);
    known.set(before);
    known.set(suffix, before.length);
    const piece = { first: first - before.length, bytes: known };
    const start = place.offset - piece.first;
    const directory = readDirectory(known.slice(start, start + place.length), place);
    const take = await takeBlocks(source, overviewBlocks(directory), [piece]);
    return new Columns(source, directory, readOverview(directory, take));
  }

  private constructor(source: ColumnSource, directory: Directory, overview: OpenOverview) {
    this.#source = source;
    this.directory = directory;
    this.overview = overview;
  }

  /**
   * The wanted series within a window, at least one point a pixel where there are as many rows; one
   * more point on each side, so that lines go on to the edge. @throws flight/damaged-columns
   */
  async readSeries(window: Window, pixels: number): Promise<readonly Line[]> {
    const plans = planReads(this.directory, window, pixels);
    const take = await takeBlocks(this.#source, plans.flatMap(blocksOf));
    return plans
      .flatMap((plan) => readPlan(this.directory, plan, take))
      .map((line) => cut(line, window));
  }

  /** All tables as they were written, bit for bit. @throws flight/damaged-columns */
  async *decodeTables(): AsyncIterable<Table> {
    for (const entry of this.directory.tables) {
      const blocks = [entry.times, ...entry.series].flatMap((one) => one.blocks);
      yield readTable(this.directory, entry, await takeBlocks(this.#source, blocks));
    }
  }
}

async function readExactly(
  source: ColumnSource,
  { first, last }: Required<ByteRange>,
): Promise<Uint8Array> {
  if (last < first) throw damaged("the file is too short");
  const bytes = await source.read(first, last);
  if (bytes.length !== last - first + 1) throw damaged("the file is shorter than it was");
  return bytes;
}

type Piece = { readonly first: number; readonly bytes: Uint8Array };

/** Reads what the blocks need and the known pieces do not hold. */
async function takeBlocks(
  source: ColumnSource,
  blocks: readonly BlockPlace[],
  known: readonly Piece[] = [],
): Promise<TakeBytes> {
  const missing = blocks.filter((block) => block.length > 2 && !holds(known, block));
  const pieces = await Promise.all(
    toRanges(missing).map(async ({ first, last }) => {
      const range = { first, last: Math.min(last, source.size - 1) };
      return { first, bytes: await readExactly(source, range) };
    }),
  );
  const all = [...known, ...pieces];
  return (offset, length) => {
    const piece = all.find((one) => isWithin(one, offset, length));
    return piece?.bytes.subarray(offset - piece.first, offset - piece.first + length);
  };
}

function holds(pieces: readonly Piece[], [, offset, length]: BlockPlace): boolean {
  return pieces.some((piece) => isWithin(piece, offset as number, length ?? 0)); // no constant
}

function isWithin({ first, bytes }: Piece, offset: number, length: number): boolean {
  return offset >= first && offset + length <= first + bytes.length;
}

function overviewBlocks({ overview }: Directory): readonly BlockPlace[] {
  const track = overview.track ? [overview.track.times, ...overview.track.series] : [];
  return [
    ...track.flatMap(({ blocks }) => blocks),
    ...overview.buckets.flatMap(({ times, series }) => [
      times,
      ...series.flatMap(({ min, max }) => [min, max]),
    ]),
  ];
}

function readOverview(directory: Directory, take: TakeBytes): OpenOverview {
  const { track, buckets } = directory.overview;
  return {
    track: track && readTable(directory, track, take),
    lines: buckets.flatMap((entry) => readBuckets(directory, entry, take)),
  };
}

function readBuckets(directory: Directory, entry: BucketsEntry, take: TakeBytes): readonly Line[] {
  const table = directory.tables[entry.table] as TableEntry; // checked with the directory
  const { rowsPerBucket: rows } = entry;
  const count = Math.ceil(table.rows / rows);
  const times = checkTimes(readColumn("f64", count, [entry.times], take) as Float64Array); // f64
  return entry.series.map(({ series, min, max }) => {
    const one = table.series[series] as SeriesEntry; // checked with the directory
    const values = (block: BlockPlace) =>
      valuesOf(toSeries(directory, one, readColumn(typeOf(one), count, [block], take)));
    const [low, high] = [values(min), rows === 1 ? undefined : values(max)];
    const described = describe(directory, one);
    const key = described.name ?? described.source;
    return { key, ...described, rowsPerPoint: rows, times, low, high: high ?? low };
  });
}

function readTable(directory: Directory, entry: TableEntry, take: TakeBytes): Table {
  const { name, instance, rows } = entry;
  const column = (type: ElementType, blocks: readonly BlockPlace[]) =>
    readColumn(type, rows, blocks, take);
  return {
    name,
    instance,
    times: checkTimes(column("f64", entry.times.blocks) as Float64Array), // f64
    series: entry.series.map((one) => toSeries(directory, one, column(typeOf(one), one.blocks))),
  };
}

function readPlan(directory: Directory, plan: Plan, take: TakeBytes): readonly Line[] {
  const { table, level, firstBlock, lastBlock } = plan;
  const total = level === undefined ? table.rows : bucketsAt(table.rows, level);
  const count = Math.min(total, (lastBlock + 1) * blockRows) - firstBlock * blockRows;
  const read = (type: ElementType, blocks: readonly BlockPlace[]) =>
    readColumn(type, count, blocks.slice(firstBlock, lastBlock + 1), take);
  const timeBlocks = level === undefined ? table.times.blocks : table.times.levels?.[level]?.min;
  const times = checkTimes(read("f64", timeBlocks ?? []) as Float64Array); // f64
  return plan.series.flatMap((one): readonly Line[] => {
    const buckets = level === undefined ? undefined : one.levels?.[level];
    if (level !== undefined && !buckets) return []; // 64-bit integers had no levels once
    const values = (blocks: readonly BlockPlace[]) =>
      valuesOf(toSeries(directory, one, read(typeOf(one), blocks)));
    const low = values(buckets?.min ?? one.blocks);
    const high = buckets ? values(buckets.max) : low;
    const rowsPerPoint = level === undefined ? 1 : rowsPerBucket(level);
    const line = { ...describe(directory, one), rowsPerPoint, times, low, high };
    return (plan.wanted.get(one) ?? []).map((key) => ({ key, ...line }));
  });
}

function readColumn(
  type: ElementType,
  length: number,
  blocks: readonly BlockPlace[],
  take: TakeBytes,
): TypedArray {
  if (blocks.length !== Math.ceil(length / blockRows)) throw damaged("a series lacks a block");
  const column = new elementTypes[type](length);
  for (const [number, block] of blocks.entries())
    readBlock(block, column.subarray(number * blockRows, (number + 1) * blockRows), take);
  return column;
}

/** Times of a file that nobody checked may go back, and then nothing that searches them would end. */
function checkTimes(times: Float64Array): Float64Array {
  let last = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (!(time >= last) || time === Number.POSITIVE_INFINITY) throw damaged("its times go back");
    last = time;
  }
  return times;
}

function typeOf({ type }: SeriesEntry): ElementType {
  return type as ElementType; // checked with the directory
}

function describe({ labels }: Directory, entry: SeriesEntry) {
  const { source, name, unit = "1" } = entry;
  const known = entry.labels === undefined ? undefined : labels[entry.labels];
  return {
    source,
    ...(isName(name) && { name }),
    unit: isUnit(unit) ? unit : ("1" as const),
    ...(known && { labels: known }),
  };
}

function isName(name: string | undefined): name is SeriesName {
  return name !== undefined && Object.hasOwn(seriesNames, name);
}

function isUnit(unit: string): unit is Unit {
  return (units as readonly string[]).includes(unit);
}

function toSeries(directory: Directory, entry: SeriesEntry, values: TypedArray): Series {
  const { scale = 1, offset = 0, missing, derived } = entry;
  const spelled = missing === undefined ? undefined : readSpelled(missing);
  return {
    ...describe(directory, entry),
    values,
    scale: Number(readSpelled(scale)),
    offset: Number(readSpelled(offset)),
    ...(spelled !== undefined && { missing: spelled }),
    ...(derived && { derived }),
  };
}

/** The points within a window, and the next on each side. */
function cut(line: Line, { from, to }: Window): Line {
  const first = Math.max(0, rowAt(line.times, from));
  const end = Math.min(line.times.length, rowAt(line.times, to) + 2);
  const { low, high } = line;
  const cutLow = low.subarray(first, end);
  const cutHigh = high === low ? cutLow : high.subarray(first, end);
  return { ...line, times: line.times.subarray(first, end), low: cutLow, high: cutHigh };
}
