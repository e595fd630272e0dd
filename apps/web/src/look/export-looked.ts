import type { Columns } from "@homepoint/flight";
import { saveFile } from "../design/save-file.ts";
import type { LookedAt } from "./look.ts";

export const lookFormats = ["original", "csv", "geojson", "kml", "gpx"] as const;
export type LookFormat = (typeof lookFormats)[number];

/** Makes a file of a flight in this browser and hands it to the person; the hub hears nothing. */
export async function exportLooked(
  flight: LookedAt,
  columns: Columns,
  format: LookFormat,
): Promise<void> {
  if (format === "original") return saveFile(flight.file.name, flight.file);
  const { toCsv, toGeoJson, toGpx, toKml } = await import("@homepoint/flight");
  const write = { csv: toCsv, geojson: toGeoJson, kml: toKml, gpx: toGpx }[format];
  const tables = [];
  for await (const table of columns.decodeTables()) tables.push(table);
  const { flight: read, summary } = columns.directory;
  const parts = [...write({ flight: read, summary, tables })];
  const name = flight.file.name.replace(/\.[^.]*$/, "");
  return saveFile(`${name}.${format}`, parts.join(""));
}
