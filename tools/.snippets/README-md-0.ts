import { readFile } from "node:fs/promises";
import { openLog, summarize, toGeoJson } from "@homepoint/flight";

const log = await openLog(
  await readFile("DJIFlightRecord_2024-05-02.txt"),
  "DJIFlightRecord_2024-05-02.txt",
);
for (const [number, flight] of log.flights.entries()) {
  const summary = summarize(log, number);
  console.log(summary?.startedAt, summary?.maxHeightMeters, flight.damage.length);
  const tables = [...log.tables(number)];
  console.log(tables.map(({ name, series }) => `${name}: ${series.length} series`));
}

export {};
