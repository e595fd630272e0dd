import { canonicalJson, equalBytes, utf8, type Json } from "@homepoint/base";
import {
  isSignedBy,
  parseNote,
  parseVerifierKey,
  parseWitnessKey,
  readCosignatures,
  readDisclosure,
  readProof,
  verifyCheckpoint,
  verifyDisclosure,
  verifyProof,
  type Checkpoint,
  type EvidencePrimitives,
  type Proof,
  type VerifierKey,
} from "@homepoint/evidence";
import { judgeAudit, residualsOf } from "../audit/judge-audit.ts";
import { commitmentOf } from "../audit/plant.ts";
import type { AuditBody } from "./audit-report.ts";
import type { AttestedRow } from "./circumstances.ts";
import type { Report, ReportLog, SignedReport } from "./report.ts";
import { noteTextOf } from "./sign-report.ts";
import type { StepsBody } from "./steps-report.ts";
import { judgeSteps } from "./steps/judge-steps.ts";

const reportFindings = [
  "report-changed",
  "not-signed",
  "bad-signature",
  "unknown-signer",
  "bad-checkpoint",
  "unknown-log",
  "not-on-record",
  "fact-not-proved",
  "fact-of-another-log",
  "bad-cosignature",
  "not-witnessed",
  "verdict-does-not-follow",
  "plant-does-not-fit",
  "capture-differs",
] as const;
export type ReportFinding = (typeof reportFindings)[number];

export type FoundInReport = { readonly what: ReportFinding; readonly where?: string };

/** What is shown of a fact that verified. */
type ShownFact = {
  readonly index: number;
  readonly shown: Readonly<Record<string, Json>>;
};

export type ReportVerification = {
  readonly ok: boolean;
  readonly findings: readonly FoundInReport[];
  /** Names of the keys that signed, each with its verifier key. */
  readonly signers: readonly { readonly name: string; readonly key: string }[];
  /** Whether a key that was brought signed; else whoever reads compares it. */
  readonly keysAre: "trusted" | "from-the-report";
  readonly facts: readonly ShownFact[];
  /** One for each log that the report was made at. */
  readonly checkpoints: readonly Pick<Checkpoint, "origin" | "size">[];
  readonly witnesses: readonly ReportWitness[];
  /** Captures that were brought along, and are the ones the report names. */
  readonly captures: readonly string[];
};

/** Whoever cosigned a checkpoint of the report. */
export type ReportWitness = {
  readonly name: string;
  readonly origin: string;
  /**
   * `known`: by a key that was brought; `from-the-report`: by a key that came along, to compare;
   * `unknown`: a line that nobody here has the key of, and that says nothing.
   */
  readonly keyIs: "known" | "from-the-report" | "unknown";
  readonly key?: string;
  /** By its clock, since 1970. */
  readonly seconds?: number;
};

/** A capture that was brought along: to compare, not to judge again. */
export type BroughtCapture = { readonly name: string; readonly sha256: string };

export type VerifyReportParts = {
  /** Verifier keys from somewhere other than the report: of signers, logs or witnesses. */
  readonly trusted: readonly string[];
  readonly captures: readonly BroughtCapture[];
  /** Keys of witnesses, from elsewhere, and how many of them must have cosigned each log. */
  readonly witnesses?: { readonly keys: readonly string[]; readonly need: number };
  readonly primitives: EvidencePrimitives;
};

/** Needs no hub, no network and nothing that anybody keeps secret. */
export function verifyReport(signed: SignedReport, parts: VerifyReportParts): ReportVerification {
  const { report } = signed;
  const signature = checkSignature(signed, parts);
  const logs = logsIn(report).map((log) => checkLog(log, parts));
  const facts = logs.flatMap((log) => log.facts);
  const captures = matchCaptures(report, parts.captures);
  const findings = [
    ...signature.findings,
    ...logs.flatMap((log) => log.findings),
    ...checkBody(report, facts, parts),
    ...captures.findings,
  ];
  return {
    ok: findings.length === 0,
    findings,
    signers: signature.signers,
    keysAre: signature.keysAre,
    facts,
    checkpoints: logs.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint] : [])),
    witnesses: logs.flatMap((log) => log.witnesses),
    captures: captures.same,
  };
}

