import type { Flight, Moment } from "../flight.ts";
import { nameOf } from "../series-names.ts";
import type { Series, Table } from "../table.ts";

/** Fields by their sources, `TABLE.field` or `TABLE#1.field`, each as its value at a time. */
export type MadeFields = Readonly<Record<string, (seconds: number) => number>>;

export type MadeOptions = Partial<Flight> & {
  readonly seconds?: number;
  readonly hertz?: number;
  /** What a multirotor of PX4 flies between, unless the log tells its own. */
  readonly air?: readonly [from: number, to: number] | undefined;
  readonly settings?: Readonly<Record<string, number>>;
  readonly texts?: readonly (readonly [at: number, text: string])[];
  readonly labels?: Readonly<Record<string, Readonly<Record<number, string>>>>;
};

/** A flight of a minute, in the air from 5 to 55 seconds, for tests of what rules find in it. */
export function madeFlight(fields: MadeFields, options: MadeOptions = {}) {
  const { seconds = 60, hertz = 10, air = [5, 55], settings, texts = [], labels, ...own } = options;
  const times = Float64Array.from({ length: seconds * hertz }, (_, row) => row / hertz);
  const byTable = new Map<string, Series[]>();
  for (const [key, valueOf] of Object.entries(fields)) {
    const table = key.slice(0, key.indexOf("."));
    const source = key.replace(/#\d/, "");
    const name = nameOf(source);
    const series: Series = {
      source,
      ...(name && { name }),
      unit: "1",
      values: times.map(valueOf),
      scale: 1,
      offset: 0,
      missing: Number.NaN,
      ...(labels?.[source] && { labels: labels[source] }),
    };
    byTable.set(table, [...(byTable.get(table) ?? []), series]);
  }
  const tables = [...byTable].map(([table, series]): Table => ({
    name: table.replace(/#\d/, ""),
    instance: Number(table.split("#")[1] ?? 0),
    times,
    series,
  }));
  const note = (at: number, kind: Moment["kind"], text = ""): Moment => ({
    at,
    kind,
    level: "note",
    text,
  });
  const flight: Flight = {
    format: "ulog",
    needsKeys: false,
    keyRequests: [],
    clock: "unknown",
    aircraft: {},
    batteries: [],
    stated: {},
    images: [],
    counts: {},
    positionKind: "vehicle_global_position",
    moments: [
      note(air[0], "take-off"),
      ...(air[1] < seconds ? [note(air[1], "landing")] : []),
      ...texts.map(([at, text]) => note(at, "app-text", text)),
    ],
    damage: [],
    parameters: Object.entries({ MAV_TYPE: 2, ...settings }).map(([name, value]) => ({
      name,
      value,
    })),
    ...own,
  };
  return { flight, tables };
}

/** One value for a while, and another before and behind. */
export function between(from: number, to: number, high: number, low = 0) {
  return (seconds: number): number => (seconds >= from && seconds < to ? high : low);
}

export const always = (value: number) => () => value;
