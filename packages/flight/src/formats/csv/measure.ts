import { DecimalShape } from "../../gather/decimal-column.ts";
import { addGap, type Gap } from "../../gather/gaps.ts";
import { NumberReader } from "../../gather/number-reader.ts";
import { cellText, isQuoted } from "./cells.ts";
import type { FoundRows } from "./find-rows.ts";
import { isNothing, walkRow, type CsvFile } from "./walk.ts";

/** What the cells of a column are. */
export class ColumnMeasure {
  readonly shape = new DecimalShape();
  /** Cells that say something, and no number. */
  texts = 0;

  /** More texts than numbers: labels. */
  get isText(): boolean {
    return this.texts > this.shape.count;
  }
}

export type Measured = {
  readonly columns: readonly ColumnMeasure[];
  /** Without rows that hold no number at all. */
  readonly rows: FoundRows;
};

/** Looks once at every cell, so that columns can be made as wide as they need to be. */
export function measure(file: CsvFile, point: "." | ","): Measured {
  const { starts, gaps } = file.rows;
  const columns = file.head.columns.map(() => new ColumnMeasure());
  const reader = new CellReader(file.text.bytes, point);
  const zeros = zeroIsNothing(file);
  const silent: Gap[] = [];
  const kept = new Uint32Array(starts.length);
  let rows = 0;
  for (const start of starts) {
    let numbers = 0;
    let end = start;
    walkRow(file, start, (at, from, to) => {
      const column = columns[at] as ColumnMeasure; // one for each column
      const value = reader.read(from, to);
      end = to;
      if (!Number.isNaN(value)) {
        numbers += 1;
        if (value !== 0 || !zeros[at]) column.shape.add(value, reader.digits);
      } else if (reader.isText(from, to)) column.texts += 1;
    });
    if (numbers > 0) kept[rows++] = start;
    else addGap(silent, { offset: start, length: Math.max(1, end - start), why: "not-a-sample" });
  }
  const all = [...gaps, ...silent].sort((a, b) => a.offset - b.offset);
  return { columns, rows: { starts: kept.subarray(0, rows), gaps: all } };
}

/** Columns in which 0 stands for nothing. */
export function zeroIsNothing({ head }: CsvFile): readonly boolean[] {
  return head.columns.map(({ known }) => known.zero === "nothing");
}

const truths: Readonly<Record<string, number>> = { true: 1, yes: 1, false: 0, no: 0 };

/** Reads the numbers of cells; true is 1. */
export class CellReader {
  readonly #bytes: Uint8Array;
  readonly #reader: NumberReader;
  #digits = 0;

  constructor(bytes: Uint8Array, point: "." | ",") {
    this.#bytes = bytes;
    this.#reader = new NumberReader(point);
  }

  /** Behind the point of the number that was read last. */
  get digits(): number {
    return this.#digits;
  }

  /** NaN where the cell is no number. */
  read(from: number, to: number): number {
    if (from === to) return Number.NaN;
    const inset = isQuoted(this.#bytes, from, to) ? 1 : 0;
    const value = this.#reader.read(this.#bytes, from + inset, to - inset);
    this.#digits = this.#reader.digits;
    if (!Number.isNaN(value) || to - from > 7 || to - from < 2) return value;
    this.#digits = 0;
    return truths[cellText(this.#bytes, from, to).toLowerCase()] ?? Number.NaN;
  }

  /** Of a cell that is no number: says whether it says anything. */
  isText(from: number, to: number): boolean {
    return to - from > 8 || !isNothing(cellText(this.#bytes, from, to));
  }
}
