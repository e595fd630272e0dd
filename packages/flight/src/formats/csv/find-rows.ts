import { addGap, type Gap } from "../../gather/gaps.ts";
import type { PlainText } from "../../gather/plain-text.ts";
import { afterLineEnd, cellEnd, isLineEnd } from "./cells.ts";
import { mostColumns, type Head } from "./head.ts";

/** Rows that have a cell for each column, by where they begin. */
export type FoundRows = {
  readonly starts: Uint32Array;
  /** Lines that have not, in order. */
  readonly gaps: readonly Gap[];
};

/** What an app said may have commas without quotes around it, if it stands last. */
const loose: ReadonlySet<unknown> = new Set(["note", "warning", "serious"]);

/** Finds the rows: lines of as many cells as there are headers, or as most lines have. */
export function findRows({ bytes }: PlainText, head: Head): FoundRows {
  const lines = findLines(bytes, head);
  const usual = usualCount(lines.counts);
  const { length } = head.columns;
  const isLoose = loose.has(head.columns.at(-1)?.known.part);
  const isWhole = (count: number) =>
    count === length || count === usual || (isLoose && count > length);
  const gaps: Gap[] = [];
  let rows = 0;
  for (let line = 0; line < lines.starts.length; line += 1) {
    const offset = lines.starts[line] as number; // below the length, as below
    const end = lines.starts[line + 1] ?? bytes.length;
    const count = lines.counts[line] as number;
    if (count > 0 && isWhole(count)) lines.starts[rows++] = offset;
    else if (count > 0) addGap(gaps, { offset, length: end - offset, why: "cell-count" });
  }
  return { starts: lines.starts.subarray(0, rows), gaps };
}

type Lines = { readonly starts: Uint32Array; readonly counts: Uint16Array };

/** Every line, and how many cells it has; blank ones have none. */
function findLines(bytes: Uint8Array, { end, separator }: Head): Lines {
  const most = countLines(bytes, end);
  const starts = new Uint32Array(most);
  const counts = new Uint16Array(most);
  let lines = 0;
  let cells = 0;
  let isBlank = true;
  starts[0] = end;
  for (let at = end; at < bytes.length; at += 1) {
    const from = at;
    at = cellEnd(bytes, at, separator);
    cells += 1;
    isBlank &&= at === from;
    const isLast = at === bytes.length - 1 && bytes[at] === separator;
    if (!isLineEnd(bytes[at]) && !isLast) continue;
    counts[lines] = isBlank ? 0 : Math.min(cells + (isLast ? 1 : 0), mostColumns + 1);
    const next = afterLineEnd(bytes, at);
    at = next - 1;
    lines += 1;
    if (lines < most) starts[lines] = next;
    cells = 0;
    isBlank = true;
  }
  return { starts: starts.subarray(0, lines), counts: counts.subarray(0, lines) };
}

/** At most as many as there are line ends, and one. */
function countLines(bytes: Uint8Array, from: number): number {
  let count = 1;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x0a || byte === 0x0d) count += 1;
  }
  return count;
}

function usualCount(counts: Uint16Array): number {
  const times = new Uint32Array(mostColumns + 2);
  for (const count of counts) times[count] = (times[count] as number) + 1; // mostColumns + 1 at most
  times[0] = 0;
  let usual = 0;
  for (let count = 1; count < times.length; count += 1)
    if ((times[count] as number) > (times[usual] as number)) usual = count; // below the length
  return usual;
}
