import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile, syncFolder } from "@homepoint/base/node";
import { readManifest, type Manifest } from "./backup-file.ts";
import { unpackBackup } from "./unpack-backup.ts";

const staging = "restoring";
const complete = ".complete";

/** Moved in this order: what makes a folder a vault comes last. */
const moved = [
  "payloads",
  "inbox",
  "ring",
  "evidence",
  "state",
  "policy.json",
  "policy.note",
  "recovery.json",
  "recipients.json",
  "identity.age",
  "keys.age",
] as const;

/** Where the moved part goes; the state's rows wait there for the key. */
const places: Partial<Record<(typeof moved)[number], string>> = { state: "restored-state" };

/**
 * Fills an empty folder from a backup. It is read to its end, and only then does any of it count:
 * after a crash the folder is empty, or `finishRestore` completes it.
 *
 * @throws hub/not-a-backup, hub/damaged-backup
 */
export async function restoreBackup(
  folder: string,
  file: AsyncIterable<Uint8Array>,
): Promise<Manifest> {
  const into = join(folder, staging);
  await rm(into, { recursive: true, force: true });
  try {
    const manifest = await unpackBackup(file, into);
    await replaceFile(join(into, complete), utf8(JSON.stringify(manifest)));
    await finishRestore(folder);
    return manifest;
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Completes a restore that had read its backup to the end, as often as it is called before
 * `endRestore`; removes one that had not.
 */
export async function finishRestore(folder: string): Promise<Manifest | undefined> {
  const from = join(folder, staging);
  const bytes = await readFileIfThere(join(from, complete));
  if (!bytes) {
    await rm(from, { recursive: true, force: true });
    return undefined;
  }
  const there = new Set(await readdir(from));
  for (const name of moved)
    if (there.has(name)) {
      const place = join(folder, places[name] ?? name);
      // What a start made in the meantime is empty.
      await rm(place, { recursive: true, force: true });
      await rename(join(from, name), place);
      await syncFolder(folder);
    }
  return readManifest(bytes);
}

/** To be called once the restoring is on record. */
export async function endRestore(folder: string): Promise<void> {
  await rm(join(folder, staging), { recursive: true, force: true });
}
