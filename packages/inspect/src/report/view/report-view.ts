import type { ReportBody, SignedReport } from "../report.ts";
import { de } from "../words/de.ts";
import { en } from "../words/en.ts";
import type { ReportWords } from "../words/report-words.ts";
import { auditBlocks } from "./audit-view.ts";
import type { Block } from "./block.ts";
import { timeText } from "./figures.ts";
import { logBlocks } from "./logs-view.ts";
import { flightBlocks, stepsBlocks } from "./steps-view.ts";

export type ReportLanguage = "en" | "de";

export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = { en, de };

/** What page, PDF, terminal and web app show of a report: one model for all. */
export function viewReport(signed: SignedReport, language: ReportLanguage): readonly Block[] {
  const words = reportWords[language];
  const { report, keys } = signed;
  return [
    {
      kind: "title",
      text: titleOf(report.body, words),
      below: [`${report.id} · ${words.made} ${timeText(report.madeAt)}`],
    },
    ...bodyBlocks(report.body, words),
    { kind: "heading", text: words.heads.evidence, level: 2 },
    ...logBlocks(report, words),
    { kind: "text", text: `${words.signedBy}:` },
    { kind: "code", text: keys.join("\n"), below: words.keyNote },
    { kind: "heading", text: words.heads.verify, level: 2 },
    { kind: "text", text: words.verifyText },
    { kind: "heading", text: words.heads.software, level: 2 },
    { kind: "pairs", rows: report.software.map(({ name, version }) => [name, version] as const) },
  ];
}

export function titleOf(body: ReportBody, words: ReportWords): string {
  const title = words.title[body.kind];
  if (body.kind === "audit") return `${title}: ${body.scope.app} ${body.scope.appVersion}`.trim();
  return body.kind === "flight" ? `${title}: ${body.flight.name}` : title;
}

function bodyBlocks(body: ReportBody, words: ReportWords): readonly Block[] {
  switch (body.kind) {
    case "audit":
      return auditBlocks(body, words);
    case "steps":
      return stepsBlocks(body, words);
    case "flight":
      return flightBlocks(body, words);
    default:
      return body satisfies never;
  }
}
