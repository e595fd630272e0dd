import { utf8 } from "@homepoint/base";
import { readDisclosure, readProof } from "@homepoint/evidence";
import type { Report, ReportBody, ReportLog, SignedReport } from "../report.ts";
import { de } from "../words/de.ts";
import { en } from "../words/en.ts";
import type { ReportWords } from "../words/report-words.ts";
import { auditBlocks } from "./audit-view.ts";
import type { Block } from "./block.ts";
import { timeText } from "./figures.ts";
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

type Fields = readonly { readonly name: string; readonly value: unknown }[];

/** What is disclosed of each fact; whether it verifies is for `verifyReport`. */
function shownFields({ facts, disclosure }: ReportLog): readonly Fields[] {
  const read = disclosure && readDisclosure(utf8(JSON.stringify(disclosure)));
  const entries = (read?.runs ?? []).flatMap((run) => run.entries);
  const proofs = facts.flatMap(({ proof }) => readProof(utf8(JSON.stringify(proof))) ?? []);
  return [...proofs, ...entries].map(({ fields }) => fields);
}

function logBlocks({ log }: Report, words: ReportWords): readonly Block[] {
  if (!log) return [{ kind: "text", text: words.noLog, tone: "doubt" }];
  const facts = shownFields(log).map((fields) => {
    const shown = new Map<string, unknown>(fields.map(({ name, value }) => [name, value]));
    const told = (name: string) => (typeof shown.get(name) === "string" ? shown.get(name) : "");
    const rest = [...shown.keys()].filter((name) => !["kind", "at", "by"].includes(name));
    return { cells: [String(told("at")), String(told("kind")), rest.join(", ")] };
  });
  const { heads } = words;
  return [
    ...(facts.length > 0
      ? ([
          { kind: "heading", text: heads.facts, level: 3 },
          {
            kind: "table",
            heads: [heads.at, heads.state, heads.points],
            rows: facts,
            numbers: [],
            widths: [1.4, 1, 2],
          },
          { kind: "text", text: words.notDisclosed },
        ] as const)
      : []),
    { kind: "code", text: log.checkpoint.trimEnd(), below: words.checkpoint },
    { kind: "qr", text: log.checkpoint, below: words.checkpoint },
  ];
}
