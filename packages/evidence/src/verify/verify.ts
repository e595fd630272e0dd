import { textOf } from "@homepoint/base";
import type { Identity } from "@homepoint/vault";
import { parseCheckpoint, verifyCheckpoint } from "../checkpoint.ts";
import type { GenerationReason } from "../fact.ts";
import {
  below,
  checkpointFile,
  currentFile,
  followsFile,
  generationFolder,
  keyFile,
  mostGenerations,
  openingsPath,
  type ReadFile,
} from "../log-files.ts";
import { formatVerifierKey } from "../note.ts";
import { anywherePrimitives, type EvidencePrimitives } from "../primitives.ts";
import { tileWidth } from "../tile.ts";
import { parseWitnessKey } from "../witness/cosignature.ts";
import { checkStamps, type Stamped } from "./check-stamps.ts";
import { checkWitnesses, type Witnessing } from "./check-witnesses.ts";
import { Findings, type Finding, type FindingCode } from "./finding.ts";
import type { Gap } from "./gaps.ts";
import { isBeginning, type Ended } from "./is-beginning.ts";
import { verifyGeneration, type VerifiedGeneration } from "./verify-generation.ts";

export type VerifyParts = {
  /** Of the evidence folder. */
  readonly read: ReadFile;
  /** Opens the openings; without it they are not looked at. */
  readonly identity?: Identity;
  /** Verifier keys from somewhere other than the folder. Without them the folder's are believed. */
  readonly trusted?: readonly string[];
  /** Signed checkpoints seen before: what they cover must still be there, and the same. */
  readonly known?: readonly string[];
  /** Keys of witnesses, from somewhere other than the folder, and how many must have cosigned. */
  readonly witnesses?: { readonly keys: readonly string[]; readonly need: number };
  /** Certificates in PEM of time stamp authorities that are trusted; without them any is believed. */
  readonly authorities?: readonly string[];
  readonly primitives?: EvidencePrimitives;
  /** Called with how many entries were verified since the last time. */
  readonly onProgress?: (entries: number) => void;
};

/** Openings that fit their leaves, and those that facts say were destroyed. */
export type OpeningCounts = { readonly verified: number; readonly shredded: number };

export type GenerationVerification = {
  readonly number: number;
  readonly key: string;
  readonly checkpoint: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly because?: GenerationReason;
  /** Entries that the generation after this one knows of and that are not here. */
  readonly lost: number;
  readonly openings?: OpeningCounts;
  /** Which of the witnesses asked about cosigned it, and how much of it. */
  readonly witnesses: readonly Witnessing[];
  readonly stamps: readonly Stamped[];
  readonly openIntents: readonly number[];
  /** Times without a sign of life; undefined where nobody could read the facts. */
  readonly gaps?: readonly Gap[];
};

/** What verifying a folder came to. Something that does not check out is an answer, not an error. */
export type Verification = {
  readonly ok: boolean;
  /** Entries of the current generation. */
  readonly size: number;
  readonly root: Uint8Array | undefined;
  readonly checkpoint: string | undefined;
  readonly keysAre: "trusted" | "from-the-log";
  readonly generations: readonly GenerationVerification[];
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
};

/**
 * Verifies signatures, trees, every tile, every entry, the openings where they can be opened, and
 * that each generation follows from the one before. Runs anywhere; changes nothing.
 */
