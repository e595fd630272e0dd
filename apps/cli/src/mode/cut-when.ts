import { createInterface } from "node:readline/promises";
import { isProblem, type Problem } from "@homepoint/base";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";

export type CutOptions = { readonly now?: true; readonly afterLanding?: true };
export type CutWhen = "now" | "after-landing";

export const cutOptions = [
  ["--now", "even where it cuts RTK or the mobile link of an aircraft in the air"],
  ["--after-landing", "where it would cut those: once `mode landed` says so, or an hour later"],
] as const;

/** @throws cli/wrong-usage */
function readCutWhen({ now, afterLanding }: CutOptions): CutWhen | undefined {
  if (now && afterLanding)
    throw cliProblem("wrong-usage", { what: "Give --now or --after-landing, not both." });
  return now ? "now" : afterLanding ? "after-landing" : undefined;
}

/** Safety first: whoever would cut a link of an aircraft says when, in the terminal or by option. */
export async function withCutWhen<Result>(
  options: CutOptions,
  output: Output,
  work: (when: CutWhen | undefined) => Promise<Result>,
): Promise<Result> {
  const given = readCutWhen(options);
  try {
    return await work(given);
  } catch (error) {
    if (!isProblem(error, "hub/cuts-link") || given !== undefined) throw error;
    if (!process.stdin.isTTY)
      throw cliProblem("wrong-usage", {
        what: `${(error as Problem).message} Give --now or --after-landing.`,
      });
    output.err((error as Problem).message);
    return work(await askWhen());
  }
}

async function askWhen(): Promise<CutWhen> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question("Now, or after landing? [n/A] ");
    return /^n(ow)?$/i.test(answer.trim()) ? "now" : "after-landing";
  } finally {
    lines.close();
  }
}
