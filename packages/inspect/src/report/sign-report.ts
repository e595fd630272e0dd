import { canonicalBytes, canonicalJson, textOf, toBase64, type Json } from "@homepoint/base";
import {
  formatVerifierKey,
  signNote,
  type EvidencePrimitives,
  type SignerKey,
} from "@homepoint/evidence";
import { inspectProblem } from "../problems.ts";
import {
  longestReport,
  reportFormat,
  signedShape,
  type Report,
  type SignedReport,
} from "./report.ts";

/** The text that a signature is for: what it is, and the SHA-256 of its canonical JSON. */
export function noteTextOf(report: Report, { sha256 }: Pick<EvidencePrimitives, "sha256">): string {
  // A report is read from JSON, or made to be.
  const hash = sha256(canonicalBytes(report as unknown as Json));
  return `${reportFormat}\n${report.body.kind} ${report.id}\n${toBase64(hash)}\n`;
}

/** @throws inspect/not-a-report where it would not be read again */
export function signReport(
  report: Report,
  key: SignerKey,
  primitives: EvidencePrimitives,
): SignedReport {
  const note = signNote(noteTextOf(report, primitives), key, primitives);
  const signed = { format: reportFormat, report, note, keys: [formatVerifierKey(key)] } as const;
  if (!signedShape(signed)) throw inspectProblem("not-a-report");
  return signed;
}

/** As it lies in a file, and in a page: one line of canonical JSON. */
export function writeReport(signed: SignedReport): string {
  return `${canonicalJson(signed as unknown as Json)}\n`; // it was made of JSON
}

/** Undefined where the bytes are no report. Says nothing about whether it holds. */
export function readReport(bytes: Uint8Array): SignedReport | undefined {
  if (bytes.length > longestReport) return undefined;
  try {
    const read: unknown = JSON.parse(textOf(bytes));
    canonicalJson(read as Json); // members that nobody knows are signed as well
    return signedShape(read) ? read : undefined;
  } catch {
    return undefined; // no JSON, or none that can be signed: endless numbers, nested too deep
  }
}
