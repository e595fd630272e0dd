import { fromBase64, textOf, toBase64, utf8, type Json } from "@homepoint/base";
import { parseCheckpoint, verifyCheckpoint } from "../checkpoint.ts";
import { commitmentOf, isField, parseLeaf, type Field } from "../leaf.ts";
import { parseNote, parseVerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { equalBytes } from "@homepoint/base";
import { leafHash } from "../tree.ts";
import { readCosignatures, parseWitnessKey } from "../witness/cosignature.ts";
import type { Witnessing } from "../verify/check-witnesses.ts";
import { tell } from "../verify/check-witnesses.ts";
import { rootOfMany } from "./many-inclusion.ts";

/** One entry: its leaf, and of its members those that are shown. */
export type DisclosedEntry = {
  readonly index: number;
  readonly leaf: string;
  readonly fields: readonly Field[];
};

/** Entries of one generation, proved to be in it. */
export type DisclosedRun = {
  readonly generation: number;
  /** The log's verifier key, for people to compare; whoever verifies brings their own. */
  readonly key: string;
  /** Signed, with the lines of its witnesses. */
  readonly checkpoint: string;
  /** Going up. */
  readonly entries: readonly DisclosedEntry[];
  /** In base64, as `proveMany` walks. */
  readonly hashes: readonly string[];
};

/** Chosen members of chosen facts, to verify without the log: docs/formats/evidence.md §11. */
export type Disclosure = {
  readonly v: 1;
  readonly format: "homepoint-disclosure";
  readonly extent: "whole" | "chosen-only";
  readonly runs: readonly DisclosedRun[];
};

export type DisclosureFinding = {
  readonly generation: number;
  readonly what:
    | "unknown-key"
    | "bad-signature"
    | "not-in-the-log"
    | "field-does-not-match"
    | "entries-left-out"
    | "not-witnessed";
  readonly entry?: number;
};

/** What can be said of one entry. */
export type ReadDisclosed = {
  readonly generation: number;
  readonly index: number;
  readonly hour: string;
  readonly shown: Readonly<Record<string, Json>>;
  /** Members that are there and not shown. */
  readonly withheld: number;
};

export type DisclosureVerification = {
  readonly ok: boolean;
  readonly findings: readonly DisclosureFinding[];
  readonly keysAre: "trusted" | "from-the-file";
  /** Only what verified. */
  readonly entries: readonly ReadDisclosed[];
  readonly witnesses: readonly (Witnessing & { readonly generation: number })[];
  readonly checkpoints: readonly string[];
};

export type VerifyDisclosureParts = {
  readonly disclosure: Disclosure;
  /** Verifier keys from elsewhere; without them the file's are believed. */
  readonly trusted?: readonly string[];
  readonly witnesses?: { readonly keys: readonly string[]; readonly need: number };
  readonly primitives: EvidencePrimitives;
};

const longestDisclosure: number = 1 << 28;
const mostRuns = 1000;

/** From a file; undefined where the bytes are not one. Says nothing about whether it holds. */
export function readDisclosure(bytes: Uint8Array): Disclosure | undefined {
  if (bytes.length > longestDisclosure) return undefined;
  try {
    const read = JSON.parse(textOf(bytes)) as Partial<Record<keyof Disclosure, unknown>> | null;
    const { v, format, extent, runs } = read ?? {};
    if (v !== 1 || format !== "homepoint-disclosure" || !Array.isArray(runs)) return undefined;
    if (extent !== "whole" && extent !== "chosen-only") return undefined;
    if (runs.length > mostRuns || !runs.every(isRun)) return undefined;
    return { v, format, extent, runs };
  } catch {
    return undefined; // no JSON
  }
}

function isRun(value: unknown): value is DisclosedRun {
  const run = (value ?? {}) as Partial<Record<keyof DisclosedRun, unknown>>;
  const { generation, key, checkpoint, entries, hashes } = run;
  return (
    Number.isSafeInteger(generation) &&
    typeof key === "string" &&
    typeof checkpoint === "string" &&
    Array.isArray(entries) &&
    entries.every(isEntry) &&
    Array.isArray(hashes) &&
    hashes.every((hash) => typeof hash === "string")
  );
}

function isEntry(value: unknown): value is DisclosedEntry {
  const entry = (value ?? {}) as Partial<Record<keyof DisclosedEntry, unknown>>;
  const { index, leaf, fields } = entry;
  return (
    Number.isSafeInteger(index) &&
    typeof leaf === "string" &&
    Array.isArray(fields) &&
    fields.every(isField)
  );
}

/** Needs no log and no network; runs anywhere. */
export function verifyDisclosure(parts: VerifyDisclosureParts): DisclosureVerification {
  const { disclosure, trusted } = parts;
  const judged = disclosure.runs.map((run) => judgeRun(run, parts));
  const findings = judged.flatMap((one) => one.findings);
  return {
    ok: findings.length === 0,
    findings,
    keysAre: trusted ? "trusted" : "from-the-file",
    entries: judged.flatMap((one) => one.entries),
    witnesses: judged.flatMap((one) => one.witnesses),
    checkpoints: disclosure.runs.map(({ checkpoint }) => checkpoint),
  };
}

type Judged = Pick<DisclosureVerification, "findings" | "entries" | "witnesses">;

function judgeRun(run: DisclosedRun, parts: VerifyDisclosureParts): Judged {
  const { generation, checkpoint: note, key } = run;
  const { trusted = [key], primitives, disclosure } = parts;
  const nothing = { entries: [], witnesses: [] };
  const found = (what: DisclosureFinding["what"], entry?: number): DisclosureFinding => ({
    generation,
    what,
    ...(entry === undefined ? {} : { entry }),
  });
  const origin = parseCheckpoint(note)?.origin;
  const verifier = trusted.map((one) => keyOf(one, primitives)).find((one) => one?.name === origin);
  if (!verifier) return { ...nothing, findings: [found("unknown-key")] };
  const checkpoint = verifyCheckpoint(note, verifier, primitives);
  if (!checkpoint) return { ...nothing, findings: [found("bad-signature")] };
  if (!isIncluded(run, parts)) return { ...nothing, findings: [found("not-in-the-log")] };
  const witnesses = witnessesOf(run, parts);
  const needed = parts.witnesses?.need ?? 0;
  const read = run.entries.map((entry) => readOne(entry, generation, primitives));
  const findings = [
    ...(witnesses.length < needed ? [found("not-witnessed")] : []),
    ...(disclosure.extent === "whole"
      ? gapsIn(run).map((at) => found("entries-left-out", at))
      : []),
    ...run.entries.flatMap(({ index }, at) =>
      read[at] ? [] : [found("field-does-not-match", index)],
    ),
  ];
  return { findings, entries: read.filter((one) => one !== undefined), witnesses };
}

function keyOf(text: string, primitives: EvidencePrimitives) {
  try {
    return parseVerifierKey(text, primitives);
  } catch {
    return undefined; // no key: nothing is trusted by it
  }
}

function isIncluded(run: DisclosedRun, { primitives }: VerifyDisclosureParts): boolean {
  const { size = 0, root = new Uint8Array() } = parseCheckpoint(run.checkpoint) ?? {};
  const hashes = run.hashes.flatMap((hash) => fromBase64(hash) ?? []);
  if (hashes.length !== run.hashes.length || hashes.some(({ length }) => length !== 32))
    return false;
  const indices = run.entries.map(({ index }) => index);
  const leaves = run.entries.map(({ leaf }) => leafHash(utf8(leaf), primitives));
  const found = rootOfMany({ size, indices, leaves, hashes }, primitives);
  return found !== undefined && equalBytes(found, root);
}

/** Indices that are missing between the first and the last. */
function gapsIn({ entries }: DisclosedRun): readonly number[] {
  return entries.flatMap(({ index }, at) => {
    const before = entries[at - 1];
    return before && before.index + 1 !== index ? [before.index + 1] : [];
  });
}

function readOne(
  { index, leaf: text, fields }: DisclosedEntry,
  generation: number,
  primitives: EvidencePrimitives,
): ReadDisclosed | undefined {
  const leaf = parseLeaf(utf8(text));
  const names = new Set(fields.map(({ name }) => name));
  const fit = fields.every((field) => leaf?.commitments.includes(commitmentOf(field, primitives)));
  if (!leaf || !fit || names.size !== fields.length) return undefined;
  const shown = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const withheld = leaf.commitments.length - fields.length;
  return { generation, index, hour: leaf.hour, shown, withheld };
}

function witnessesOf(
  { generation, checkpoint: text }: DisclosedRun,
  { witnesses, primitives }: VerifyDisclosureParts,
) {
  const note = parseNote(utf8(text));
  const checkpoint = parseCheckpoint(text);
  const keys = (witnesses?.keys ?? []).map((key) => parseWitnessKey(key, primitives));
  if (!note || !checkpoint) return [];
  const { valid } = readCosignatures(note, keys, primitives);
  return valid.map((one) => ({ ...tell(one, checkpoint), generation }));
}

/** As it is kept in a file. */
export function formatHashes(hashes: readonly Uint8Array[]): readonly string[] {
  return hashes.map(toBase64);
}
