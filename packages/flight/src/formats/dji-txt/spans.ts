import { isMissing, type Table } from "../../table.ts";

/** Rows from `first` to before `end` in which a series keeps one raw value. */
export type Span = { readonly value: number; readonly first: number; readonly end: number };

/** The spans of a series of integers, in order; rows that say nothing belong to the span before. */
export function spansOf(table: Table | undefined, source: string): readonly Span[] {
  const series = table?.series.find((one) => one.source === source);
  if (!series) return [];
  const { values } = series;
  const bytes =
    values.BYTES_PER_ELEMENT === 1
      ? new Uint8Array(values.buffer, values.byteOffset, values.length)
      : undefined;
  const spans: Span[] = [];
  let first = 0;
  let value: number | undefined;
  for (let row = 0; row < values.length; row = bytes ? nextChange(bytes, row) : row + 1) {
    const raw = values[row] as number; // below the length; integer series are not bigint
    if (raw === value || isMissing(series, raw)) continue;
    if (value !== undefined) spans.push({ value, first, end: row });
    if (spans.length >= mostSpans) return spans;
    value = raw;
    first = row;
  }
  if (value !== undefined) spans.push({ value, first, end: values.length });
  return spans;
}

/** Most rows are passed over here, in a loop that sees one type only. */
function nextChange(bytes: Uint8Array, from: number): number {
  const value = bytes[from];
  let row = from + 1;
  while (row < bytes.length && bytes[row] === value) row += 1;
  return row;
}

/** Values that change this often are noise; bounds what a made-up file can cost. */
const mostSpans = 10_000;
