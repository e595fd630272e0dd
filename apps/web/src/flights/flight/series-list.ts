import { seriesNames, type Directory, type SeriesEntry, type SeriesName } from "@homepoint/flight";
import { isWordId, type Say } from "../../words/i18n.ts";

/** A series that can be put into a chart. `key` stands in the address: its shared name, else its source. */
export type PickableSeries = {
  readonly key: string;
  readonly title: string;
  readonly source: string;
  readonly unit: string;
  readonly rows: number;
  /** It has a name that makers share. */
  readonly isNamed: boolean;
};

/** Every series of a flight, the named ones first and in the order of the shared names. */
export function listSeries({ tables }: Directory, say: Say): PickableSeries[] {
  const all = tables.flatMap(({ series, rows }) => series.map((entry) => ({ entry, rows })));
  const named = new Map<string, (typeof all)[number]>();
  for (const name of Object.keys(seriesNames) as SeriesName[]) {
    const { sources } = seriesNames[name];
    const own = all.filter(({ entry }) => entry.name === name);
    const best = [...sources, undefined].flatMap(
      (source) => own.find(({ entry }) => source === undefined || entry.source === source) ?? [],
    )[0];
    if (best) named.set(name, best);
  }
  const chosen = new Set([...named.values()].map(({ entry }) => entry));
  const sources = new Set<string>();
  const rest = all.filter(({ entry }) => {
    if (chosen.has(entry) || sources.has(entry.source)) return false;
    sources.add(entry.source);
    return true;
  });
  return [
    ...[...named].map(([key, { entry, rows }]) => describe({ key, entry, rows }, say)),
    ...rest
      .toSorted((a, b) => (a.entry.source < b.entry.source ? -1 : 1))
      .map(({ entry, rows }) => describe({ key: entry.source, entry, rows }, say)),
  ];
}

type Found = { readonly key: string; readonly entry: SeriesEntry; readonly rows: number };

function describe({ key, entry, rows }: Found, say: Say): PickableSeries {
  const isNamed = key === entry.name;
  return {
    key,
    title: isNamed ? seriesTitle(key, say) : entry.source,
    source: entry.source,
    unit: entry.unit ?? "1",
    rows,
    isNamed,
  };
}

/** What people call a series of a shared name; other series are called by their source. */
export function seriesTitle(key: string, say: Say): string {
  const cell = /^cellVoltage(\d+)$/.exec(key)?.[1];
  if (cell !== undefined) return say("series.cell", { number: cell });
  const id = `series.${key}`;
  return isWordId(id) ? say(id) : key;
}

/** What a page begins with, where the log has it. */
const firstShown = ["height", "speed", "batteryPercent", "verticalSpeed", "distanceFromHome"];
const mostFirstShown = 3;

export function firstSeries(list: readonly PickableSeries[]): string[] {
  const known = firstShown.filter((key) => list.some((series) => series.key === key));
  const others = list.filter(({ isNamed }) => isNamed).map(({ key }) => key);
  return (known.length > 0 ? known : others).slice(0, mostFirstShown);
}
