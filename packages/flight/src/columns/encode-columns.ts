import { utf8 } from "@homepoint/base";
import type { Exported } from "../exports/samples.ts";
import type { Labels, Series, Table, TypedArray } from "../table.ts";
import { blockRows, spell, type BlockPlace } from "./block.ts";
import { BlockWriter } from "./block-writer.ts";
import { crc32 } from "./crc32.ts";
import {
  magic,
  trailerLength,
  version,
  type Directory,
  type LevelEntry,
  type Overview,
  type SeriesEntry,
  type TableEntry,
} from "./directory.ts";
import { elementTypeOf } from "./element-types.ts";
import { levelsOf } from "./levels.ts";
import { moveLevels, moveOverview } from "./move-places.ts";
import { bucketsOfNamed, trackTable, type TableBuckets } from "./overview.ts";
import { writeBlock } from "./write-block.ts";

/**
 * Writes a decoded flight as columns (docs/formats/columns.md). The parts, one behind the other, are
 * the file. The same flight always gives the same bytes.
 */
export function encodeColumns({ flight, summary, tables }: Exported): readonly Uint8Array[] {
  return writeColumns({ flight, summary, ...summarizeTables(tables) }, tables);
}

/** What of a columns file is no table: known before the first of them is written. */
export type Frame = Pick<Exported, "flight" | "summary"> & TablesSummary;

type TablesSummary = {
  readonly track: Table | undefined;
  readonly buckets: readonly TableBuckets[];
};

/** What the overview is made of. */
export function summarizeTables(tables: readonly Table[]): TablesSummary {
  return { track: trackTable(tables), buckets: bucketsOfNamed(tables) };
}

/** As `encodeColumns`; each table is taken once and not held on to. */
export function writeColumns(frame: Frame, tables: Iterable<Table>): readonly Uint8Array[] {
  const exact = new BlockWriter(magic.length);
  const behind = new BlockWriter(0); // levels and overview: what stands behind the exact blocks
  const labels = new LabelList();
  const written: TableEntry[] = [];
  for (const table of tables)
    written.push(writeLevels(behind, writeTable(exact, table, labels), table));
  const overview = writeOverview(behind, frame, labels);
  const { flight, summary } = frame;
  const directory: Directory = {
    flight,
    summary,
    labels: labels.all,
    tables: written.map((entry) => moveLevels(entry, exact.offset)),
    overview: moveOverview(overview, exact.offset),
  };
  const offset = exact.offset + behind.offset;
  const blocks = [...exact.finish(), ...behind.finish()];
  blocks[0]?.set(magic);
  const json = utf8(JSON.stringify(directory));
  return [...blocks, json, trailerOf(offset, json)];
}

/** Labels that series share are written once. */
class LabelList {
  readonly all: Labels[] = [];

  numberOf(labels: Labels): number {
    const known = this.all.indexOf(labels);
    return known < 0 ? this.all.push(labels) - 1 : known;
  }
}

function writeTable(writer: BlockWriter, table: Table, labels: LabelList): TableEntry {
  const { name, instance, times, series } = table;
  const written: Written = new Map();
  return {
    name,
    instance,
    rows: times.length,
    times: { blocks: writeBlocks(writer, times), spans: spansOf(times) },
    series: series.map((one) => ({
      ...describe(one, labels),
      blocks: writeShared(writer, one.values, written),
    })),
  };
}

function describe(series: Series, labels: LabelList): Omit<SeriesEntry, "blocks"> {
  const { source, name, unit, values, scale, offset, missing, derived } = series;
  return {
    source,
    ...(name && { name }),
    ...(unit !== "1" && { unit }),
    type: elementTypeOf(values),
    ...(scale !== 1 && { scale: spell(scale) }),
    ...(!Object.is(offset, 0) && { offset: spell(offset) }),
    ...(missing !== undefined && { missing: spell(missing) }),
    ...(series.labels && { labels: labels.numberOf(series.labels) }),
    ...(derived && { derived }),
  };
}

/** Series may share their values with one that others follow from; they share the blocks then. */
function writeShared(writer: BlockWriter, values: TypedArray, written: Written) {
  const blocks = written.get(values) ?? writeBlocks(writer, values);
  written.set(values, blocks);
  return blocks;
}

type Written = Map<TypedArray, readonly BlockPlace[]>;

function writeBlocks(writer: BlockWriter, values: TypedArray): readonly BlockPlace[] {
  const blocks: BlockPlace[] = [];
  for (let first = 0; first < values.length; first += blockRows)
    blocks.push(writeBlock(writer, values.subarray(first, first + blockRows)));
  return blocks;
}

function spansOf(times: Float64Array): TableEntry["times"]["spans"] {
  const spans: [number, number][] = [];
  for (let first = 0; first < times.length; first += blockRows) {
    const last = Math.min(times.length, first + blockRows) - 1;
    spans.push([times[first] as number, times[last] as number]); // below the length
  }
  return spans;
}

function writeLevels(writer: BlockWriter, entry: TableEntry, table: Table): TableEntry {
  const times = levelEntries(writer, table.times, Number.NaN);
  if (times.length === 0) return entry;
  return {
    ...entry,
    times: { ...entry.times, levels: times },
    series: entry.series.map((one, place) => {
      const series = table.series[place] as Series; // one an entry
      const levels = levelEntries(writer, series.values, series.missing ?? Number.NaN);
      return levels.length > 0 ? { ...one, levels } : one;
    }),
  };
}

function levelEntries(
  writer: BlockWriter,
  values: TypedArray,
  missing: number | bigint,
): readonly LevelEntry[] {
  return levelsOf(values, missing).map(({ min, max }) => ({
    min: writeBlocks(writer, min),
    max: writeBlocks(writer, max),
  }));
}

function writeOverview(
  writer: BlockWriter,
  { track, buckets }: TablesSummary,
  labels: LabelList,
): Overview {
  const written = buckets.map(({ table, rowsPerBucket, times, series }) => ({
    table,
    rowsPerBucket,
    times: writeBlock(writer, times),
    series: series.map((one) => ({
      series: one.series,
      min: writeBlock(writer, one.min),
      max: writeBlock(writer, one.max),
    })),
  }));
  return { ...(track && { track: writeTable(writer, track, labels) }), buckets: written };
}

/** Columns §2. */
export function trailerOf(offset: number, json: Uint8Array): Uint8Array {
  const trailer = new Uint8Array(trailerLength);
  const view = new DataView(trailer.buffer);
  view.setBigUint64(0, BigInt(offset), true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, crc32(json), true);
  view.setUint32(16, version, true);
  view.setUint32(20, crc32(trailer.subarray(0, 20)), true);
  trailer.set(magic, 24);
  return trailer;
}
