import { oneBlock } from "../age/chunks.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { formatEntryName } from "../ring/entry-name.ts";
import { payloadNamedBy } from "../ring/entry.ts";
import { inBatches } from "./in-batches.ts";
import { entryNames } from "./list.ts";
import type { ObjectParts } from "./parts.ts";

/** A file of a backup, by the path it has in a vault's folder. */
export type BackupFile = {
  readonly path: string;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
};

/** An object as a backup keeps it. The content comes first: an entry alone opens nothing. */
export type BackupObject = { readonly payload: BackupFile; readonly entry: BackupFile };

const topFiles = ["identity.age", "keys.age", "recipients.json", "recovery.json"];

/** The files that make a folder a vault; those there are. */
export async function backupFiles({ files }: VaultHome): Promise<BackupFile[]> {
  const found = await Promise.all(
    topFiles.map(async (path) => {
      const bytes = await files.read(path);
      return bytes ? [fileOf(path, bytes)] : [];
    }),
  );
  return found.flat();
}

/**
 * Every original that there is now, without what was derived from it. What is shredded while the
 * backup is written is not in its payload file any more, and `open` says so.
 */
export async function* backupObjects(parts: ObjectParts): AsyncIterable<BackupObject> {
  const found = inBatches(originalNames(parts), (name) => look(parts.home, name));
  for await (const object of found) if (object) yield object;
}

async function* originalNames(parts: ObjectParts): AsyncIterable<string> {
  for await (const name of entryNames(parts))
    if (name.kind === undefined) yield formatEntryName(name);
}

/** Undefined where it was shredded meanwhile, or is damaged: a check of the vault tells of that. */
async function look(
  { ring, payloads }: VaultHome,
  name: string,
): Promise<BackupObject | undefined> {
  const bytes = await ring.read(name);
  const payload = bytes && payloadNamedBy(bytes);
  const size = payload === undefined ? undefined : await payloads.size(payload);
  if (!bytes || payload === undefined || size === undefined) return undefined;
  const path = `payloads/${payload.slice(0, 2)}/${payload}`;
  return {
    payload: { path, size, open: () => payloads.get(payload) },
    entry: fileOf(`ring/${name.slice(0, 2)}/${name}`, bytes),
  };
}

function fileOf(path: string, bytes: Uint8Array): BackupFile {
  return { path, size: bytes.length, open: () => oneBlock(bytes) };
}