export async function verify(parts: VerifyParts): Promise<Verification> {
  const findings = new Findings();
  const count = await countGenerations(parts.read, findings);
  const found = new Map<number, VerifiedGeneration>();
  for (let number = 1; number <= count; number += 1) {
    const generation = await verifyNumber(number, parts, findings);
    if (generation) found.set(number, generation);
    else if (number === count && findings.isEmpty)
      findings.add({ generation: number, where: currentFile, what: "generation-missing" });
  }
  const shredded = checkMissing(found, findings);
  const lost = await checkChain(found, parts, findings);
  await checkKnown(found, parts, findings);
  const outsiders = await checkOutsiders(found, parts, findings);
  if (found.has(count)) checkNeed({ number: count, outsiders }, parts, findings);
  const current = found.get(count);
  return {
    ok: findings.isEmpty,
    size: current?.checkpoint.size ?? 0,
    root: current?.checkpoint.root,
    checkpoint: current?.note,
    keysAre: parts.trusted ? "trusted" : "from-the-log",
    generations: [...found].map(([number, generation]) =>
      tellGeneration(generation, {
        number,
        lost: lost.get(number) ?? 0,
        shredded: shredded.get(number) ?? 0,
        outsiders: outsiders.get(number) ?? { witnesses: [], stamps: [] },
      }),
    ),
    findings: findings.list,
    more: findings.more,
  };
}

async function countGenerations(read: ReadFile, findings: Findings): Promise<number> {
  const bytes = await read(currentFile);
  const text = bytes && /^([1-9]\d{0,8})\n$/.exec(textOf(bytes))?.[1];
  const report = (what: FindingCode) => findings.add({ generation: 0, where: currentFile, what });
  if (text === undefined) report(bytes ? "unreadable-file" : "no-log");
  return Math.min(Number(text ?? 0), mostGenerations);
}

async function verifyNumber(
  number: number,
  parts: VerifyParts,
  findings: Findings,
): Promise<VerifiedGeneration | undefined> {
  const folder = generationFolder(number);
  const read = below(folder, parts.read);
  // A generation may have gone with a backup; the one after it says what is missing.
  if (!(await read(keyFile)) && !(await read(checkpointFile))) return undefined;
  return verifyGeneration({
    number,
    read,
    trusted: parts.trusted,
    identity: parts.identity,
    primitives: parts.primitives ?? anywherePrimitives,
    onProgress: parts.onProgress ?? (() => undefined),
    report: (what, path, entry) =>
      findings.add({
        generation: number,
        where: `${folder}/${path}`,
        what,
        ...(entry === undefined ? {} : { entry }),
      }),
  });
}

type Found = ReadonlyMap<number, VerifiedGeneration>;

/**
 * Openings that are gone though no fact, of this generation or a later one, says that they were
 * destroyed. Gives how many were, of each.
 */
function checkMissing(found: Found, findings: Findings): ReadonlyMap<number, number> {
  const runs = [...found.values()].flatMap(({ openings }) => openings?.shredded ?? []);
  const shredded = new Map<number, number>();
  for (const [number, { openings }] of found) {
    const own = runs.filter(({ generation }) => generation === number);
    const missing = openings?.missing ?? [];
    const gone = missing.filter(
      (index) => !own.some(({ first, last }) => first <= index && index <= last),
    );
    shredded.set(number, missing.length - gone.length);
    for (const entry of gone) {
      const path = openingsPath(Math.floor(entry / tileWidth));
      const where = `${generationFolder(number)}/${path}`;
      findings.add({ generation: number, where, what: "opening-missing", entry });
    }
  }
  return shredded;
}

/** Each generation names the last checkpoint before it. Gives how many entries each has lost. */
async function checkChain(
  found: Found,
  parts: VerifyParts,
  findings: Findings,
): Promise<ReadonlyMap<number, number>> {
  const lost = new Map<number, number>();
  for (const [number, { follows }] of found) {
    const where = `${generationFolder(number)}/${followsFile}`;
    const report = (what: FindingCode) => findings.add({ generation: number, where, what });
    if (follows?.number !== number) report("chain-broken");
    else if (follows.last !== undefined) {
      const link = await checkLink(follows.last, found, parts);
      if (typeof link === "string") report(link);
      else if (link.lost > 0) lost.set(link.number, link.lost);
    } else if (number !== 1) report("generation-missing");
  }
  return lost;
}

type Link = { readonly number: number; readonly lost: number };

