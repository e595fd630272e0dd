import { valueAt, type Series, type Table } from "../../table.ts";

/** Exports write 0, 0 while there is no fix. That place, and what is no place, is missing. */
export function withoutNowhere(table: Table): Table {
  const north = named(table, "latitude");
  const east = named(table, "longitude");
  if (!north || !east) return table;
  for (let row = 0; row < table.times.length; row += 1) {
    const [latitude, longitude] = [valueAt(north, row), valueAt(east, row)];
    const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (isPlace && (latitude !== 0 || longitude !== 0)) continue;
    take(north, row);
    take(east, row);
  }
  return table;
}

function named({ series }: Table, name: "latitude" | "longitude"): Series | undefined {
  return series.find((one) => one.name === name);
}

/** The reader's own values, which nobody else has seen yet. */
function take({ values, missing }: Series, row: number): void {
  if (typeof missing === "number") (values as Float64Array)[row] = missing; // of numbers, not bigints
}
