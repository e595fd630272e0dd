import {
  verifyDisclosure,
  type Disclosure,
  type DisclosureFinding,
  type DisclosureVerification,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { lineOf } from "./evidence-disclose.ts";

export type DisclosureOptions = {
  readonly trusted?: readonly string[];
  readonly witnesses?: { readonly keys: readonly string[]; readonly need: number };
  readonly json: true | undefined;
};

const sentences: Readonly<Record<DisclosureFinding["what"], string>> = {
  "unknown-key": "is signed with a key that is not trusted here",
  "bad-signature": "has a signature that does not hold",
  "not-in-the-log": "has entries that are not in the log that was signed",
  "field-does-not-match": "says something else than what was committed to",
  "entries-left-out": "left entries out, though it says that it did not",
  "not-witnessed": "was not cosigned by as many of these witnesses as it must be",
};

/** What an auditor was shown, and whether it is so. */
export function verifyDisclosureFile(
  disclosure: Disclosure,
  { json, ...elsewhere }: DisclosureOptions,
  output: Output,
): ExitCode {
  const result = verifyDisclosure({ disclosure, primitives, ...elsewhere });
  if (json) output.out(JSON.stringify(result, null, 2));
  else for (const line of linesOf(disclosure, result)) output.out(line);
  return result.ok ? exitCodes.done : exitCodes.failed;
}

function linesOf(
  { extent, runs }: Disclosure,
  { ok, findings, entries, witnesses, keysAre }: DisclosureVerification,
): readonly string[] {
  const shown = entries.filter((entry) => Object.keys(entry.shown).length > 0);
  const whole = extent === "whole" ? "with every entry in between" : "and not all in between";
  return [
    ok
      ? `All ${entries.length} entries are in the log that was signed, ${whole}; of ${shown.length} something is shown:`
      : "This disclosure does not check out:",
    ...findings.map(({ generation, entry, what }) => {
      const at = entry === undefined ? "" : `, entry ${entry}`;
      return `  generation ${generation}${at}: ${sentences[what]} (${what})`;
    }),
    ...shown.map((entry) => `  ${lineOf({ ...entry, shown: { ...entry.shown } })}`),
    ...witnesses.map(
      ({ name, size, at, generation }) =>
        `  generation ${generation}: ${name} cosigned the first ${size} entries at ${at.slice(0, 19)}Z`,
    ),
    ...(keysAre === "from-the-file"
      ? [`The key came with the file. Compare it with one you were given: ${runs[0]?.key ?? ""}`]
      : []),
  ];
}
