import type { Level, Moment, MomentKind, Numbers } from "../../flight.ts";
import { labelAt, rowAt, valueAt, valuesOf, type Series, type Table } from "../../table.ts";
import type { HappeningPart, Part, TextPart } from "./dialect.ts";
import { isNothing, textsOf, type CsvFile } from "./walk.ts";

/** A series, and what its column is for. */
export type Told = { readonly part: Part; readonly series: Series; readonly times: Float64Array };

export type Happened = {
  readonly file: CsvFile;
  readonly times: Float64Array;
  readonly told: readonly Told[];
  /** That with the positions. */
  readonly track: Table | undefined;
};

/** Bounds what a made-up file can cost. */
const mostMoments = 10_000;

/** What happened, in order of time. */
export function findMoments(happened: Happened): readonly Moment[] {
  const found = [
    ...happened.told.flatMap((told) => tellers[told.part as HappeningPart]?.(told, happened) ?? []),
    ...happened.file.head.columns.flatMap(({ known }, column) => {
      const level = levels[known.part as TextPart];
      return level ? texts(happened, { column, level }) : [];
    }),
  ];
  return found.sort((a, b) => a.at - b.at).slice(0, mostMoments);
}

type Teller = (told: Told, happened: Happened) => readonly Moment[];

const tellers: Readonly<Record<HappeningPart, Teller>> = {
  photo: (told, happened) => spansOf(isOn(told)).flatMap(starts("photo", told, happened)),
  video: (told, happened) =>
    spansOf(isOn(told)).flatMap((span) =>
      span.value === 1
        ? [{ ...momentAt("video", span.first, { told, happened }), until: timeOf(told, span.end) }]
        : [],
    ),
  mode: (told, happened) =>
    spansOf(valuesOf(told.series))
      .slice(1)
      .map(({ first }) => ({
        ...momentAt("flight-mode", first, { told, happened }),
        text: labelAt(told.series, first) ?? String(valueAt(told.series, first)),
      })),
  "in the air": (told, happened) => flights(isOn(told), { told, happened }),
  "on the ground": (told, happened) =>
    flights(
      isOn(told).map((on) => 1 - on),
      { told, happened },
    ),
};

type Asked = { readonly told: Told; readonly happened: Happened };

function starts(kind: MomentKind, told: Told, happened: Happened) {
  return ({ first, value }: Span) =>
    value === 1 ? [momentAt(kind, first, { told, happened })] : [];
}

/** Shorter spells on the ground or in the air are the aircraft making up its mind. */
const settledSeconds = 0.5;

function flights(isFlying: Float64Array, asked: Asked): readonly Moment[] {
  const { told } = asked;
  const settled = spansOf(isFlying).filter(
    ({ first, end }) =>
      timeOf(told, end) - timeOf(told, first) >= settledSeconds || end >= isFlying.length,
  );
  return settled.slice(1).flatMap(({ first, value }, before) => {
    if (value === settled[before]?.value) return [];
    return [momentAt(value === 1 ? "take-off" : "landing", first, asked)];
  });
}

const airborne = /^(?:sky|in ?(?:the )?air|flying|air)$/i;

/** 1 where a flag is set, or a label says that the aircraft flies. */
function isOn({ series }: Told): Float64Array {
  const values = valuesOf(series);
  if (!series.labels) return values.map((value) => (value > 0 ? 1 : 0));
  return values.map((_, row) => (airborne.test(labelAt(series, row) ?? "") ? 1 : 0));
}

type Span = { readonly first: number; readonly end: number; readonly value: number };

/** Runs of rows of one value; rows without one go with those before them. */
function spansOf(values: Float64Array): readonly Span[] {
  const spans: Span[] = [];
  let first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return spans;
  for (let row = first + 1; row <= values.length; row += 1) {
    const value = values[first] as number; // a row before
    const next = values[row];
    if (next !== undefined && (next === value || Number.isNaN(next))) continue;
    spans.push({ first, end: row, value });
    if (spans.length >= mostMoments) return spans;
    first = row;
  }
  return spans;
}

function timeOf({ times }: Pick<Told, "times">, row: number): number {
  return times[Math.min(row, times.length - 1)] ?? 0;
}

function momentAt(kind: MomentKind, row: number, { told, happened }: Asked): Moment {
  const at = timeOf(told, row);
  return { at, kind, level: "note", text: "", rule: told.series.source, ...placeAt(happened, row) };
}

function placeAt({ track }: Happened, row: number): { readonly values?: Numbers } {
  const [latitude, longitude] = (["latitude", "longitude"] as const).map((name) => {
    const series = track?.series.find((one) => one.name === name);
    return series ? valueAt(series, row) : Number.NaN;
  });
  if (latitude === undefined || longitude === undefined) return {};
  return Number.isNaN(latitude) || Number.isNaN(longitude)
    ? {}
    : { values: { latitude, longitude } };
}

const levels: Readonly<Partial<Record<TextPart, Level>>> = {
  note: "note",
  warning: "warning",
  serious: "serious",
};

type TextColumn = { readonly column: number; readonly level: Level };

/** What the app said; exports repeat it in each row until it says something else. */
function texts({ file, times }: Happened, { column, level }: TextColumn): readonly Moment[] {
  const moments: Moment[] = [];
  let row = -1;
  let last = "";
  for (const text of textsOf(file, column)) {
    row += 1;
    if (text !== last && !isNothing(text) && moments.length < mostMoments)
      moments.push({ at: times[row] ?? 0, kind: "app-text", level, text });
    last = text;
  }
  return moments;
}

/** Where a time of the app lies among those of the rows. */
export function clampTime(times: Float64Array, seconds: number): number {
  return times[Math.max(0, rowAt(times, seconds))] === undefined
    ? 0
    : Math.min(Math.max(0, seconds), times.at(-1) ?? 0);
}
