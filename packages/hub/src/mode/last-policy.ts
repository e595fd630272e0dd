import { textOf, utf8 } from "@homepoint/base";
import type { EvidenceLog } from "@homepoint/evidence/node";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";
import type { Vault } from "@homepoint/vault";
import type { Rows } from "../database/rows.ts";
import type { PolicyKeeper } from "./policy-keeper.ts";

/** A policy that was in force, as the bytes of its file. */
export type StoredPolicy = {
  readonly file: string;
  /** While `file` is on its way: the one it replaces. */
  readonly before?: string;
};

export type LastPolicyParts = {
  readonly policy: PolicyKeeper;
  readonly rows: Rows<StoredPolicy>;
  readonly evidence: EvidenceLog;
  readonly vault: Vault;
};

export const inForce = "in-force";
const page = 1000;

/**
 * Holds the policy file, which is not sealed, against the policy that was in force when the vault
 * was last open, and against the floor in `keys.age`. One that became older or laxer by hand means
 * `offline`, and is on record.
 */
export async function judgePolicy(parts: LastPolicyParts): Promise<void> {
  const { policy, rows, evidence, vault } = parts;
  const before = policy.found;
  const stored = await rows.get(inForce);
  const last = lastOf(stored, policy.bytesFound) ?? (await lastInFacts(parts));
  policy.holdAgainst(last, vault.policyFloor?.counter);
  const { found } = policy;
  if (found === "read") await rows.put(inForce, { file: textOf(writePolicy(policy.policy)) });
  else if (found !== before) await evidence.append({ kind: "policy-found", by: "hub", found });
}

/** A change that broke off left either file; whichever it is was meant. */
function lastOf(
  stored: StoredPolicy | undefined,
  found: Uint8Array | undefined,
): Policy | undefined {
  if (!stored) return undefined;
  const isBefore = found !== undefined && stored.before === textOf(found);
  const file = isBefore ? stored.before : stored.file;
  return file === undefined ? undefined : readPolicy(utf8(file), { existing: true }).policy;
}

/** Where the row was lost, the latest fact that tells of a policy. It knows no password. */
async function lastInFacts({ evidence, vault }: LastPolicyParts): Promise<Policy | undefined> {
  for (let before = evidence.size; before > 0;) {
    const entries = await evidence.readNewest({ before, limit: page }, vault.evidenceIdentity);
    for (const { fact } of entries)
      if (fact?.kind === "policy-changed" && fact.outcome === "done") return fact.policy;
    before = entries.at(-1)?.index ?? 0;
  }
  return undefined;
}
