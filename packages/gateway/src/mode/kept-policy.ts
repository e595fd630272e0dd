import { createHash } from "node:crypto";
import { join } from "node:path";
import { canonicalBytes, textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";

/** What was in force last: the copy that a gateway goes on with from power-on. */
export type KeptPolicy = {
  readonly policy: Policy;
  /** SHA-256 of the bytes that it was made of, hexadecimal: the same bytes are not judged twice. */
  readonly source: string;
  /** The sealed policy in force, as its owners signed it. */
  readonly seal?: string;
  /** The highest counter of any sealed policy that was in force here. */
  readonly floor?: number;
  /** When the latest of all timed grants began that were in force here. */
  readonly latestFrom?: string;
};

const keptFile = "policy-in-force.json";

/** Undefined where there is none, or none that is whole. */
export async function readKept(folder: string): Promise<KeptPolicy | undefined> {
  const bytes = await readFileIfThere(join(folder, keptFile));
  if (!bytes) return undefined;
  try {
    const kept = JSON.parse(textOf(bytes)) as Record<string, unknown>;
    const { policy, source, seal, floor, latestFrom } = kept;
    const known = readPolicy(utf8(String(policy)), { existing: true });
    if (known.found !== "read" || typeof source !== "string") return undefined;
    return {
      policy: known.policy,
      source,
      ...(typeof seal === "string" ? { seal } : {}),
      ...(typeof floor === "number" ? { floor } : {}),
      ...(typeof latestFrom === "string" ? { latestFrom } : {}),
    };
  } catch {
    return undefined; // not whole
  }
}

export function writeKept(folder: string, { policy, ...kept }: KeptPolicy): Promise<void> {
  const bytes = canonicalBytes({ v: 1, policy: textOf(writePolicy(policy)), ...kept });
  return replaceFile(join(folder, keptFile), bytes);
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
