import { readFile } from "node:fs/promises";
import {
  openReport,
  renderHtml,
  viewReport,
  writeReport,
  type ReportLanguage,
  type SignedReport,
} from "@homepoint/inspect";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { renderPdf } from "@homepoint/inspect/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { tellBlocks } from "../report-text.ts";

export type ReportOutputs = {
  readonly html?: string;
  readonly pdf?: string;
  readonly jsonFile?: string;
  readonly language?: string;
  readonly json?: true;
};

/** Renders a report anew, from a file of any of its kinds. Says nothing about whether it holds. */
export const run: Run<ReportOutputs> = async ([path = ""], options, output) => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const opened = await openReport(bytes);
  if (!opened) throw cliProblem("no-evidence", { path });
  await giveReport(opened.signed, options, output);
  return exitCodes.done;
};

/** Writes a report where it was asked for; to the terminal where nothing was. */
export async function giveReport(
  signed: SignedReport,
  options: ReportOutputs,
  output: Output,
): Promise<void> {
  const language = languageOf(options.language);
  const { html, pdf, jsonFile, json } = options;
  if (html !== undefined)
    await writeNew(html, renderHtml(signed, language, nodeEvidencePrimitives));
  if (pdf !== undefined) await writeNew(pdf, await renderPdf(signed, language));
  if (jsonFile !== undefined) await writeNew(jsonFile, writeReport(signed));
  const files = [html, pdf, jsonFile].filter((file) => file !== undefined);
  if (json) output.out(writeReport(signed).trimEnd());
  else if (files.length === 0)
    for (const line of tellBlocks(viewReport(signed, language))) output.out(line);
  else output.out(`Written: ${files.join(", ")}`);
}

function languageOf(given = "en"): ReportLanguage {
  if (given === "en" || given === "de") return given;
  throw cliProblem("wrong-usage", {
    what: "A report is in English or German: --language en or de.",
  });
}
