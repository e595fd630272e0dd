import type { Policy, Seal } from "./policy.ts";
import { isMadeFor, type Here } from "./read-policy.ts";

/** Why a sealed policy is not taken. `laxer`: the first one, than what a password locks. */
export type SealRefusal =
  | "not-sealed"
  | "another-installation"
  | "too-few-signatures"
  | "older"
  | "not-approved"
  | "laxer";

/** What is known where a sealed policy is to be applied. */
export type SealKnown = {
  readonly installationId: string;
  /** The seal in force; without one the first is taken on its own signatures. */
  readonly seal?: Seal;
  /** The highest counter of any sealed policy that was in force here. */
  readonly floor?: number;
  /** What runs where it is to be in force. */
  readonly here?: Here;
};

/**
 * Whether a sealed policy may replace what is in force. `signers` are the verifier keys whose
 * signatures of it were verified. Undefined where it may.
 */
export function judgeSealed(
  { lock, seal, installationId }: Policy,
  signers: ReadonlySet<string>,
  known: SealKnown,
): SealRefusal | undefined {
  if (lock !== "sealed" || !seal) return "not-sealed";
  if (installationId !== known.installationId) return "another-installation";
  const highest = Math.max(known.seal?.counter ?? -1, known.floor ?? -1);
  if (seal.counter <= highest) return "older";
  if (known.here && !isMadeFor(seal, known.here)) return "not-approved";
  const judges = known.seal ?? seal;
  return isSignedByEnough(judges, signers) ? undefined : "too-few-signatures";
}

/** Whether as many of those who may sign it did as a seal asks for. */
export function isSignedByEnough(seal: Seal, signers: ReadonlySet<string>): boolean {
  return countSigners(seal, signers) >= seal.threshold;
}

/** Who signs has one key and, where that is lost, its successor; both together count once. */
function countSigners({ keys, successors }: Seal, signers: ReadonlySet<string>): number {
  return keys.filter((key, at) => {
    const successor = successors[at];
    return signers.has(key) || (successor !== undefined && signers.has(successor));
  }).length;
}
