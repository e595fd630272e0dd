import { decodeRun, type PlainText } from "../../gather/plain-text.ts";
import { afterLineEnd, isLineEnd, readLine } from "./cells.ts";
import type { CsvColumn, CsvDialect, Heading } from "./dialect.ts";
import { dialects } from "./dialects.ts";

export type HeadColumn = {
  readonly header: string;
  readonly heading: Heading;
  readonly known: CsvColumn;
};

/** What the headers say of a file. */
export type Head = {
  readonly dialect: CsvDialect;
  readonly separator: number;
  readonly columns: readonly HeadColumn[];
  /** Where the first line behind the headers begins. */
  readonly end: number;
};

/** Longer headers, or more of them, no known software writes. */
const longestHead = 32_768;
export const mostColumns = 2000;

/** Lines before the headers: blank ones, `sep=;`. */
const mostLinesBefore = 5;

/** Every known kind has one of these. */
const familiar = /lat|seconds \[s\]/i;

/** Finds the line of known headers near the beginning; undefined where there is none. */
export function findHead({ bytes, from }: PlainText): Head | undefined {
  let at = from;
  for (let line = 0; line <= mostLinesBefore; line += 1) {
    let end = at;
    while (!isLineEnd(bytes[end]) && end - at <= longestHead) end += 1;
    if (end - at > longestHead) return undefined;
    const head = readHead(bytes.subarray(0, end), at);
    const next = afterLineEnd(bytes, end);
    if (head) return { ...head, end: Math.min(next, bytes.length) };
    if (next >= bytes.length) return undefined;
    at = next;
  }
  return undefined;
}

function readHead(bytes: Uint8Array, from: number): Omit<Head, "end"> | undefined {
  if (!familiar.test(decodeRun(bytes, from, bytes.length))) return undefined;
  for (const separator of [",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0))) {
    const headers = readLine(bytes, from, { separator, most: mostColumns });
    const dialect = headers.length > 1 ? dialects.find((one) => isIn(one, headers)) : undefined;
    if (dialect)
      return { dialect, separator, columns: headers.map((one) => readHeader(dialect, one)) };
  }
  return undefined;
}

function isIn(dialect: CsvDialect, headers: readonly string[]): boolean {
  const keys = new Set(headers.flatMap((header) => keysOf(header, dialect.headingOf(header))));
  return dialect.isLike((key) => keys.has(key));
}

function readHeader({ headingOf, columns }: CsvDialect, header: string): HeadColumn {
  const heading = headingOf(header);
  const key = keysOf(header, heading).find((one) => Object.hasOwn(columns, one));
  return { header, heading, known: (key !== undefined && columns[key]) || {} };
}

/** By what a column is looked up: its header, its field, its table and field. */
function keysOf(header: string, { table, field }: Heading): readonly string[] {
  return [header, field, `${table}.${field}`].map((key) => key.toLowerCase());
}
