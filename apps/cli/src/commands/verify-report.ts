import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { textOf } from "@homepoint/base";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import {
  renderHtml,
  verifyReport,
  type BroughtCapture,
  type OpenedReport,
  type ReportBody,
  type ReportVerification,
} from "@homepoint/inspect";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { carrierSentences, reportFindingSentences, witnessSentences } from "../report-words.ts";
import { version } from "../wire.ts";

type Options = {
  readonly key?: string;
  readonly capture?: readonly string[];
  /** Witnesses that are known, and how many of them each log needs. */
  readonly witnesses?: { readonly keys: readonly string[]; readonly need: number };
  readonly json?: true;
};

/** Says whether a report checks out, who signed it, and what it says; nothing is asked of anyone. */
export async function verifyReportFile(
  { signed, carrier, bytes }: OpenedReport & { readonly bytes: Uint8Array },
  { key, capture = [], witnesses, json }: Options,
  output: Output,
): Promise<ExitCode> {
  const captures: BroughtCapture[] = [];
  for (const path of capture)
    captures.push({ name: basename(path), sha256: await hashOfFile(path) });
  const result = verifyReport(signed, {
    trusted: key === undefined ? [] : [key],
    captures,
    ...(witnesses && { witnesses }),
    primitives: nodeEvidencePrimitives,
  });
  const { report } = signed;
  const page = carrier === "html" ? comparePage(textOf(bytes), signed) : "not-a-page";
  const ok = result.ok && page !== "differs";
  if (json) {
    const { id, madeAt } = report;
    output.out(JSON.stringify({ ...result, ok, id, madeAt, carrier, page }, null, 2));
  } else {
    if (page === "differs") output.out(carrierSentences.differs);
    for (const line of tellReport(result, report.body)) output.out(line);
    if (carrier === "pdf") output.out(carrierSentences.pdf);
    if (page === "same" || page === "other-version") output.out(carrierSentences[page]);
  }
  return ok ? exitCodes.done : exitCodes.failed;
}

/** The same report gives the same page: one that differs shows something else than was signed. */
function comparePage(
  page: string,
  signed: OpenedReport["signed"],
): "same" | "differs" | "other-version" {
  const language = page.includes('<html lang="de">') ? "de" : "en";
  if (renderHtml(signed, language, nodeEvidencePrimitives) === page) return "same";
  const isOurs = signed.report.software.some(
    ({ name, version: made }) => name === "homepoint" && made === version(),
  );
  return isOurs ? "differs" : "other-version";
}

function tellReport(result: ReportVerification, body: ReportBody): readonly string[] {
  const { ok, findings, signers, keysAre, facts, checkpoints, witnesses, captures } = result;
  return [
    ok ? "This report is what was signed." : "This report does not check out:",
    ...findings.map(
      ({ what, where }) =>
        `  ${where === undefined ? "" : `${where}: `}${reportFindingSentences[what]} (${what})`,
    ),
    ...signers.map(({ key }) => `Signed by ${key}`),
    ...(keysAre === "from-the-report" && signers.length > 0
      ? ["The key came with the report. Compare it with one you were given: --key."]
      : []),
    ...checkpoints.map(({ origin, size }) => `Made at checkpoint ${size} of ${origin}.`),
    ...(checkpoints.length > 0 ? [`${facts.length} facts are proved by that.`] : []),
    ...(checkpoints.length > 0 && witnesses.length === 0 ? ["No witness cosigned it."] : []),
    ...witnesses.map(({ name, origin, seconds, keyIs }) => {
      const at =
        seconds === undefined ? "" : ` at ${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
      return `Cosigned by ${name}${at}, ${origin}: ${witnessSentences[keyIs]}.`;
    }),
    ...captures.map((name) => `${name} is a capture that this report was made of.`),
    ...(ok ? verdictLines(body) : []),
  ];
}

function verdictLines(body: ReportBody): readonly string[] {
  if (body.kind === "audit") return body.claims.map(({ claim, verdict }) => `${claim}: ${verdict}`);
  if (body.kind === "flight") return [`${body.flight.name}: ${body.flight.proof.verdict}`];
  return body.steps.map(
    ({ step, device, verdict }) =>
      `step ${step}${device === undefined ? "" : `, ${device}`}: ${verdict}`,
  );
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  } catch (cause) {
    throw cliProblem("no-file", { path }, { cause });
  }
  return hash.digest("hex");
}
