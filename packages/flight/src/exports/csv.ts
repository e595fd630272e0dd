import { seriesNames, type SeriesMeaning } from "../series-names.ts";
import type { Series, Table } from "../table.ts";
import { findSeries } from "../summary/find-series.ts";
import { labelAt, valuesOf } from "../table.ts";
import { csvLine } from "./csv-line.ts";
import { textOf } from "./numbers.ts";
import { heldAt, startMs, timeText, type Exported } from "./samples.ts";

/** Column of a table of another rate: what it said last at each sample. */
type Column = { readonly head: string; readonly at: (row: number) => string };

/**
 * All series as comma-separated values (RFC 4180): a line for each sample of the position, with what
 * every other series said last. Heads are source, shared name and unit, and what heights count from.
 * Metric; labels as words. Without positions, the samples of the longest table.
 */
export function* toCsv(exported: Exported): Iterable<string> {
  const { tables } = exported;
  const base = baseTable(tables);
  const { times } = base ?? { times: new Float64Array() };
  const started = startMs(exported);
  const columns = tables.flatMap((table) =>
    table.series.map((series) => toColumn(table, series, times)),
  );
  const clock = started === undefined ? [] : ["time [UTC]"];
  yield csvLine(["seconds [s]", ...clock, ...columns.map(({ head }) => head)]);
  for (let row = 0; row < times.length; row += 1) {
    const seconds = times[row] as number; // below the length
    const time = started === undefined ? [] : [timeText(started, seconds)];
    yield csvLine([textOf(seconds, "s"), ...time, ...columns.map(({ at }) => at(row))]);
  }
}

function baseTable(tables: readonly Table[]): Table | undefined {
  const longest = tables.toSorted((a, b) => b.times.length - a.times.length)[0];
  return findSeries(tables, "latitude")?.table ?? longest;
}

function toColumn(table: Table, series: Series, times: Float64Array): Column {
  const instance = table.instance > 0 ? `#${table.instance}` : "";
  const name = series.name ? ` (${series.name})` : "";
  const head = `${series.source}${instance}${name} [${series.unit}${referenceOf(series)}]`;
  if (!series.labels) {
    const held = heldAt(series, table.times, times);
    return { head, at: (row) => textOf(held[row] as number, series.unit) }; // a row of times
  }
  const rows = heldAt(rowNumbers(series), table.times, times);
  const values = valuesOf(series);
  return {
    head,
    at(row) {
      const own = rows[row] as number; // a row of times
      if (Number.isNaN(own)) return "";
      return labelAt(series, own) ?? textOf(values[own] as number, series.unit);
    },
  };
}

/** What a height is counted from. */
function referenceOf({ name }: Series): string {
  const meaning: SeriesMeaning | undefined = name && seriesNames[name];
  return meaning?.reference ? ` above ${meaning.reference}` : "";
}

/** A series of the numbers of another's rows. */
function rowNumbers({ source, values }: Series): Series {
  const rows = Int32Array.from(values as ArrayLike<unknown> as ArrayLike<number>, (_, row) => row);
  return { source, unit: "1", values: rows, scale: 1, offset: 0 };
}
