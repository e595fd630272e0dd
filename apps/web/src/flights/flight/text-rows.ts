import type { Moment, Severity } from "@homepoint/flight";
import { matcherFor } from "./find-words.ts";

/** From worst to least. */
const severities: readonly Severity[] = [
  "emergency",
  "alert",
  "critical",
  "error",
  "warning",
  "notice",
  "information",
  "debug",
];

const severityOfLevel = { serious: "error", warning: "warning", note: "information" } as const;

/** How bad a text is: as the log grades it, else as its level says. */
export function severityOf({ severity, level }: Moment): Severity {
  return severity ?? severityOfLevel[level];
}

export const leastSeverities = ["all", "notice", "warning", "error", "critical"] as const;
export type LeastSeverity = (typeof leastSeverities)[number];

/** What was written down in words, in the order of time. */
export function textsOf(moments: readonly Moment[]): readonly Moment[] {
  return moments.filter(({ kind, text }) => kind === "app-text" && text !== "");
}

export type TextsWanted = { readonly from: LeastSeverity; readonly find: string };

export function findTexts(
  texts: readonly Moment[],
  { from, find }: TextsWanted,
): readonly Moment[] {
  const matches = matcherFor(find);
  const most = from === "all" ? severities.length : severities.indexOf(from);
  return texts.filter(
    (moment) => severities.indexOf(severityOf(moment)) <= most && matches(moment.text),
  );
}
