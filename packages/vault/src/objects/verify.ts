import { isProblem } from "@homepoint/base";
import { isNamed } from "../home/small-files.ts";
import { formatEntryName, isLasting, type EntryName } from "../ring/entry-name.ts";
import { entryNames } from "./list.ts";
import type { ObjectParts } from "./parts.ts";
import { destroyEntries } from "./shred.ts";

/** An object, or what was derived from one, that does not open whole. */
export type Finding = EntryName & { readonly code: string };

export type VaultVerification = {
  readonly verified: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
};

type Open = (name: EntryName) => AsyncIterable<Uint8Array>;

export type VerifyProgress = { readonly done: number; readonly of: number; readonly bytes: number };

/**
 * Opens everything, whole. Damage is an answer, not a throw. What can be made again and was damaged,
 * as a power cut may do, is dropped, and no finding.
 */
export async function verifyAll(
  parts: ObjectParts,
  open: Open,
  progress: (now: VerifyProgress) => void = () => undefined,
): Promise<VaultVerification> {
  const names = await Array.fromAsync(entryNames(parts));
  const findings: Finding[] = [];
  let verified = 0;
  let bytes = 0;
  for (const [at, name] of names.entries()) {
    const { code, size } = await openWhole(name, open);
    if (code === undefined) verified += 1;
    // What was shredded meanwhile is no finding.
    else if (isLasting(name) || !mendable.has(code)) {
      if (await isNamed(parts.home.ring, formatEntryName(name))) findings.push({ ...name, code });
    } else await parts.home.turns.take(name.id, () => dropDamaged(parts, name, open));
    bytes += size;
    progress({ done: at + 1, of: names.length, bytes });
  }
  return { verified, bytes, findings };
}

/** Not among them: `vault/forged-entry`, which no power cut makes. */
const mendable: ReadonlySet<string> = new Set([
  "vault/damaged-entry",
  "vault/damaged-object",
  "vault/missing-payload",
  "vault/unknown-derived",
]);

type Opened = { readonly size: number; readonly code?: string };

/** @throws vault/locked */
async function openWhole(name: EntryName, open: Open): Promise<Opened> {
  let size = 0;
  try {
    for await (const block of open(name)) size += block.length;
    return { size };
  } catch (error) {
    if (isProblem(error, "vault/locked")) throw error;
    return { size, code: isProblem(error) ? error.code : "vault/unreadable" };
  }
}

/** Unless it was made anew meanwhile. */
async function dropDamaged(parts: ObjectParts, name: EntryName, open: Open): Promise<void> {
  const { code } = await openWhole(name, open);
  if (code !== undefined && mendable.has(code)) await destroyEntries(parts, [name]);
}
