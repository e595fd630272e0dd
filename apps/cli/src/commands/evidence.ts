import { describeFact, isFactKind, type Fact } from "@homepoint/evidence";
import type { EvidenceEntry } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { sentenceOf } from "../fact-sentences.ts";
import { table } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly limit?: string; readonly json?: true };

const usualLimit = 50;
const page = 1000;

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const limit = readLimit(options.limit);
    const entries: EvidenceEntry[] = [];
    let before: number | undefined;
    while (entries.length < limit && before !== 0) {
      const { size, entries: more } = await client.listEvidence({
        limit: Math.min(page, limit - entries.length),
        ...(before === undefined ? {} : { before }),
      });
      entries.push(...more);
      before = size === 0 ? 0 : (more.at(-1)?.index ?? 0);
    }
    if (options.json) output.out(JSON.stringify({ entries }, null, 2));
    else
      for (const line of table(entries.map(rowOf), ["Entry", "When (UTC)", "By", "", "What"]))
        output.out(line);
    return exitCodes.done;
  });

function readLimit(text = String(usualLimit)): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw cliProblem("wrong-usage", { what: `--limit takes a number above 0, not ${text}.` });
  return limit;
}

function rowOf({ index, state, fact }: EvidenceEntry): string[] {
  if (!fact) return [String(index), "", "", "", `(${state})`];
  const known = isFactKind(fact.kind) ? (fact as unknown as Fact) : undefined; // as the hub read it
  const mark = known && describeFact(known).level === "alarm" ? "!" : "";
  const what = known ? sentenceOf(known) : `a fact of the kind ${fact.kind}`;
  return [String(index), fact.at.slice(0, 19).replace("T", " "), fact.by, mark, what];
}
