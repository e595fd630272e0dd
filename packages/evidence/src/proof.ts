import { fromBase64, textOf, toBase64, utf8, type Json } from "@homepoint/base";
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { proveInclusion, verifyInclusion, type ReadTile } from "./inclusion.ts";
import { commitmentOf, isField, parseLeaf, type Field } from "./leaf.ts";
import { parseVerifierKey, type VerifierKey } from "./note.ts";
import type { EvidencePrimitives } from "./primitives.ts";
import { problem } from "./problems.ts";
import { leafHash } from "./tree.ts";

/**
 * One entry of a log with some of what it says, to verify without the log: docs/formats/evidence.md
 * §7. `proof` is a C2SP tlog-proof of the leaf.
 */
export type Proof = {
  readonly v: 1;
  readonly leaf: string;
  readonly fields: readonly Field[];
  readonly proof: string;
  /** The log's verifier key, for people to compare; whoever verifies brings their own. */
  readonly key: string;
};

export type ProofFinding =
  | "not-a-proof"
  | "unknown-key"
  | "bad-signature"
  | "not-in-the-log"
  | "field-does-not-match";

export type ProofVerification = {
  readonly ok: boolean;
  readonly findings: readonly ProofFinding[];
  readonly index?: number;
  readonly checkpoint?: Checkpoint;
  /** What is shown of the fact, if it all verified. */
  readonly shown?: Readonly<Record<string, Json>>;
};

const firstLine = "c2sp.org/tlog-proof@v1";
const longestProof = 1 << 20;
const longestProofFile = 1 << 26;
const mostHashes = 64;

export type ToProve = {
  readonly index: number;
  readonly leaf: Uint8Array;
  /** What to show; nothing else can be read from the proof. */
  readonly fields: readonly Field[];
  /** The signed checkpoint, and the tiles of its tree. */
  readonly checkpoint: string;
  readonly readTile: ReadTile;
  readonly key: string;
};

/** @throws evidence/no-such-entry, evidence/bad-checkpoint */
export async function makeProof(parts: ToProve, hasher: EvidencePrimitives): Promise<Proof> {
  const { index, leaf, fields, checkpoint: note, readTile, key } = parts;
  const checkpoint = parseCheckpoint(note);
  if (!checkpoint) throw problem("bad-checkpoint");
  if (!(index >= 0 && index < checkpoint.size)) throw problem("no-such-entry", { index });
  const path = await proveInclusion(index, { size: checkpoint.size, readTile, hasher });
  const lines = [firstLine, `index ${index}`, ...path.map(toBase64), "", note];
  return { v: 1, leaf: textOf(leaf), fields, proof: lines.join("\n"), key };
}

/** Needs no log and no network. `trusted`: verifier keys from somewhere other than the proof. */
export function verifyProof(
  proof: Proof,
  trusted: readonly string[],
  primitives: EvidencePrimitives,
): ProofVerification {
  const parts = parseProof(proof);
  if (!parts) return { ok: false, findings: ["not-a-proof"] };
  const { index, checkpoint, leaf } = parts;
  const findings = [
    ...findSignature(parts, trusted, primitives),
    ...(isIncluded(parts, primitives) ? [] : (["not-in-the-log"] as const)),
    ...(fieldsFit(proof.fields, leaf.commitments, primitives)
      ? []
      : (["field-does-not-match"] as const)),
  ];
  if (findings.length > 0) return { ok: false, findings, index, checkpoint };
  const shown = Object.fromEntries(proof.fields.map(({ name, value }) => [name, value]));
  return { ok: true, findings, index, checkpoint, shown };
}

/** A proof from a file; undefined where the bytes are not one. Says nothing about whether it holds. */
export function readProof(bytes: Uint8Array): Proof | undefined {
  if (bytes.length > longestProofFile) return undefined;
  try {
    const read = JSON.parse(textOf(bytes)) as Partial<Record<keyof Proof, unknown>> | null;
    const { v, leaf, fields, proof, key } = read ?? {};
    const areTexts = [leaf, proof, key].every((text) => typeof text === "string");
    if (v !== 1 || !areTexts || !Array.isArray(fields) || !fields.every(isField)) return undefined;
    return { v, leaf: leaf as string, fields, proof: proof as string, key: key as string };
  } catch {
    return undefined; // no JSON
  }
}

type ProofParts = NonNullable<ReturnType<typeof parseProof>>;

function parseProof(proof: Proof) {
  if (proof.v !== 1 || proof.proof.length + proof.leaf.length > longestProof) return undefined;
  const leaf = parseLeaf(utf8(proof.leaf));
  const parting = proof.proof.indexOf("\n\n");
  const note = proof.proof.slice(parting + 2);
  const checkpoint = parseCheckpoint(note);
  const [first, indexLine, ...hashes] = proof.proof.slice(0, parting).split("\n");
  const index = /^index (0|[1-9]\d{0,15})$/.exec(indexLine ?? "")?.[1];
  const path = hashes.flatMap((hash) => fromBase64(hash) ?? []);
  if (!leaf || !checkpoint || parting === -1 || first !== firstLine || index === undefined)
    return undefined;
  if (path.length !== hashes.length || path.length > mostHashes) return undefined;
  return { leaf, bytes: utf8(proof.leaf), note, checkpoint, index: Number(index), path };
}

function findSignature(
  { note, checkpoint }: ProofParts,
  trusted: readonly string[],
  primitives: EvidencePrimitives,
): readonly ProofFinding[] {
  const keys = trusted.map((key) => parseVerifierKey(key, primitives));
  const key = keys.find(({ name }) => name === checkpoint.origin);
  if (!key) return ["unknown-key"];
  return isSigned(note, key, primitives) ? [] : ["bad-signature"];
}

function isSigned(note: string, key: VerifierKey, primitives: EvidencePrimitives): boolean {
  return verifyCheckpoint(note, key, primitives) !== undefined;
}

function isIncluded({ bytes, checkpoint, index, path }: ProofParts, hasher: EvidencePrimitives) {
  const { size, root } = checkpoint;
  return verifyInclusion({ index, size, root, path, leaf: leafHash(bytes, hasher) }, hasher);
}

/** No field twice: a leaf could hold two members of one name, to show either. */
function fieldsFit(
  fields: readonly Field[],
  commitments: readonly string[],
  primitives: EvidencePrimitives,
): boolean {
  if (new Set(fields.map(({ name }) => name)).size !== fields.length) return false;
  return fields.every(
    (field) => isField(field) && commitments.includes(commitmentOf(field, primitives)),
  );
}
