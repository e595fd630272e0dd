import type { FailedFile, HouseReport, MissingFlight, Stranger } from "@homepoint/flight";
import { counted, duration, type Output } from "../output.ts";

const few = 10;

/** What cannot be read, and the way that there is. */
export const strangerSentences: Readonly<Record<Stranger, string>> = {
  "open-dronelog-database":
    "Open DroneLog's own database. Open it there, export all flights as CSV, and take those in: names, notes and tags come along.",
  "open-dronelog-json":
    "Open DroneLog's export as JSON. Export the flight there as CSV, which tells the same, and take that in.",
  "sqlite-database":
    "another program's database. Export its flights there as CSV, GPX or KML, and take those in.",
  "foreign-archive": "an archive that is not looked into. Unpack it, and take the folder in.",
};

/** The reconciliation on a terminal. */
export function tellReport(report: HouseReport, output: Output): void {
  const { lists, expected, found, missing, doubled, failed, notRead } = report;
  const what = lists.length > 0 ? `flights, by ${lists.join(", ")}` : "logs";
  output.out("Reconciliation");
  output.out(`  Expected  ${expected} ${what}`);
  output.out(`  Found     ${found}`);
  output.out(`  Missing   ${missing.length}`);
  tellFew(missing.map(missingLine), output);
  output.out(`  Doubled   ${doubledSentence(doubled)}`);
  tellFew(doubled.files, output);
  if (failed.length > 0) {
    output.out(`  Failed    ${counted(failed.length, "file")} not taken in`);
    tellFew(failed.map(failedLine), output);
  }
  if (notRead.length === 0) return;
  output.out(`  Not read  ${notRead.length}`);
  tellFew(
    notRead.map(({ path, stranger }) => `${path}: ${strangerSentences[stranger]}`),
    output,
  );
}

export function doubledSentence({ files, flights }: HouseReport["doubled"]): string {
  if (files.length + flights.length === 0) return "0";
  const parts = [
    ...(files.length > 0 ? [`${counted(files.length, "file")} of equal content`] : []),
    ...(flights.length > 0
      ? [`${counted(flights.length, "flight")} in several logs (homepoint flights --offers)`]
      : []),
  ];
  return parts.join(", ");
}

export function missingLine(missing: MissingFlight): string {
  if (missing.kind === "file") return failedLine(missing);
  const { line, startMs, durationSeconds, aircraft, written } = missing.listed;
  const when = new Date(startMs).toISOString().slice(0, 16).replace("T", " ");
  const parts = [when, duration(durationSeconds), aircraft, written?.name];
  return `${missing.list}, line ${line}: ${parts.filter(Boolean).join("  ")}`;
}

export function failedLine({ path, because }: FailedFile): string {
  return `${path}${because === undefined ? "" : `: ${because}`}`;
}

function tellFew(lines: readonly string[], output: Output): void {
  for (const line of lines.slice(0, few)) output.out(`    ${line}`);
  if (lines.length > few) output.out(`    … and ${lines.length - few} more`);
}
