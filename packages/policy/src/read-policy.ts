import { canonicalJson, equalBytes, textOf, utf8 } from "@homepoint/base";
import { isLaxer } from "./laxer.ts";
import { policyShape } from "./policy-shape.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

/** What was found where the policy should be. */
export type PolicyFound = "read" | "new" | "missing" | "unreadable" | "older" | "laxer";

export type PolicyRead = { readonly policy: Policy; readonly found: PolicyFound };

export type PolicyKnown = {
  /** Whether there are data already that a policy once protected. */
  readonly existing: boolean;
  /** The policy that the last fact about it names, where facts can be read. */
  readonly last?: Policy;
};

const longestPolicyBytes = 1 << 22;

/** The bytes of a policy file. */
export function writePolicy(policy: Policy): Uint8Array {
  return utf8(`${canonicalJson(policy)}\n`);
}

/**
 * Reads a policy file. Never throws: what is missing or cannot be read on existing data, and what
 * is older or laxer than the last known policy, means `offline`, locked.
 */
export function readPolicy(bytes: Uint8Array | undefined, known: PolicyKnown): PolicyRead {
  if (!bytes && !known.existing && !known.last) return { policy: defaultPolicy, found: "new" };
  if (!bytes) return fallBack("missing", known);
  const policy = parsePolicy(bytes);
  if (!policy) return fallBack("unreadable", known);
  if (known.last && policy.counter < known.last.counter) return fallBack("older", known);
  if (known.last && isLaxer(policy, known.last)) return fallBack("laxer", known);
  return { policy, found: "read" };
}

/** Undefined unless these are the very bytes that `writePolicy` gives. */
function parsePolicy(bytes: Uint8Array): Policy | undefined {
  if (bytes.length > longestPolicyBytes) return undefined;
  try {
    const policy = policyShape.safeParse(JSON.parse(textOf(bytes))).data;
    return policy && equalBytes(writePolicy(policy), bytes) ? policy : undefined;
  } catch {
    return undefined; // not JSON
  }
}

/** Locked where nobody knows how it was, so that deleting the file is no way around a lock. */
function fallBack(found: PolicyFound, { last }: PolicyKnown): PolicyRead {
  const policy: Policy = {
    ...(last ?? defaultPolicy),
    mode: "offline",
    grants: [],
    own: last?.own ?? [],
    lock: last?.lock ?? "password",
  };
  return { policy: withoutStandard(policy), found };
}

function withoutStandard({ standard: _, ...policy }: Policy): Policy {
  return policy;
}
