import type { Verification } from "@homepoint/evidence";

type FindingCode = Verification["findings"][number]["what"];

/** What was found wrong. A code that is missing here does not compile. */
const findingSentences: Readonly<Record<FindingCode, string>> = {
  "no-log": "says of no log that it is the current one",
  "missing-file": "is missing",
  "unreadable-file": "cannot be read",
  "unknown-key": "is signed with a key that is not trusted here",
  "bad-signature": "has a signature that does not hold",
  "root-does-not-match": "does not have the root that was signed",
  "rolled-back": "ends before a checkpoint that is known",
  forked: "is another log than the one of a known checkpoint",
  "generation-missing": "is missing, and another follows it",
  "chain-broken": "does not follow the one before it",
  "bad-cosignature": "has a cosignature that its witness did not make",
  "not-witnessed": "was not cosigned by as many of these witnesses as it must be",
  "bad-stamp": "has a time stamp that does not hold",
  "entry-changed": "was changed",
  "entry-dropped": "was left out",
  "entry-inserted": "was put in",
  "entries-reordered": "are in another order",
  "entries-missing": "are missing at the end",
  "entries-surplus": "are more than were signed",
  "not-a-leaf": "is no entry of this format",
  "bundle-changed": "was changed",
  "tile-changed": "was changed",
  "opening-changed": "says something else than what was committed to",
  "opening-missing": "is missing, and was not destroyed on purpose",
};

type Found = { readonly where: string; readonly what: string; readonly entry?: number | undefined };

/** What is wrong, and where. */
export function findingLine({ where, what, entry }: Found): string {
  const at = entry === undefined ? "" : `, entry ${entry}`;
  return `  ${where}${at}: ${findingSentences[what as FindingCode] ?? "does not check out"} (${what})`; // a newer hub may know more
}