async function checkLink(
  last: string,
  found: Found,
  parts: VerifyParts,
): Promise<Link | FindingCode> {
  const named = parseCheckpoint(last);
  const entry = [...found].find(([, { key }]) => key.name === named?.origin);
  if (!named || !entry) return "generation-missing";
  const [number, generation] = entry;
  const primitives = parts.primitives ?? anywherePrimitives;
  if (!verifyCheckpoint(last, generation.key, primitives)) return "chain-broken";
  if (named.size > generation.checkpoint.size)
    return { number, lost: named.size - generation.checkpoint.size };
  return (await isBeginning(named, endedOf(entry, parts))) ? { number, lost: 0 } : "chain-broken";
}

async function checkKnown(found: Found, parts: VerifyParts, findings: Findings): Promise<void> {
  const primitives = parts.primitives ?? anywherePrimitives;
  for (const note of parts.known ?? []) {
    const origin = parseCheckpoint(note)?.origin;
    const entry = [...found].find(([, { key }]) => key.name === origin);
    const [number = 0, generation] = entry ?? [];
    const where = entry ? `${generationFolder(number)}/${checkpointFile}` : currentFile;
    const report = (what: FindingCode) => findings.add({ generation: number, where, what });
    const known = generation && verifyCheckpoint(note, generation.key, primitives);
    if (!entry || !generation) report("generation-missing");
    else if (!known) report("bad-signature");
    else if (known.size > generation.checkpoint.size) report("rolled-back");
    else if (!(await isBeginning(known, endedOf(entry, parts)))) report("forked");
  }
}

function endedOf(
  [number, { checkpoint }]: readonly [number, VerifiedGeneration],
  { read, primitives: hasher = anywherePrimitives }: VerifyParts,
): Ended {
  return { read: below(generationFolder(number), read), size: checkpoint.size, hasher };
}

/** What others said of a generation. */
type Outsiders = Pick<GenerationVerification, "witnesses" | "stamps">;
type AllOutsiders = ReadonlyMap<number, Outsiders>;

async function checkOutsiders(
  found: Found,
  parts: VerifyParts,
  findings: Findings,
): Promise<AllOutsiders> {
  const primitives = parts.primitives ?? anywherePrimitives;
  const witnesses = (parts.witnesses?.keys ?? []).map((key) => parseWitnessKey(key, primitives));
  const all = new Map<number, Outsiders>();
  for (const entry of found) {
    const [number, { key, note }] = entry;
    const report = (what: FindingCode, path: string) =>
      findings.add({ generation: number, where: `${generationFolder(number)}/${path}`, what });
    const checked = { ...endedOf(entry, parts), key, primitives, report };
    all.set(number, {
      witnesses: await checkWitnesses({ ...checked, note, witnesses }),
      stamps: await checkStamps({ ...checked, authorities: parts.authorities }),
    });
  }
  return all;
}

/** Of the current generation: the ones before it, it names itself. */
function checkNeed(
  { number, outsiders }: { readonly number: number; readonly outsiders: AllOutsiders },
  parts: VerifyParts,
  findings: Findings,
): void {
  const need = parts.witnesses?.need ?? 0;
  const where = `${generationFolder(number)}/${checkpointFile}`;
  if ((outsiders.get(number)?.witnesses ?? []).length < need)
    findings.add({ generation: number, where, what: "not-witnessed" });
}

type Told = Pick<GenerationVerification, "number" | "lost"> & {
  readonly shredded: number;
  readonly outsiders: Outsiders;
};

function tellGeneration(
  { key, note, checkpoint, follows, openings }: VerifiedGeneration,
  { number, lost, shredded, outsiders }: Told,
): GenerationVerification {
  return {
    number,
    key: formatVerifierKey(key),
    checkpoint: note,
    size: checkpoint.size,
    root: checkpoint.root,
    ...(follows ? { because: follows.because } : {}),
    lost,
    ...outsiders,
    ...(openings
      ? { openings: { verified: openings.verified, shredded }, gaps: openings.gaps }
      : {}),
    openIntents: openings?.openIntents ?? [],
  };
}