function checkSignature(
  { report, note, keys }: SignedReport,
  { trusted, primitives }: VerifyReportParts,
): Pick<ReportVerification, "findings" | "signers" | "keysAre"> {
  const parsed = parseNote(utf8(note));
  const findings: FoundInReport[] = [];
  if (!parsed)
    return { findings: [{ what: "not-signed" }], signers: [], keysAre: "from-the-report" };
  if (parsed.text !== noteTextOf(report, primitives)) findings.push({ what: "report-changed" });
  const signerOf = (text: string) => {
    const key = keyOf(text, parseVerifierKey, primitives);
    return key && isSignedBy(parsed, key, primitives) ? [{ name: key.name, key: text }] : [];
  };
  const byTrusted = trusted.flatMap(signerOf);
  const byOwn = keys.flatMap(signerOf);
  if (keys.length === 0) findings.push({ what: "not-signed" });
  else if (byOwn.length < keys.length) findings.push({ what: "bad-signature" });
  const signerKeys = trusted.filter((text) => keyOf(text, parseVerifierKey, primitives));
  if (signerKeys.length > 0 && byTrusted.length === 0 && !isOnlyLogKeys(signerKeys, report))
    findings.push({ what: "unknown-signer" });
  return {
    findings,
    signers: byTrusted.length > 0 ? byTrusted : byOwn,
    keysAre: byTrusted.length > 0 ? "trusted" : "from-the-report",
  };
}

/** A log's key may be brought alone: then only the log is held against it. */
function isOnlyLogKeys(trusted: readonly string[], report: Report): boolean {
  const own = logsIn(report).map(({ key }) => key);
  return trusted.every((key) => own.includes(key));
}

function keyOf(
  text: string,
  parse: (text: string, primitives: EvidencePrimitives) => VerifierKey,
  primitives: EvidencePrimitives,
): VerifierKey | undefined {
  try {
    return parse(text.trim(), primitives);
  } catch {
    return undefined;
  }
}

type LogChecked = Pick<ReportVerification, "findings" | "facts" | "witnesses"> & {
  readonly checkpoint?: ReportVerification["checkpoints"][number];
};

/** Of a checkpoint that does not hold. */
const noLog: LogChecked = { findings: [], facts: [], witnesses: [] };

function checkLog(log: ReportLog, parts: VerifyReportParts): LogChecked {
  const { trusted, primitives } = parts;
  const key = keyOf(log.key, parseVerifierKey, primitives);
  const checkpoint = key && verifyCheckpoint(log.checkpoint, key, primitives);
  if (!key || !checkpoint) return { ...noLog, findings: [{ what: "bad-checkpoint" }] };
  const findings: FoundInReport[] = [];
  const sameName = trusted.flatMap((text) => keyOf(text, parseVerifierKey, primitives) ?? []);
  const rivals = sameName.filter(({ name }) => name === key.name);
  if (rivals.length > 0 && !rivals.some(({ id }) => equalBytes(id, key.id)))
    findings.push({ what: "unknown-log" });
  const facts: ShownFact[] = [];
  for (const [at, { proof }] of log.facts.entries()) {
    const found = checkFact(proof, { key: log.key, checkpoint, primitives });
    if ("what" in found) findings.push({ ...found, where: String(at) });
    else facts.push(found);
  }
  const witnesses = checkWitnesses(log, key.name, parts);
  const disclosed = checkDisclosure(log, primitives);
  return {
    findings: [...findings, ...disclosed.findings, ...witnesses.findings],
    facts: [...facts, ...disclosed.facts],
    witnesses: witnesses.witnesses,
    checkpoint: { origin: checkpoint.origin, size: checkpoint.size },
  };
}

type FactParts = {
  readonly key: string;
  readonly checkpoint: Checkpoint;
  readonly primitives: EvidencePrimitives;
};

function checkFact(
  proof: object,
  { key, checkpoint, primitives }: FactParts,
): ShownFact | FoundInReport {
  const read: Proof | undefined = readProof(utf8(canonicalJson(proof as Json))); // read from JSON
  const result = read && verifyProof(read, [key], primitives);
  if (!result?.ok || result.index === undefined) return { what: "fact-not-proved" };
  const at = result.checkpoint;
  const isSame =
    at?.origin === checkpoint.origin &&
    at.size === checkpoint.size &&
    equalBytes(at.root, checkpoint.root);
  if (!isSame) return { what: "fact-of-another-log" };
  return { index: result.index, shown: result.shown ?? {} };
}

/** Held against the log's own key and checkpoint, as single proofs are. */
function checkDisclosure(
  { key, checkpoint, disclosure: given }: ReportLog,
  primitives: EvidencePrimitives,
): Pick<ReportVerification, "findings" | "facts"> {
  if (!given) return { findings: [], facts: [] };
  const disclosure = readDisclosure(utf8(canonicalJson(given as Json))); // read from JSON
  if (!disclosure) return { findings: [{ what: "fact-not-proved" }], facts: [] };
  const isOther = disclosure.runs.some((run) => run.checkpoint !== checkpoint);
  const result = verifyDisclosure({ disclosure, trusted: [key], primitives });
  return {
    findings: [
      ...(isOther ? [{ what: "fact-of-another-log" } as const] : []),
      ...(result.ok ? [] : [{ what: "fact-not-proved" } as const]),
    ],
    facts: result.entries.map(({ index, shown }) => ({ index, shown })),
  };
}

