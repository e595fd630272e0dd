import type { UnitText } from "./unit-texts.ts";

/** What a column is for, besides being a series, or in its place. */
export type Part = TimePart | HappeningPart | TextPart | IdentityPart | StatedPart | "cells";

/** When a row was written. A date and a time of one zone belong together. */
export type TimePart =
  | "elapsed ms"
  | "elapsed s"
  | "instant utc"
  | "instant local"
  | "date utc"
  | "date local"
  | "time utc"
  | "time local"
  | "epoch ms";

/** Series that tell what happened. */
export type HappeningPart = "photo" | "video" | "mode" | "in the air" | "on the ground";

/** What an app said, graded; the last is all of it at once, as JSON in the first row. */
export type TextPart = "note" | "warning" | "serious" | "all texts";

export type IdentityPart =
  | "maker"
  | "model"
  | "aircraft name"
  | "aircraft serial"
  | "battery serial"
  | "controller serial"
  | "camera serial"
  | "platform"
  | "app version"
  | "all facts";

export type StatedPart =
  | "stated duration"
  | "stated distance"
  | "stated height"
  | "stated speed"
  | "stated vertical speed"
  | "stated latitude"
  | "stated longitude"
  | "stated photos"
  | "stated start"
  | "left out";

export type CsvColumn = {
  readonly part?: Part;
  /** Though its part says enough of it. */
  readonly isSeriesToo?: true;
  /** Where the header names none; may depend on the greatest number of the column. */
  readonly unit?: UnitText | ((greatest: number) => UnitText);
  /** 0 stands for nothing. */
  readonly zero?: "nothing";
};

/** What a header says. */
export type Heading = {
  readonly table: string;
  readonly instance: number;
  readonly field: string;
  /** As written, if it is in brackets. */
  readonly unit?: string;
};

/** One kind of CSV: its columns are known by their headers, in any order, some may be missing. */
export type CsvDialect = {
  readonly format: string;
  readonly maker?: string;
  readonly headingOf: (header: string) => Heading;
  /** Judges by the headers in small letters, without units, and as they are. */
  readonly isLike: (has: (header: string) => boolean) => boolean;
  /** By field, or by the whole header where that is told apart; in small letters. */
  readonly columns: Readonly<Record<string, CsvColumn>>;
};

/** `name(unit)` and `name [unit]`. */
export function bracketed(table: string): CsvDialect["headingOf"] {
  return (header) => {
    const [, name = header, unit] = /^(.*?) ?[([]([^()[\]]*)[)\]]$/.exec(header) ?? [];
    return { table, instance: 0, field: name, ...(unit !== undefined && { unit }) };
  };
}

/** At least so many of the headers are there. */
export function hasSome(
  has: (header: string) => boolean,
  least: number,
  headers: readonly string[],
): boolean {
  return headers.filter(has).length >= least;
}

/** Cells 1 to 6, or as many as there may be: `voltageCell` and a number. */
export function cells(name: string, count: number, column: CsvColumn) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${name}${at + 1}`, { zero: "nothing", ...column }]),
  ) as Readonly<Record<string, CsvColumn>>;
}
