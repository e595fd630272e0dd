import type { Damage, Flight, Moment } from "../../flight.ts";
import { headLength, type FlightReader, type OpenLog } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { nameOf } from "../../series-names.ts";
import type { Series, Table } from "../../table.ts";
import { readCues, type Cue } from "./cues.ts";
import { cueFields, readClock, type CueField } from "./fields.ts";

/** What no film's subtitles say, and every style of the maker's does. */
const signature =
  /\[(?:iso|latitude|shutter) ?:|F\/[\d.]+, SS |\b(?:GPS|HOME) ?\(-?\d|ISO:\d+ (?:Shutter|TV):/;

/** Subtitles that DJI aircraft write beside a film, `.SRT`: a sample of the flight in each cue. */
export const djiSrtReader: FlightReader = {
  format: "dji-srt",
  version: 1,

  recognize(head) {
    return isSubtitles(latin(head));
  },

  async open(bytes) {
    const text = latin(bytes);
    if (!isSubtitles(text)) throw problem("unknown-format", { name: "this file" });
    return openSubtitles([...readCues(text)]);
  },
};

/** A character for each byte: all that matters is ASCII, and places in the text are offsets. */
function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function isSubtitles(whole: string): boolean {
  const text = whole.slice(0, headLength);
  return /^(?:\u00ef\u00bb\u00bf)?\s*\d+\s/.test(text) && signature.test(text);
}

function openSubtitles(cues: readonly Cue[]): OpenLog {
  const columns = cueFields.map((field) => ({ field, values: new Float64Array(cues.length) }));
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
  const times = timesOf(kept, clocks);
  const series = columns.flatMap(({ field, values }) =>
    toSeries(field, values.slice(0, kept.length)),
  );
  const table: Table = { name: "CUE", instance: 0, times, series };
  const flight = describe(kept.length, { times, clocks, damage });
  return {
    flights: [flight],
    tables: (number) => (number === 0 && kept.length > 0 ? [table] : []),
  };
}

const mostDamage = 10_000;

function damageOf({ offset, length }: Cue): Damage {
  return { offset, length, why: "not-a-sample" };
}

function readField({ patterns, read }: CueField, text: string): number {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    const value = found === undefined ? Number.NaN : Number(found);
    if (Number.isFinite(value)) return finite(read ? read(value) : value);
  }
  return Number.NaN;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
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

/** Seconds since the first cue: by the film's time, else by the camera's clock. Never going back. */
function timesOf(cues: readonly Cue[], clocks: Float64Array): Float64Array {
  const times = new Float64Array(cues.length);
  const isTimed = cues.every(({ startMs }) => startMs !== undefined);
  let first = Number.NaN;
  let last = 0;
  for (const [row, { startMs }] of cues.entries()) {
    const stated = isTimed ? (startMs ?? Number.NaN) : (clocks[row] as number); // a clock a cue
    if (Number.isNaN(first)) first = stated;
    const passed = Number.isNaN(stated) ? last + (row > 0 ? usualMs : 0) : stated - first;
    last = Math.max(last, passed);
    times[row] = last / 1000;
  }
  return times;
}

type Found = {
  readonly times: Float64Array;
  readonly clocks: Float64Array;
  readonly damage: readonly Damage[];
};

function describe(rows: number, { times, clocks, damage }: Found): Flight {
  const first = clocks.subarray(0, rows).findIndex((clock) => !Number.isNaN(clock));
  const startMs = first < 0 ? undefined : (clocks[first] ?? 0) - (times[first] ?? 0) * 1000;
  const startedAt = startMs && new Date(startMs).toISOString().slice(0, -1); // no zone: no Z
  return {
    format: "dji-srt",
    needsKeys: false,
    keyRequests: [],
    ...(startedAt ? { startedAt, clock: "camera" } : { clock: "unknown" }),
    aircraft: { maker: "DJI" },
    batteries: [],
    stated: {},
    images: [],
    counts: { CUE: rows },
    positionKind: "CUE",
    moments: rows > 0 ? [filmOf(times)] : [],
    damage,
  };
}

/** The whole log is one film. */
function filmOf(times: Float64Array): Moment {
  const until = times.at(-1) ?? 0;
  return { at: 0, until, kind: "video", level: "note", text: "" };
}
