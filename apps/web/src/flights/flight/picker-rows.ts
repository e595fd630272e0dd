import type { PickableSeries } from "./series-list.ts";

/** A line of the list that series are chosen from: the name of a group, or a series of it. */
export type PickerRow =
  | { readonly group: string; readonly count: number }
  | { readonly series: PickableSeries; readonly number: number };

/** What is searched: title, source, table. */
export type Searchable = { readonly series: PickableSeries; readonly text: string };

export function makeSearchable(list: readonly PickableSeries[]): readonly Searchable[] {
  return list.map((series) => {
    const { key, title, source, table } = series;
    return { series, text: `${title} ${source} ${table} ${key}`.toLowerCase() };
  });
}

/** Series that hold every word, under the name of their group; `named` is that of the first. */
export function pickerRows(
  all: readonly Searchable[],
  { find, named }: { readonly find: string; readonly named: string },
): readonly PickerRow[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(({ text }) => words.every((word) => text.includes(word)));
  const groups = Map.groupBy(found, ({ series }) => (series.isNamed ? named : series.table));
  let number = 0;
  return [...groups].flatMap(([group, members]): PickerRow[] => [
    { group, count: members.length },
    ...members.map(({ series }) => ({ series, number: number++ })),
  ]);
}
