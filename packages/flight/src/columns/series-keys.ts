import type { Directory, SeriesEntry, TableEntry } from "./directory.ts";

/** A series, and what it is asked for by: no two of a file have the same key. */
export type KeyedSeries = {
  readonly key: string;
  readonly table: TableEntry;
  readonly series: SeriesEntry;
  /** Its key is a name that makers share. */
  readonly isNamed: boolean;
};

/**
 * Every series of a file, in its order. The preferred one of a shared name has that name for a key;
 * others have their source, with the instance of their table unless it is 0:
 * `battery_status.voltage_v#1`. So keys say the same in all logs of a format.
 */
export function keySeries(directory: Directory): readonly KeyedSeries[] {
  const named = preferredOf(directory);
  const taken = new Set<string>(named.values());
  return directory.tables.flatMap((table) =>
    table.series.map((series): KeyedSeries => {
      const name = named.get(series);
      if (name !== undefined) return { key: name, table, series, isNamed: true };
      const key = freeKey(series.source, table.instance, taken);
      taken.add(key);
      return { key, table, series, isNamed: false };
    }),
  );
}

/** For each name that occurs the series that the overview has, else the first. */
function preferredOf({ tables, overview }: Directory): ReadonlyMap<SeriesEntry, string> {
  const inOverview = overview.buckets.flatMap(({ table, series }) =>
    series.flatMap((one) => tables[table]?.series[one.series] ?? []),
  );
  const names = new Set<string>();
  const preferred = new Map<SeriesEntry, string>();
  for (const series of [...inOverview, ...tables.flatMap((table) => table.series)]) {
    if (series.name === undefined || names.has(series.name)) continue;
    names.add(series.name);
    preferred.set(series, series.name);
  }
  return preferred;
}

function freeKey(source: string, instance: number, taken: ReadonlySet<string>): string {
  const key = instance > 0 ? `${source}#${instance}` : source;
  if (!taken.has(key)) return key;
  let number = 2;
  while (taken.has(`${key}.${number}`)) number += 1;
  return `${key}.${number}`;
}

/** The series of some keys; one that is named is also found by its source. */
export function findByKeys(
  directory: Directory,
  keys: readonly string[],
): ReadonlyMap<SeriesEntry, readonly string[]> {
  const all = keySeries(directory);
  const byKey = new Map(all.map(({ key, series }) => [key, series]));
  const found = new Map<SeriesEntry, string[]>();
  for (const key of new Set(keys)) {
    const series = byKey.get(key) ?? all.find((one) => one.series.source === key)?.series;
    if (series) found.set(series, [...(found.get(series) ?? []), key]);
  }
  return found;
}
