import type { Clock, Moment } from "../../flight.ts";
import type { Series, Table } from "../../table.ts";

export type StartTime = { readonly startedAt?: string; readonly clock: Clock };

/** Receivers start with times of their own making; satellites have told it since before this. */
const earliestMicros = Date.UTC(2008, 0, 1) * 1000;
const latestMicros = Date.UTC(2100, 0, 1) * 1000;

const mostFixes = 512;

export type StartSources = {
  /** Tables of the receivers, the preferred first. */
  readonly receivers: readonly Table[];
  readonly startMicros: number;
  readonly texts: readonly Moment[];
  /** Seconds by which the names of log files are ahead of UTC. */
  readonly utcOffset: number;
};

/** UTC at time 0: by the satellites; else by a clock of the aircraft that was set; else unknown. */
export function findStart({ receivers, startMicros, texts, utcOffset }: StartSources): StartTime {
  for (const table of receivers) {
    const micros = bySatellites(table);
    if (micros !== undefined) return { startedAt: isoOf(micros), clock: "gps" };
  }
  if (isBelievable(startMicros)) return { startedAt: isoOf(startMicros), clock: "aircraft" };
  const micros = byFileName(texts, utcOffset);
  if (micros === undefined) return { clock: "unknown" };
  return { startedAt: isoOf(micros), clock: "aircraft" };
}

function isoOf(micros: number): string {
  return new Date(Math.round(micros / 1000)).toISOString();
}

function isBelievable(micros: number): boolean {
  return micros >= earliestMicros && micros <= latestMicros;
}

/** The middle of what the fixes say: the first ones may lack the leap seconds. */
function bySatellites({ name, times, series }: Table): number | undefined {
  const find = (field: string): Series | undefined =>
    series.find(({ source }) => source === `${name}.${field}`);
  const utc = find("time_utc_usec")?.values;
  if (!utc) return undefined;
  const shift = find("timestamp_time_relative")?.values;
  const starts: number[] = [];
  const stride = Math.max(1, Math.ceil(times.length / mostFixes));
  for (let row = 0; row < times.length; row += stride) {
    const micros = Number(utc[row]);
    const since = (times[row] as number) * 1e6 + Number(shift?.[row] ?? 0); // below the length
    if (isBelievable(micros)) starts.push(micros - since);
  }
  starts.sort((a, b) => a - b);
  return starts[starts.length >> 1];
}

const fileName = /(\d{4})-(\d\d)-(\d\d)\/(\d\d)_(\d\d)_(\d\d)\w*\.ulge?\b/;

/** The logger says which file it opens; its name is the time, where the system knows one. */
function byFileName(texts: readonly Moment[], utcOffset: number): number | undefined {
  for (const { text, at } of texts) {
    const parts = fileName.exec(text)?.slice(1).map(Number);
    if (!parts) continue;
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
    const ms = Date.UTC(year, month - 1, day, hour, minute, second) - (utcOffset + at) * 1000;
    if (isBelievable(ms * 1000)) return ms * 1000;
  }
  return undefined;
}