function checkWitnesses(
  { checkpoint, witnesses: named = [] }: ReportLog,
  origin: string,
  { witnesses: { keys: brought, need } = { keys: [], need: 0 }, primitives }: VerifyReportParts,
): Pick<ReportVerification, "findings" | "witnesses"> {
  const note = parseNote(utf8(checkpoint));
  const all = [...new Set([...brought, ...named])];
  const keys = all.flatMap((text) => {
    const key = keyOf(text, parseWitnessKey, primitives);
    return key ? [{ text, key }] : [];
  });
  const known = keys.map(({ key }) => key);
  const { valid, bad } = note
    ? readCosignatures(note, known, primitives)
    : { valid: [], bad: known };
  const signed = keys.flatMap(({ text, key }): readonly ReportWitness[] => {
    const line = valid.find((one) => one.key === key);
    const keyIs = brought.includes(text) ? "known" : "from-the-report";
    return line ? [{ name: key.name, origin, keyIs, key: text, seconds: line.seconds }] : [];
  });
  const strangers = (note?.signatures ?? []).filter(
    ({ name }) => name !== origin && !known.some((key) => key.name === name),
  );
  const isMissing = named.some((text) => !signed.some(({ key }) => key === text));
  const isFew = signed.filter(({ keyIs }) => keyIs === "known").length < need;
  return {
    findings: [
      ...(bad.length > 0 || isMissing ? [{ what: "bad-cosignature" } as const] : []),
      ...(isFew ? [{ what: "not-witnessed", where: origin } as const] : []),
    ],
    witnesses: [
      ...signed,
      ...strangers.map(({ name }) => ({ name, origin, keyIs: "unknown" }) as const),
    ],
  };
}

/** All logs that a report was made at; the first is the hub's, where there is one. */
function logsIn({ log, logs = [] }: Report): readonly ReportLog[] {
  return [...(log ? [log] : []), ...logs];
}

function checkBody(
  { body, log }: Report,
  facts: readonly ShownFact[],
  parts: VerifyReportParts,
): readonly FoundInReport[] {
  const told = log?.disclosure ? checkAttested(body.attested ?? [], facts) : [];
  if (body.kind === "audit") return [...checkAudit(body, parts), ...told];
  return body.kind === "steps" ? [...checkSteps(body), ...told] : told;
}

/** What somebody is said to have attested stands among the facts that are shown, as it is said. */
function checkAttested(
  rows: readonly AttestedRow[],
  facts: readonly ShownFact[],
): readonly FoundInReport[] {
  const keyOf = (...parts: readonly unknown[]) => canonicalJson(parts as Json); // all from JSON
  const shown = new Set(
    facts
      .filter((fact) => fact.shown["kind"] === "attested")
      .map(({ shown: { at, device, points } }) => keyOf(at, device, points)),
  );
  const isThere = ({ at, device, points }: AttestedRow) => shown.has(keyOf(at, device, points));
  return rows.every(isThere) ? [] : [{ what: "not-on-record", where: "attested" }];
}

/** Reports that were made before all that is judged stood in them are let be. */
function checkSteps(body: StepsBody): readonly FoundInReport[] {
  const { steps, ...seen } = body;
  if (!body.modes) return [];
  return isSame(judgeSteps(seen).steps, steps)
    ? []
    : [{ what: "verdict-does-not-follow", where: "steps" }];
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json); // made of JSON
}

/** Verdicts are drawn again from what the report says was seen. */
function checkAudit(body: AuditBody, { primitives }: VerifyReportParts): readonly FoundInReport[] {
  const findings: FoundInReport[] = [];
  if (!isSame(judgeAudit(body), body.claims)) findings.push({ what: "verdict-does-not-follow" });
  if (residualsOf(body).some((residual) => !body.residual.includes(residual)))
    findings.push({ what: "verdict-does-not-follow", where: "residual" });
  if (!plantFits(body, primitives)) findings.push({ what: "plant-does-not-fit" });
  return findings;
}

function plantFits({ plant, hosts }: AuditBody, primitives: EvidencePrimitives): boolean {
  if (!plant || plant.found === "not-revealed") return true;
  const { marker, nonce, commitment, found } = plant;
  if (marker === undefined || nonce === undefined) return false;
  const isSeen = hosts.some(({ host }) => host.split(".").includes(marker));
  const fits = commitmentOf({ marker, nonce }, primitives) === commitment;
  return fits && isSeen === (found === "found");
}

function matchCaptures(
  { body }: Report,
  brought: readonly BroughtCapture[],
): { readonly findings: readonly FoundInReport[]; readonly same: readonly string[] } {
  const known = body.kind === "audit" ? body.captures : [];
  const same = brought.filter(({ sha256 }) => known.some((one) => one.sha256 === sha256));
  const strange = brought.filter((one) => !same.includes(one));
  return {
    findings: strange.map(({ name }) => ({ what: "capture-differs", where: name })),
    same: same.map(({ name }) => name),
  };
}
