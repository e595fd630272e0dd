import type { Written } from "../flight.ts";
import { orderOf, readInstant } from "../formats/csv/dates.ts";
import { afterLineEnd, cellEnd, isLineEnd, readLine } from "../formats/csv/cells.ts";
import { plainText } from "../gather/plain-text.ts";
import { writtenFrom } from "./written.ts";

/** A flight that other software says it holds. */
export type Listed = {
  /** Line of the list, from 1. */
  readonly line: number;
  readonly startMs: number;
  /** The list does not say in which zone. */
  readonly isZoneOpen: boolean;
  readonly durationSeconds?: number;
  readonly aircraft?: string;
  readonly written?: Written;
};

/** A table with a line for each flight, as flight books export it. */
export type FlightList = { readonly name: string; readonly flights: readonly Listed[] };

const mostFlights = 200_000;
const mostColumns = 500;

type Part = "instant" | "date" | "time" | "duration" | "name" | "notes" | "tags" | "aircraft";

/**
 * What columns are called, in small letters without units; the first pattern that fits. Flight books
 * differ, and rename their columns; so they are known by meaning.
 */
const meanings: readonly (readonly [Part, RegExp])[] = [
  [
    "duration",
    /^(?:flight |total )?(?:duration|air ?time)$|^flight ?time$|^total ?time$|^duration_secs$/,
  ],
  [
    "instant",
    /^(?:flight |start |take-?off )?date[ _]?(?:\/|and|&)?[ _]?time$|^start[ _]?time$|^started(?:[ _]at)?$|^take-?off[ _]?time$|^flight date\/time$|^start$/,
  ],
  ["date", /^(?:flight |start )?date$/],
  ["time", /^(?:flight |start |take-?off )?time$/],
  ["name", /^(?:flight )?(?:title|name)$|^display[ _]?name$/],
  ["notes", /^(?:flight )?(?:notes?|comments?|description|remarks?)$/],
  ["tags", /^(?:flight )?(?:tags?|labels?|keywords?)$/],
  ["aircraft", /^(?:drone|aircraft|uav)(?:[ _](?:name|model|serial))?$/],
];

type Column = { readonly part: Part; readonly place: number; readonly unit: string };

/** Reads a list of flights; undefined where the file is none. */
export function readFlightList(bytes: Uint8Array, name: string): FlightList | undefined {
  const text = plainText(bytes);
  for (const separator of [",", ";", "\t"].map((mark) => mark.charCodeAt(0))) {
    const limits = { separator, most: mostColumns };
    const columns = columnsOf(readLine(text.bytes, text.from, limits));
    if (!isList(columns)) continue;
    const rows = readRows(text.bytes, text.from, limits);
    const flights = listed(rows.slice(1), columns);
    return flights.length > 0 ? { name, flights } : undefined;
  }
  return undefined;
}

function columnsOf(headers: readonly string[]): readonly Column[] {
  const columns: Column[] = [];
  for (const [place, header] of headers.entries()) {
    const [, plain = "", unit = ""] =
      /^(.*?) ?(?:[([]([^()[\]]*)[)\]])?$/.exec(header.trim()) ?? [];
    const meaning = meanings.find(([, pattern]) => pattern.test(plain.toLowerCase()));
    if (meaning && !columns.some(({ part }) => part === meaning[0]))
      columns.push({ part: meaning[0], place, unit: unit.toLowerCase() });
  }
  return columns;
}

/** It says when, and two things more. */
function isList(columns: readonly Column[]): boolean {
  const has = (part: Part) => columns.some((column) => column.part === part);
  return (has("instant") || has("date")) && columns.length >= 3;
}

type Limits = { readonly separator: number; readonly most: number };
type Row = { readonly line: number; readonly cells: readonly string[] };

function readRows(bytes: Uint8Array, from: number, limits: Limits): readonly Row[] {
  const rows: Row[] = [];
  for (let at = from, line = 1; at < bytes.length && rows.length <= mostFlights; line += 1) {
    const cells = readLine(bytes, at, limits);
    if (cells.some(Boolean)) rows.push({ line, cells });
    at = endOfLine(bytes, at, limits.separator);
  }
  return rows;
}

function endOfLine(bytes: Uint8Array, from: number, separator: number): number {
  let at = from;
  for (;;) {
    at = cellEnd(bytes, at, separator);
    if (isLineEnd(bytes[at])) return afterLineEnd(bytes, at);
    at += 1;
  }
}

function listed(rows: readonly Row[], columns: readonly Column[]): readonly Listed[] {
  const cellOf = ({ cells }: Row, part: Part) =>
    cells[columns.find((column) => column.part === part)?.place ?? -1] ?? "";
  const whenOf = (row: Row) =>
    cellOf(row, "instant") || `${cellOf(row, "date")} ${cellOf(row, "time")}`.trim();
  const whens = rows.map(whenOf);
  const order = orderOf(
    whens,
    whens.some((when) => /[ap]\.?m/i.test(when)),
  );
  const isUtc = columns.some(({ part, unit }) => part !== "duration" && unit === "utc");
  const unit = columns.find(({ part }) => part === "duration")?.unit ?? "";
  return rows.flatMap((row, at) => {
    const when = whens[at] as string; // one a row
    const startMs = readInstant(when, order);
    if (!(startMs > 3e11)) return [];
    const durationSeconds = readDuration(cellOf(row, "duration"), unit);
    const aircraft = cellOf(row, "aircraft").trim();
    const written = writtenFrom({
      name: cellOf(row, "name"),
      notes: cellOf(row, "notes"),
      tags: cellOf(row, "tags").split(/[,;|]/),
    });
    return [
      {
        line: row.line,
        startMs,
        isZoneOpen: !isUtc && !/(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/.test(when),
        ...(durationSeconds !== undefined && { durationSeconds }),
        ...(aircraft && { aircraft }),
        ...(written && { written }),
      },
    ];
  });
}

const unitSeconds: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|millis)/, 0.001],
  [/^m/, 60],
  [/^h/, 3600],
];

/** Whatever is longer is none, and would take long to find out. */
const longestDuration = 40;

/** `1:02:03`, `12:34`, `12m 34s`, or a number in the header's unit, seconds without one. */
function readDuration(text: string, unit: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > longestDuration) return undefined;
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?$/.exec(trimmed);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const words = /^(?:(\d+) ?h\w*)? ?(?:(\d+) ?m\w*)? ?(?:(\d+(?:\.\d+)?) ?s\w*)?$/.exec(trimmed);
  if (words && words.slice(1).some(Boolean))
    return Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0);
  const number = Number(trimmed.replace(",", "."));
  if (trimmed === "" || !(number >= 0) || number > 1e9) return undefined;
  return number * (unitSeconds.find(([pattern]) => pattern.test(unit))?.[1] ?? 1);
}
