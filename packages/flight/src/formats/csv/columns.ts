import { makeDecimalColumn, putDecimal, type DecimalColumn } from "../../gather/decimal-column.ts";
import { addGap, type Gap } from "../../gather/gaps.ts";
import { TextWriter, noText } from "../../gather/texts.ts";
import { nameOf, seriesNames } from "../../series-names.ts";
import type { Labels, Series } from "../../table.ts";
import { TextReader } from "./cells.ts";
import type { CsvColumn, Part } from "./dialect.ts";
import type { HeadColumn } from "./head.ts";
import { CellReader, zeroIsNothing, type ColumnMeasure } from "./measure.ts";
import { conversionOf, unitless, unitTexts, type Conversion } from "./unit-texts.ts";
import { isNothing, walkRow, type CsvFile } from "./walk.ts";

/** A file whose cells have been looked at. */
export type MeasuredFile = CsvFile & {
  readonly point: "." | ",";
  readonly columns: readonly ColumnMeasure[];
};

/** What a column of the file holds, as it is written. */
export type FilledColumn = Pick<DecimalColumn, "values" | "scale"> & {
  readonly missing?: number;
  readonly labels?: Labels;
};

export type Filled = {
  /** Undefined for columns that are no series, or say nothing. */
  readonly columns: readonly (FilledColumn | undefined)[];
  /** Cells of numbers in which something else stands. */
  readonly gaps: readonly Gap[];
};

/** Columns with any other part are read elsewhere. */
const happenings: ReadonlySet<Part> = new Set<Part>([
  "photo",
  "video",
  "mode",
  "in the air",
  "on the ground",
]);

function isSeries({ part, isSeriesToo }: CsvColumn): boolean {
  return part === undefined || happenings.has(part) || isSeriesToo === true;
}

/** More texts than this are no labels. */
const mostLabels = 4096;

type Column = {
  readonly put: (row: number, from: number, to: number) => void;
  readonly take: () => FilledColumn | undefined;
};

/** Reads all cells into columns as wide as they need. */
export function fillColumns(file: MeasuredFile): Filled {
  const gaps: Gap[] = [];
  const zeros = zeroIsNothing(file);
  const columns = file.head.columns.map(({ known }, at): Column | undefined => {
    const measured = file.columns[at] as ColumnMeasure; // one for each column
    if (!isSeries(known)) return undefined;
    if (measured.isText) return textColumn(file);
    if (measured.shape.count === 0) return undefined;
    return numberColumn(file, { measured, zero: zeros[at] ? 0 : Number.NaN, gaps });
  });
  for (const [row, start] of file.rows.starts.entries())
    walkRow(file, start, (at, from, to) => columns[at]?.put(row, from, to));
  return { columns: columns.map((column) => column?.take()), gaps };
}

type Numbered = {
  readonly measured: ColumnMeasure;
  /** Stands for nothing. */
  readonly zero: number;
  readonly gaps: Gap[];
};

function numberColumn(file: MeasuredFile, { measured, zero, gaps }: Numbered): Column {
  const reader = new CellReader(file.text.bytes, file.point);
  const column = makeDecimalColumn(measured.shape, file.rows.starts.length);
  return {
    put(row, from, to) {
      const value = reader.read(from, to);
      if (value === zero) return;
      if (!Number.isNaN(value)) putDecimal(column, row, value);
      else if (measured.texts > 0 && reader.isText(from, to))
        addGap(gaps, { offset: from, length: to - from, why: "not-a-number" });
    },
    take: () => column,
  };
}

function textColumn({ text, rows }: MeasuredFile): Column {
  const reader = new TextReader(text.bytes);
  const writer = new TextWriter(rows.starts.length);
  writer.write(0, ""); // nothing is label 0, as rows that are too short have it
  return {
    put(row, from, to) {
      const cell = reader.read(from, to);
      writer.write(row, isNothing(cell) && cell.toLowerCase() !== "none" ? "" : cell);
    },
    take() {
      const { values, labels } = writer.texts;
      const { 0: _, ...named } = labels;
      const isTooMany = Object.keys(labels).length > mostLabels || values.includes(noText);
      return isTooMany ? undefined : { values, scale: 1, missing: 0, labels: named };
    },
  };
}

/** A column as a series; `source` is its own among those of its table. */
export function toSeries(
  source: string,
  column: FilledColumn,
  head: HeadColumn,
  greatest: number,
): Series {
  const { unit, scale, offset } = column.labels ? unitless : conversionIn(head, greatest);
  const name = nameOf(source);
  return {
    source,
    ...(name && seriesNames[name].unit === unit && { name }),
    unit,
    values: column.values,
    scale: column.scale === 1 ? scale : scale === 1 ? column.scale : scale * column.scale,
    offset,
    ...(column.missing !== undefined && { missing: column.missing }),
    ...(column.labels && { labels: column.labels }),
  };
}

/** By the unit in the header; by the column's own where there is none, or where it says more. */
function conversionIn({ heading, known }: HeadColumn, greatest: number): Conversion {
  const own = typeof known.unit === "function" ? known.unit(greatest) : known.unit;
  const stated = heading.unit === undefined ? undefined : conversionOf(heading.unit);
  const meant = own && unitTexts[own];
  if (meant && stated && meant.scale < 0 && meant.unit === stated.unit) return meant;
  return stated ?? meant ?? unitless;
}
