import type { PlainText } from "../../gather/plain-text.ts";
import { cellEnd, isLineEnd, TextReader } from "./cells.ts";
import type { FoundRows } from "./find-rows.ts";
import type { Head } from "./head.ts";

/** A file whose rows are found. */
export type CsvFile = {
  readonly text: PlainText;
  readonly head: Head;
  readonly rows: FoundRows;
};

/** Is shown a cell: its column, and where it stands. */
type Visit = (column: number, from: number, to: number) => void;

/** Shows the cells of a row. The last column has what is left of the line, commas included. */
export function walkRow({ text, head }: CsvFile, start: number, visit: Visit): void {
  const { bytes } = text;
  const { separator, columns } = head;
  let from = start;
  for (let column = 0; column < columns.length; column += 1) {
    let to = cellEnd(bytes, from, separator);
    if (column === columns.length - 1) to = restOfLine(bytes, to, separator);
    visit(column, from, to);
    if (isLineEnd(bytes[to])) return;
    from = to + 1;
  }
}

function restOfLine(bytes: Uint8Array, at: number, separator: number): number {
  let end = at;
  while (bytes[end] === separator && end < bytes.length) end = cellEnd(bytes, end + 1, separator);
  return end;
}

/** The texts of one column; empty where a row is shorter. */
export function* textsOf(file: CsvFile, column: number): Iterable<string> {
  const reader = new TextReader(file.text.bytes);
  for (const start of file.rows.starts) {
    const { from, to } = cellAt(file, start, column);
    yield reader.read(from, to);
  }
}

function cellAt({ text, head }: CsvFile, start: number, column: number) {
  const { bytes } = text;
  let from = start;
  for (let before = 0; before < column; before += 1) {
    const end = cellEnd(bytes, from, head.separator);
    if (isLineEnd(bytes[end])) return { from: end, to: end };
    from = end + 1;
  }
  const end = cellEnd(bytes, from, head.separator);
  const isLast = column === head.columns.length - 1;
  return { from, to: isLast ? restOfLine(bytes, end, head.separator) : end };
}

/** The first text of a column that says something. */
export function firstText(file: CsvFile, column: number): string | undefined {
  for (const text of textsOf(file, column)) if (!isNothing(text)) return text;
  return undefined;
}

const nothings: ReadonlySet<string> = new Set(["", "-", "--", "n/a", "na", "nan", "null", "none"]);

/** Words for "no value". */
export function isNothing(text: string): boolean {
  return text.length <= 4 && nothings.has(text.toLowerCase());
}
