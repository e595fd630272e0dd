import { textOf } from "@homepoint/base";
import type { Identity } from "@homepoint/vault";
import { verifyCheckpoint, type Checkpoint } from "../checkpoint.ts";
import { checkpointFile, keyFile, type ReadFile } from "../log-files.ts";
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from "../note.ts";
import { OpeningKeys } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { OpeningCheck, type CheckedOpenings } from "./check-openings.ts";
import { checkTree, type Agrees } from "./check-tree.ts";
import type { FindingCode } from "./finding.ts";
import { readFollows, type Follows } from "./follows.ts";
import type { WalkedBundle } from "./walk.ts";

export type VerifyGenerationParts = {
  readonly number: number;
  /** Of this generation's folder. */
  readonly read: ReadFile;
  /** Verifier keys from elsewhere; undefined where whoever verifies has none. */
  readonly trusted: readonly string[] | undefined;
  readonly identity: Identity | undefined;
  readonly primitives: EvidencePrimitives;
  readonly report: (what: FindingCode, path: string, entry?: number) => void;
  readonly onProgress: (entries: number) => void;
};

/** One log, as far as it could be verified. */
export type VerifiedGeneration = {
  readonly key: VerifierKey;
  /** Signed by the key. */
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly follows: Follows | undefined;
  /** Undefined where nobody could open them. */
  readonly openings: CheckedOpenings | undefined;
};

/** Undefined where there is no key or no checkpoint to hold the rest to. */
export async function verifyGeneration(
  parts: VerifyGenerationParts,
): Promise<VerifiedGeneration | undefined> {
  const { number, read, identity, primitives, report, onProgress } = parts;
  const key = await readKey(parts);
  const signed = key && (await readCheckpoint(key, parts));
  if (!signed) return undefined;
  const keys = identity && new OpeningKeys(identity, primitives);
  const openings = keys && new OpeningCheck({ generation: number, keys, primitives, report });
  let firstLeaf: Uint8Array | undefined;
  const look = async (bundle: WalkedBundle, agrees: Agrees) => {
    firstLeaf ??= bundle.entries?.[0]; // the first bundle comes first
    await openings?.look(bundle, agrees);
    onProgress(bundle.width);
  };
  const { checkpoint, note } = signed;
  const withOpenings = openings ? "with-openings" : "leaves-only";
  await checkTree({ read, checkpoint, hasher: primitives, withOpenings, look, report });
  const follows = await readFollows(read, firstLeaf, primitives);
  return { key, checkpoint, note, follows, openings: openings?.end() };
}

async function readKey(parts: VerifyGenerationParts): Promise<VerifierKey | undefined> {
  const { read, trusted, primitives, report } = parts;
  const bytes = await read(keyFile);
  if (!bytes) {
    report("missing-file", keyFile);
    return undefined;
  }
  try {
    const key = parseVerifierKey(textOf(bytes).replace(/\n$/, ""), primitives);
    if (trusted && !trusted.includes(formatVerifierKey(key))) report("unknown-key", keyFile);
    return key;
  } catch {
    report("unreadable-file", keyFile);
    return undefined;
  }
}

async function readCheckpoint(
  key: VerifierKey,
  { read, primitives, report }: VerifyGenerationParts,
): Promise<{ readonly checkpoint: Checkpoint; readonly note: string } | undefined> {
  const bytes = await read(checkpointFile);
  const note = bytes && textOf(bytes);
  const checkpoint = note === undefined ? undefined : verifyCheckpoint(note, key, primitives);
  if (note === undefined) report("missing-file", checkpointFile);
  else if (!checkpoint) report("bad-signature", checkpointFile);
  return note !== undefined && checkpoint ? { checkpoint, note } : undefined;
}
