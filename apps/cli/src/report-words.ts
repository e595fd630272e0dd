import type { ReportFinding, ReportWitness } from "@homepoint/inspect";

/** What was found wrong with a report. A code that is missing here does not compile. */
export const reportFindingSentences: Readonly<Record<ReportFinding, string>> = {
  "report-changed": "it says something else than what was signed",
  "not-signed": "nobody signed it",
  "bad-signature": "a signature does not hold",
  "unknown-signer": "none of the keys you gave signed it",
  "bad-checkpoint": "its checkpoint is not signed by its log",
  "unknown-log": "its log is another than the one you gave the key of",
  "fact-not-proved": "a fact is not proved",
  "fact-of-another-log": "a fact is proved by another checkpoint",
  "not-on-record": "it says something that the facts in it do not",
  "not-witnessed": "fewer of the witnesses you named cosigned it than you ask for",
  "bad-cosignature": "a witness that it names did not sign its checkpoint",
  "verdict-does-not-follow": "a verdict does not follow from what it says was seen",
  "plant-does-not-fit": "the planted leak is not the one that was bound before",
  "capture-differs": "is none of the captures that it was made of",
};

/** What the line of a witness is worth. */
export const witnessSentences: Readonly<Record<ReportWitness["keyIs"], string>> = {
  known: "a witness you know",
  "from-the-report": "its key came with the report: compare it",
  unknown: "nobody gave its key, so its line says nothing",
};

export const carrierSentences = {
  same: "The page shows this report, and nothing else.",
  differs: "The page shows something else than the report in it: do not believe the page.",
  "other-version":
    "The report was verified, not the page: another version made it. homepoint report show renders it anew.",
  pdf: "What was verified is the report attached to the PDF; its pages are for people.",
} as const;
