import type { FlightList } from "@homepoint/api";

export type Group = NonNullable<FlightList["groups"]>[number];

/** A row of the list on the screen: the head of a group, or the flight at a place in the hub's list. */
type ListRow =
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: "flight"; readonly place: number };

/** Rows of the screen by number, over any number of flights, without a row for each in memory. */
export type ListRows = {
  readonly count: number;
  readonly at: (row: number) => ListRow | undefined;
  /** The row on which the flight at this place stands. */
  readonly rowOf: (place: number) => number;
  /** Flights in the list; one with two tags counts twice when grouped by tag. */
  readonly flights: number;
};

export function makeListRows(flights: number, groups: readonly Group[] | null): ListRows {
  if (!groups)
    return {
      count: flights,
      flights,
      rowOf: (place) => place,
      at: (row) => (row >= 0 && row < flights ? { kind: "flight", place: row } : undefined),
    };
  // starts[n]: places before group n; its head stands on row starts[n] + n
  const starts = [0];
  for (const group of groups) starts.push((starts.at(-1) ?? 0) + group.flights);
  const all = starts.at(-1) ?? 0;
  const groupAt = (row: number): number =>
    lastWhere(groups.length, (number) => (starts[number] ?? 0) + number <= row);
  return {
    count: all + groups.length,
    flights: all,
    rowOf: (place) =>
      place + 1 + lastWhere(groups.length, (number) => (starts[number] ?? 0) <= place),
    at: (row) => {
      if (row < 0 || row >= all + groups.length) return undefined;
      const number = groupAt(row);
      const group = groups[number];
      const head = (starts[number] ?? 0) + number;
      if (group && row === head) return { kind: "group", group };
      return { kind: "flight", place: row - number - 1 };
    },
  };
}

/** The last number below `count` for which a test that turns from true to false holds; at least 0. */
function lastWhere(count: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
