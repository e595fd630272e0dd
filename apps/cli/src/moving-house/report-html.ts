import type { HouseReport } from "@homepoint/flight";
import { doubledSentence, failedLine, missingLine, strangerSentences } from "./tell-report.ts";

const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 3rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; }
p { margin-top: 0.25rem; }
table { border-collapse: collapse; margin: 1.5rem 0; }
th, td { text-align: start; padding: 0.4rem 1.5rem 0.4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); vertical-align: top; }
td.number { font-variant-numeric: tabular-nums; font-weight: 600; text-align: end; }
li { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } }
`;

/** The reconciliation as a page of its own: it asks nobody for anything, and prints. */
export function reportHtml(report: HouseReport, madeAt: Date): string {
  const { lists, expected, found, missing, doubled, failed, notRead, logs, flights } = report;
  const of = lists.length > 0 ? `flights, by ${lists.join(", ")}` : "logs";
  const doubledCount = doubled.files.length + doubled.flights.length;
  const rows: readonly (readonly [string, number, string])[] = [
    ["Expected", expected, of],
    ["Found", found, ""],
    ["Missing", missing.length, ""],
    ["Doubled", doubledCount, doubledCount > 0 ? doubledSentence(doubled) : ""],
    ...(failed.length > 0 ? [["Failed", failed.length, "files not taken in"] as const] : []),
    ["Not read", notRead.length, ""],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Homepoint: reconciliation</title>
<style>${style}</style>
</head>
<body>
<h1>Reconciliation</h1>
<p>${escapeHtml(madeAt.toISOString().slice(0, 16).replace("T", " "))} UTC · ${logs} logs, ${flights} flights</p>
<table>
${rows.map(([name, count, more]) => `<tr><th>${name}</th><td class="number">${count}</td><td>${escapeHtml(more)}</td></tr>`).join("\n")}
</table>
${section("Missing", missing.map(missingLine))}
${section("Not taken in", failed.map(failedLine))}
${section("Files of equal content", doubled.files)}
${section(
  "Not read",
  notRead.map(({ path, stranger }) => `${path}: ${strangerSentences[stranger]}`),
)}
</body>
</html>
`;
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("\n");
  return `<h2>${title}</h2>\n<ul>\n${items}\n</ul>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => entities[letter] as string); // it has all four
}
