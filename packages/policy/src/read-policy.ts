import { canonicalJson, equalBytes, textOf, utf8 } from "@homepoint/base";
import { isLaxer, weakensLock } from "./laxer.ts";
import { policyShape } from "./policy-shape.ts";
import { defaultPolicy, type Policy, type Seal } from "./policy.ts";

/** What was found where the policy should be. */
export const policyFindings = [
  "read",
  "new",
  "missing",
  "unreadable",
  "older",
  "laxer",
  "foreign",
  "not-approved",
] as const;

/**
 * What was found where the policy should be. `foreign`: sealed, but not by applying it here;
 * `not-approved`: sealed for another version of Homepoint or of its destinations.
 */
export type PolicyFound = (typeof policyFindings)[number];

export type PolicyRead = { readonly policy: Policy; readonly found: PolicyFound };

export type PolicyKnown = {
  /** Whether there are data already that a policy once protected. */
  readonly existing: boolean;
  /** The policy that the last fact about it names, where facts can be read. */
  readonly last?: Policy;
  /** The highest counter of any sealed policy that was in force here. */
  readonly floor?: number;
  /** What runs here. Given once facts can be read: from then on what is sealed is judged. */
  readonly here?: Here;
};

/** What a sealed policy must have been made for. */
export type Here = {
  /** Of Homepoint. */
  readonly version: string;
  /** SHA-256 of `catalogueText`, hexadecimal. */
  readonly catalogue: string;
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
  const wrong = judgeFile(policy, known);
  if (wrong) return fallBack(wrong, wrong === "not-approved" ? { ...known, last: policy } : known);
  return { policy, found: "read" };
}

function judgeFile(policy: Policy, { last, floor, here }: PolicyKnown): PolicyFound | undefined {
  const { seal } = policy;
  if (last && policy.counter < last.counter) return "older";
  if (last && (isLaxer(policy, last) || weakensLock(last, policy))) return "laxer";
  if (floor !== undefined && (seal?.counter ?? -1) < floor) return "older";
  if (!here || policy.lock !== "sealed") return undefined;
  if (last?.lock !== "sealed" && floor === undefined) return "foreign";
  return seal && isMadeFor(seal, here) ? undefined : "not-approved";
}

/** Whether a seal approves of what runs here. */
export function isMadeFor({ versions, catalogue }: Seal, here: Here): boolean {
  return versions.includes(here.version) && catalogue === here.catalogue;
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
function fallBack(found: PolicyFound, { last, floor }: PolicyKnown): PolicyRead {
  const policy: Policy = {
    ...(last ?? defaultPolicy),
    mode: "offline",
    grants: [],
    own: last?.own ?? [],
    lock: floor === undefined ? (last?.lock ?? "password") : "sealed",
  };
  return { policy: withoutStandard(policy), found };
}

function withoutStandard({ standard: _, ...policy }: Policy): Policy {
  return policy;
}
