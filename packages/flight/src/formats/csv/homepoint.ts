import type { CsvDialect, Heading } from "./dialect.ts";

/** As `toCsv` writes it: source, number of the table, shared name, unit, what a height counts from. */
const pattern = /^([^.\s]+)\.(.+?)(?:#(\d{1,4}))?(?: \(\w+\))? \[([^\]]*?)(?: above [^\]]*)?\]$/;

function headingOf(header: string): Heading {
  const [, table, field, instance = "0", unit] = pattern.exec(header) ?? [];
  if (table === undefined || field === undefined || unit === undefined)
    return { table: "LOG", instance: 0, field: header };
  return { table, instance: Number(instance), field, unit };
}

/** What Homepoint itself exports. */
export const homepoint: CsvDialect = {
  format: "homepoint-csv",
  headingOf,
  isLike: (has) => has("seconds [s]"),
  columns: {
    "seconds [s]": { part: "elapsed s" },
    "time [utc]": { part: "instant utc" },
    "osd.flightmode": { part: "mode" },
    "osd.groundorsky": { part: "in the air" },
  },
};
