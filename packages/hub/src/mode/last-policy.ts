import { textOf, utf8 } from "@homepoint/base";
import type { Evidence } from "@homepoint/evidence";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";
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
  readonly evidence: Evidence;
};

export const inForce = "in-force";

/**
 * Holds the policy file, which is not sealed, against the policy that was in force when the vault
 * was last open. One that became older or laxer by hand means `offline`, and is on record.
 */
export async function judgePolicy({ policy, rows, evidence }: LastPolicyParts): Promise<void> {
  const before = policy.found;
  const last = lastOf(await rows.get(inForce), policy.bytesFound);
  if (last) policy.holdAgainst(last);
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
