import { isProblem } from "@homepoint/base";
import { isNamed } from "../home/small-files.ts";
import { formatEntryName, type EntryName } from "../ring/entry-name.ts";
import { entryNames } from "./list.ts";
import type { ObjectParts } from "./parts.ts";

/** An object, or what was derived from one, that does not open whole. */
export type Finding = EntryName & { readonly code: string };

export type VaultVerification = {
  readonly verified: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
};

export type VerifyProgress = { readonly done: number; readonly of: number; readonly bytes: number };

/** Opens everything, whole. Damage is an answer, not a throw. */
export async function verifyAll(
  parts: ObjectParts,
  open: (name: EntryName) => AsyncIterable<Uint8Array>,
  progress: (now: VerifyProgress) => void = () => undefined,
): Promise<VaultVerification> {
  const names = await Array.fromAsync(entryNames(parts));
  const findings: Finding[] = [];
  let verified = 0;
  let bytes = 0;
  for (const [at, name] of names.entries()) {
    try {
      for await (const block of open(name)) bytes += block.length;
      verified += 1;
    } catch (error) {
      if (isProblem(error, "vault/locked")) throw error;
      // What was shredded meanwhile is no finding.
      if (await isNamed(parts.home.ring, formatEntryName(name)))
        findings.push({ ...name, code: codeOf(error) });
    }
    progress({ done: at + 1, of: names.length, bytes });
  }
  return { verified, bytes, findings };
}

function codeOf(error: unknown): string {
  return isProblem(error) ? error.code : "vault/unreadable";
}
