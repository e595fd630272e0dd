import { createHash } from "node:crypto";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { replaceFile } from "@homepoint/base/node";
import { readSealedPolicy } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Unlocked } from "../unlocked.ts";

/** Where the owner finds the newer policy, to apply it while the hub stands still. */
export const newerNote = "policy-newer.note";

/**
 * A gateway keeps the sealed policy that it was given last. Where its owners signed one with a
 * higher counter than any that is known here, as after a restore of an older backup, that one is to
 * be in force: until it is applied nothing passes.
 */
export async function heedSeal(
  note: string | null,
  { policy, vault, evidence, folder }: Pick<Unlocked, "policy" | "vault" | "evidence" | "folder">,
): Promise<void> {
  const { lock, seal } = policy.policy;
  if (note === null || lock !== "sealed" || !seal) return;
  const { installationId, policyFloor } = vault;
  const known = { installationId, seal, ...(policyFloor ? { floor: policyFloor.counter } : {}) };
  const read = readSealedPolicy(utf8(note), known, primitives);
  const counter = read.taken ? read.sealed.policy.seal?.counter : undefined;
  if (!read.taken || counter === undefined) return;
  await replaceFile(join(folder.path, newerNote), utf8(note));
  const sha256 = createHash("sha256").update(read.sealed.text).digest("hex");
  await vault.raisePolicyFloor({ counter, sha256 });
  policy.holdAgainst(policy.policy, counter);
  await evidence.append({ kind: "policy-found", by: "hub", found: policy.found, counter });
}
