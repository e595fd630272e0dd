import type { FlightRow } from "@homepoint/api";
import { aircraftText } from "../flights/columns.ts";
import type { FlightSearch } from "../flights/flight-search.ts";

/** As the hub sorts: what is not known comes last in both orders. */
export function sortLooked(rows: readonly FlightRow[], search: FlightSearch): FlightRow[] {
  const { sort = "startedAt", order = "descending" } = search;
  const turn = order === "descending" ? -1 : 1;
  const valueOf = (row: FlightRow): string | number | null =>
    sort === "aircraft" ? (aircraftText(row) ?? null) : row[sort];
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === y) return 0;
    if (x === null) return 1;
    if (y === null) return -1;
    return x < y ? -turn : turn;
  });
}
