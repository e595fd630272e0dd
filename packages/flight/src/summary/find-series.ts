import { sourcesOf, type SeriesName } from "../series-names.ts";
import type { Series, Table } from "../table.ts";

export type Found = { readonly table: Table; readonly series: Series };

/** The series that the log prefers for a name, §series-names; of several instances the first. */
export function findSeries(tables: readonly Table[], name: SeriesName): Found | undefined {
  return seriesNamed(tables, name).next().value;
}

/** Every series of a name, the preferred ones first. */
export function* seriesNamed(
  tables: readonly Table[],
  name: SeriesName,
): Generator<Found, undefined> {
  for (const source of sourcesOf(name)) {
    for (const table of tables) {
      const series = table.series.find((one) => one.source === source);
      if (series) yield { table, series };
    }
  }
}
