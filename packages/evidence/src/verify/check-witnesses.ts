import { utf8 } from "@homepoint/base";
import { verifyCheckpoint, type Checkpoint } from "../checkpoint.ts";
import { witnessedFile } from "../log-files.ts";
import { parseNote, type VerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { formatWitnessKey, readCosignatures } from "../witness/cosignature.ts";
import { parseWitnessed } from "../witness/witnessed.ts";
import type { FindingCode } from "./finding.ts";
import { isBeginning, type Ended } from "./is-beginning.ts";

/** A witness, and the largest tree of this log that it cosigned. */
export type Witnessing = {
  readonly name: string;
  readonly key: string;
  readonly size: number;
  /** By the witness's clock; ISO 8601 in UTC. */
  readonly at: string;
};

export type CheckWitnessesParts = Ended & {
  readonly key: VerifierKey;
  /** The published checkpoint, whose own lines count as well. */
  readonly note: string;
  readonly witnesses: readonly VerifierKey[];
  readonly primitives: EvidencePrimitives;
  readonly report: (what: FindingCode, path: string) => void;
};

/** Who of these witnesses cosigned what of a log. What any of them cosigned must be in it still. */
export async function checkWitnesses(parts: CheckWitnessesParts): Promise<readonly Witnessing[]> {
  const { read, report, note } = parts;
  const bytes = await read(witnessedFile);
  const notes = bytes ? parseWitnessed(bytes) : [];
  if (!notes) report("unreadable-file", witnessedFile);
  const found = new Map<string, Witnessing>();
  for (const one of [...(notes ?? []), note])
    for (const witnessing of await readOne(one, parts)) {
      const known = found.get(witnessing.key);
      if (!known || witnessing.size >= known.size) found.set(witnessing.key, witnessing);
    }
  return parts.witnesses.flatMap((key) => found.get(formatWitnessKey(key)) ?? []);
}

async function readOne(note: string, parts: CheckWitnessesParts): Promise<readonly Witnessing[]> {
  const { key, primitives, report, witnesses, size } = parts;
  const checkpoint = verifyCheckpoint(note, key, primitives);
  const parsed = parseNote(utf8(note));
  if (!checkpoint || !parsed) {
    report("bad-signature", witnessedFile);
    return [];
  }
  const { valid, bad } = readCosignatures(parsed, witnesses, primitives);
  if (bad.length > 0) report("bad-cosignature", witnessedFile);
  if (checkpoint.size > size) report("rolled-back", witnessedFile);
  // That the published one has the root it says, was looked at with the tree.
  else if (
    note !== parts.note &&
    !(await isBeginning(checkpoint, { ...parts, hasher: primitives }))
  )
    report("forked", witnessedFile);
  else return valid.map((one) => tell(one, checkpoint));
  return [];
}

export function tell(
  { key, seconds }: { readonly key: VerifierKey; readonly seconds: number },
  { size }: Checkpoint,
): Witnessing {
  const at = new Date(seconds * 1000).toISOString();
  return { name: key.name, key: formatWitnessKey(key), size, at };
}

/** How many entries so many witnesses have cosigned; undefined where there are fewer of them. */
export function witnessedSize(
  witnessings: readonly Witnessing[],
  need: number,
): number | undefined {
  return witnessings.map(({ size }) => size).sort((a, b) => b - a)[need - 1];
}
