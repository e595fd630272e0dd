import {
  momentKinds,
  type Clock,
  type Damage,
  type Flight,
  type Moment,
  type Property,
} from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import { nameOf, seriesNames } from "../series-names.ts";
import { rowAt, type Series, type Table } from "../table.ts";
import type { Unit } from "../units.ts";
import type { Gap } from "./gaps.ts";
import { believeStamps } from "./stamps.ts";
import { deriveMeasures } from "./track-measures.ts";
import type { TrackRows } from "./track-rows.ts";

/** A place that somebody marked. */
export type Mark = {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  /** Since 1970; NaN where it does not say. */
  readonly ms: number;
};

/** One track of a file. */
type FoundTrack = {
  readonly rows: TrackRows;
  /** Fields that are called otherwise in this track. */
  readonly names?: Readonly<Record<string, string>>;
  readonly aircraft?: Flight["aircraft"];
  readonly properties?: readonly Property[];
  readonly series?: (times: Float64Array) => readonly Series[];
};

export type FoundTracks = {
  readonly format: string;
  readonly formatVersion?: number;
  /** Of its one table. */
  readonly table: string;
  readonly clock: Clock;
  readonly latitude: string;
  readonly longitude: string;
  /** Units of fields; all others have none. */
  readonly units: Readonly<Record<string, Unit>>;
  readonly tracks: readonly FoundTrack[];
  readonly marks: readonly Mark[];
  readonly gaps: readonly Gap[];
};

/** A file of tracks: each is a flight with one table. */
export class TrackLog implements OpenLog {
  readonly flights: readonly Flight[];
  readonly #found: FoundTracks;
  readonly #timed: readonly TimedTrack[];

  constructor(found: FoundTracks) {
    this.#found = found;
    this.#timed = found.tracks.map((track) => timeTrack(found, track));
    this.flights = this.#timed.map((timed, at) => describeTrack(found, { timed, at }));
  }

  *tables(flight: number): Iterable<Table> {
    const timed = this.#timed[flight];
    if (timed) yield tableOf(this.#found, timed);
  }
}

type TimedTrack = FoundTrack & {
  readonly times: Float64Array;
  readonly startedMs?: number;
  readonly isTimed: boolean;
};

/** Times before are those of clocks that were never set. */
const earliestMs = Date.UTC(1980, 0, 1);

function timeTrack(found: FoundTracks, track: FoundTrack): TimedTrack {
  const { seconds, firstMicros } = believeStamps(track.rows.stamps);
  if (firstMicros === undefined)
    return { ...track, times: madeUp(found, track.rows), isTimed: false };
  const startedMs = firstMicros / 1000;
  let last = 0;
  for (let row = 0; row < seconds.length; row += 1)
    seconds[row] = last = Math.max(last, seconds[row] as number); // below the length
  return { ...track, times: seconds, isTimed: true, ...(startedMs >= earliestMs && { startedMs }) };
}

/** No aircraft of these files is faster, so no point is out of reach of the one before. */
const metersPerSecond = 50;
const metersPerDegree = 111_195;

/** For rows that say no time: a second apart, or as long as the way takes. */
function madeUp({ latitude, longitude }: FoundTracks, rows: TrackRows): Float64Array {
  const [north, east] = [rows.numbers(latitude), rows.numbers(longitude)];
  const times = new Float64Array(rows.count);
  for (let row = 1; row < times.length; row += 1) {
    const y = (north[row] as number) - (north[row - 1] as number); // below the length, as below
    const x = (east[row] as number) - (east[row - 1] as number);
    const way = Math.hypot(y, x * Math.cos(((north[row] as number) * Math.PI) / 180));
    const seconds = Math.min(3600, (way * metersPerDegree) / metersPerSecond) || 1;
    times[row] = (times[row - 1] as number) + Math.max(1, Math.round(seconds));
  }
  return times;
}

function tableOf(found: FoundTracks, track: TimedTrack): Table {
  const { rows, times, names, isTimed, series: derived } = track;
  const series = rows.fields.flatMap((written): readonly Series[] => {
    const column = rows.column(written);
    if (!column) return [];
    const field = names?.[written] ?? written;
    const source = `${found.table}.${field}`;
    const unit = (Object.hasOwn(found.units, field) && found.units[field]) || "1";
    const name = nameOf(source);
    const isNamed = name && seriesNames[name].unit === unit;
    return [{ source, ...(isNamed && { name }), unit, ...column, offset: 0 }];
  });
  const stated = [...series, ...(derived?.(times) ?? [])];
  const measures = deriveMeasures({ table: found.table, times, series: stated, isTimed });
  return { name: found.table, instance: 0, times, series: [...stated, ...measures] };
}

type Numbered = { readonly timed: TimedTrack; readonly at: number };

function describeTrack(found: FoundTracks, { timed, at }: Numbered): Flight {
  const { rows, startedMs, isTimed, properties = [] } = timed;
  return {
    format: found.format,
    formatVersion: found.formatVersion,
    needsKeys: false,
    keyRequests: [],
    ...(startedMs === undefined
      ? { clock: "unknown" }
      : { startedAt: new Date(startedMs).toISOString(), clock: found.clock }),
    ...(!isTimed && { untimed: true }),
    aircraft: timed.aircraft ?? {},
    batteries: [],
    stated: {},
    images: [],
    counts: { [found.table]: rows.count },
    positionKind: found.table,
    moments: momentsOf(found.marks, timed),
    damage: damageOf(found, { timed, at }),
    ...(properties.length > 0 && { properties }),
  };
}

const kinds: ReadonlySet<string> = new Set(momentKinds);

/** Marks of the time of a track. Those that Homepoint wrote begin with the kind of moment. */
function momentsOf(marks: readonly Mark[], { times, startedMs }: TimedTrack): readonly Moment[] {
  if (startedMs === undefined) return [];
  const end = times.at(-1) ?? 0;
  const moments = marks.flatMap(({ ms, name, latitude, longitude }): readonly Moment[] => {
    const at = (ms - startedMs) / 1000;
    if (!(at >= 0 && at <= end)) return [];
    const [, kind = "", text = ""] = /^([a-z-]+)(?:: (.*))?$/s.exec(name) ?? [];
    const told = kinds.has(kind)
      ? { kind: kind as Moment["kind"], text }
      : { kind: "app-text" as const, text: name };
    return [{ at, level: "note", ...told, values: { latitude, longitude } }];
  });
  return moments.sort((a, b) => a.at - b.at);
}

/** Damage goes with the track before it; that before all tracks with the first. */
function damageOf({ tracks, gaps }: FoundTracks, { timed, at }: Numbered): readonly Damage[] {
  const { offsets } = timed.rows;
  const from = at === 0 ? 0 : (offsets[0] ?? 0);
  const next = tracks[at + 1]?.rows.offsets[0] ?? Number.POSITIVE_INFINITY;
  const own = gaps.filter(({ offset }) => offset >= from && offset < next);
  return own.map((gap) => {
    const row = rowAt(offsets, gap.offset);
    const [before, behind] = [timed.times[row], timed.times[row + 1]];
    return {
      ...gap,
      ...(before !== undefined && { from: before }),
      ...(behind !== undefined && { to: behind }),
    };
  });
}
