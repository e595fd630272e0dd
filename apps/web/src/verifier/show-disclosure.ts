import type { Json } from "@homepoint/base";
import {
  anywherePrimitives as primitives,
  verifyDisclosure,
  type Disclosure,
  type ReadDisclosed,
} from "@homepoint/evidence";
import { drawBlocks } from "@homepoint/inspect";
import type { VerifierWords } from "./verifier-words.ts";

const mostRows = 2_000;

export type DisclosureShown = {
  readonly ok: boolean;
  readonly lines: readonly string[];
  /** What was disclosed, as markup; nothing where it does not check out. */
  readonly below: string;
};

/** What an auditor was shown of a log, and whether it is so. */
export function showDisclosure(
  disclosure: Disclosure,
  trusted: readonly string[],
  words: VerifierWords,
): DisclosureShown {
  const parts = trusted.length > 0 ? { trusted } : {};
  const result = verifyDisclosure({ disclosure, primitives, ...parts });
  const { ok, findings, entries, keysAre, witnesses } = result;
  const say = words.disclosure;
  const shown = entries.filter(({ shown: members }) => Object.keys(members).length > 0);
  const keys = new Set(disclosure.runs.map(({ key }) => key));
  const lines = [
    ...findings.map(({ what, entry }) =>
      entry === undefined ? say.finding[what] : `${say.entry(entry)}: ${say.finding[what]}`,
    ),
    ...(ok ? [say.counts(entries.length, shown.length), say[disclosure.extent]] : []),
    ...[...keys].map((key) => `${words.signedBy} ${key}`),
    keysAre === "trusted" ? words.trusted : words.compare,
    ...witnesses.map(({ name, at }) => words.witnessed(name, at)),
  ];
  return { ok, lines, below: ok ? tableOf(shown, words) : "" };
}

function tableOf(entries: readonly ReadDisclosed[], { disclosure: say }: VerifierWords): string {
  if (entries.length === 0) return "";
  const rows = entries.slice(0, mostRows).map(({ index, hour, shown, withheld }) => {
    const { at, kind, ...rest } = shown;
    const told = Object.entries(rest).map(([name, value]) => `${name}: ${textFor(value)}`);
    const more = withheld > 0 ? [say.withheld(withheld)] : [];
    const when = typeof at === "string" ? `${at.slice(0, 19).replace("T", " ")}Z` : hour;
    return { cells: [String(index), when, textFor(kind ?? "–"), [...told, ...more].join("; ")] };
  });
  const left = entries.length - rows.length;
  return drawBlocks([
    { kind: "table", heads: [...say.heads], rows, numbers: [0], widths: [0.5, 1.4, 1.2, 4] },
    ...(left > 0 ? ([{ kind: "text", text: say.more(left) }] as const) : []),
  ]);
}

export function textFor(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
