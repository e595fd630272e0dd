import type { Damage, Moment } from "../../flight.ts";
import { nameOf } from "../../series-names.ts";
import type { Series, Table } from "../../table.ts";
import type { Cue } from "./cues.ts";
import { cueFields, isPlace, readClock, readField, type CueField } from "./fields.ts";

/** What no film's subtitles say, and every style of the maker's does. */
export const signature: RegExp =
  /\[(?:iso|latitude|shutter) ?:|F\/[\d.]+, SS |\b(?:GPS|RTK|HOME) ?\(-?\d|ISO:\d+ (?:Shutter|TV):/;

/** Subtitles as a table, a row for each that is a sample of the flight. */
export type CueTable = {
  readonly table: Table;
  /** When the first row was filmed, by the camera's clock as if it showed UTC: ms since 1970. */
  readonly startMs: number | undefined;
  /** One moment for each film. */
  readonly films: readonly Moment[];
  readonly damage: readonly Damage[];
};

type Column = { readonly field: CueField; readonly values: Float64Array };

/** Times count from the first cue, unless it is said which time of the film is 0. */
export function readCueTable(cues: readonly Cue[], zeroMs?: number): CueTable {
  const columns = cueFields.map((field): Column => ({
    field,
    values: new Float64Array(cues.length),
  }));
  const clocks = new Float64Array(cues.length);
  const damage: Damage[] = [];
  const kept: Cue[] = [];
  for (const cue of cues) {
    const row = kept.length;
    clocks[row] = readClock(cue.text);
    let found = 0;
    for (const { field, values } of columns) {
      values[row] = readField(field, cue.text);
      if (!Number.isNaN(values[row])) found += 1;
    }
    if (found > 0) kept.push(cue);
    else if (damage.length < mostDamage) damage.push(damageOf(cue));
  }
  for (const names of places) keepPlaces(columns, names);
  measureSpeed(columns);
  const { times, films } = timesOf(kept, clocks, zeroMs);
  const series = columns.flatMap(({ field, values }) =>
    toSeries(field, values.slice(0, kept.length)),
  );
  return {
    table: { name: "CUE", instance: 0, times, series },
    startMs: startOf(times, clocks),
    films: films.map((row, at) => filmOf(times.subarray(row, films[at + 1]))),
    damage,
  };
}

const mostDamage = 10_000;

const places = [
  ["latitude", "longitude"],
  ["homeLatitude", "homeLongitude"],
] as const;

/** Half a place is none, either. */
function keepPlaces(columns: readonly Column[], names: (typeof places)[number]): void {
  const [ys, xs] = names.map((name) => columns.find(({ field }) => field.name === name)?.values);
  if (!ys || !xs) return;
  for (let row = 0; row < ys.length; row += 1)
    if (!isPlace(ys[row] as number, xs[row] as number)) ys[row] = xs[row] = Number.NaN; // as long
}

/** Cameras that state no speed state its parts. */
function measureSpeed(columns: readonly Column[]): void {
  const [speeds, xs, ys] = ["horizontalSpeed", "droneSpeedX", "droneSpeedY"].map(
    (name) => columns.find(({ field }) => field.name === name)?.values,
  );
  if (!speeds || !xs || !ys) return;
  for (let row = 0; row < speeds.length; row += 1)
    if (Number.isNaN(speeds[row])) speeds[row] = Math.hypot(xs[row] as number, ys[row] as number); // as long
}

function damageOf({ offset, length }: Cue): Damage {
  return { offset, length, why: "not-a-sample" };
}

/** A value that no cue states has no series. */
function toSeries({ name: field, unit }: CueField, values: Float64Array): readonly Series[] {
  if (values.every((value) => Number.isNaN(value))) return [];
  const source = `CUE.${field}`;
  const name = nameOf(source);
  const whole = { source, unit, values, scale: 1, offset: 0, missing: Number.NaN };
  return [name ? { ...whole, name } : whole];
}

/** Cues without times and without clocks are a second apart, as the oldest app wrote them. */
const usualMs = 1000;

/** Bounds what a made-up file can cost. */
const mostFilms = 1000;

/** Films of one flight that were joined are no farther apart. */
const mostGapMs = 86_400_000;

type Times = {
  /** Seconds since the first cue, never going back. */
  readonly times: Float64Array;
  /** The rows with which films begin. */
  readonly films: readonly number[];
};

/** By the film's time, else by the camera's clock; from one film to the next by that clock. */
function timesOf(cues: readonly Cue[], clocks: Float64Array, zeroMs?: number): Times {
  const times = new Float64Array(cues.length);
  const films = cues.length > 0 ? [0] : [];
  const isTimed = cues.every(({ startMs }) => startMs !== undefined);
  let [shift, before, last] = [Number.NaN, Number.NaN, 0];
  for (const [row, { startMs }] of cues.entries()) {
    const stated = isTimed ? (startMs ?? Number.NaN) : (clocks[row] as number); // a clock a cue
    if (Number.isNaN(shift)) shift = -(zeroMs ?? stated);
    else if (isTimed && before - stated > usualMs) {
      shift = last + gapMs(clocks, row) - stated;
      if (films.length < mostFilms) films.push(row);
    }
    const passed = Number.isNaN(stated) ? last + (row > 0 ? usualMs : 0) : stated + shift;
    [last, before] = [Math.max(last, passed), stated];
    times[row] = last / 1000;
  }
  return { times, films };
}

/** Between a cue and the one before, as the clock says. */
function gapMs(clocks: Float64Array, row: number): number {
  const gap = (clocks[row] ?? Number.NaN) - (clocks[row - 1] ?? Number.NaN);
  return gap >= 0 && gap <= mostGapMs ? gap : usualMs;
}

function startOf(times: Float64Array, clocks: Float64Array): number | undefined {
  const first = clocks.subarray(0, times.length).findIndex((clock) => !Number.isNaN(clock));
  return first < 0 ? undefined : (clocks[first] ?? 0) - (times[first] ?? 0) * 1000;
}

function filmOf(times: Float64Array): Moment {
  const [at = 0] = times;
  return { at, until: times.at(-1) ?? at, kind: "video", level: "note", text: "" };
}
