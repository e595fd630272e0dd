import { isProblem, type ObjectStore } from "@homepoint/base";
import { oneBlock } from "../age/chunks.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { payloadOfInboxName } from "../inbox/inbox-names.ts";
import { formatEntryName, isLasting } from "../ring/entry-name.ts";
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

/**
 * An object as a backup keeps it. The content comes first: an entry alone opens nothing. Of one
 * whose content is lost, or whose entry is damaged, the entry is all there is.
 */
export type HeldObject = { readonly payload: BackupFile | undefined; readonly entry: BackupFile };

/** An object that was there when the backup began. */
export type BackupObject = {
  /** Of the ring entry. */
  readonly name: string;
  /** False where its content was lost or its entry damaged; content is not opened to find out. */
  readonly isWhole: boolean;
  /**
   * The object as it is now, its content open: what is resealed or shredded from here on is in this
   * backup as it was. Undefined where it was shredded meanwhile. To be read, or left early, at once.
   */
  hold(): Promise<HeldObject | undefined>;
};

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

/** Every original that there is now, and of what was derived from it what nobody can make again. */
export async function* backupObjects(parts: ObjectParts): AsyncIterable<BackupObject> {
  const { home } = parts;
  const found = inBatches(lastingNames(parts), async (name) => ({
    name,
    isWhole: (await lookInRing(home, name))?.payload !== undefined,
  }));
  for await (const object of found) yield { ...object, hold: () => holdObject(home, object.name) };
}

/**
 * What came in while the vault was locked and waits to be filed, or could not be. One that is filed
 * while the backup is written may be in it twice; the next filing of who restores it settles that.
 */
export async function backupInbox({ inbox, payloads }: VaultHome): Promise<BackupObject[]> {
  const waiting: BackupObject[] = [];
  for (const name of await Array.fromAsync(inbox.names())) {
    const payload = payloadOfInboxName(name);
    // Read now: filing moves the entry, and leaves its payload where it is.
    const bytes = payload === undefined ? undefined : await inbox.read(name);
    if (!bytes || payload === undefined) continue;
    const entry = fileOf(`inbox/${name.slice(0, 2)}/${name}`, bytes);
    waiting.push({ name, isWhole: true, hold: () => holdPayload(payloads, payload, entry) });
  }
  return waiting;
}

async function* lastingNames(parts: ObjectParts): AsyncIterable<string> {
  for await (const name of entryNames(parts)) if (isLasting(name)) yield formatEntryName(name);
}

/** An entry, and the content it names; undefined where that is not there. */
type Seen = { readonly bytes: Uint8Array; readonly payload: string | undefined };

/** Undefined where it is gone. */
async function lookInRing({ ring, payloads }: VaultHome, name: string): Promise<Seen | undefined> {
  const bytes = await ring.read(name);
  if (!bytes) return undefined;
  const payload = payloadNamedBy(bytes);
  const isThere = payload !== undefined && (await payloads.size(payload)) !== undefined;
  return { bytes, payload: isThere ? payload : undefined };
}

async function holdObject(home: VaultHome, name: string): Promise<HeldObject | undefined> {
  let missing: string | undefined;
  for (;;) {
    const seen = await lookInRing(home, name);
    if (!seen) return undefined;
    const entry = fileOf(`ring/${name.slice(0, 2)}/${name}`, seen.bytes);
    if (seen.payload === undefined || seen.payload === missing)
      return { payload: undefined, entry };
    const held = await holdPayload(home.payloads, seen.payload, entry);
    // Resealed between its entry and its payload: the entry names another now.
    if (held) return held;
    missing = seen.payload;
  }
}

/** Opens the content, which from then on is there to its end. Undefined where it is gone. */
async function holdPayload(
  payloads: ObjectStore,
  name: string,
  entry: BackupFile,
): Promise<HeldObject | undefined> {
  const size = await payloads.size(name);
  if (size === undefined) return undefined;
  const blocks = payloads.get(name)[Symbol.asyncIterator]();
  try {
    const first = await blocks.next();
    const path = `payloads/${name.slice(0, 2)}/${name}`;
    return { payload: { path, size, open: () => goOn(first, blocks) }, entry };
  } catch (error) {
    if (isProblem(error, "store/missing")) return undefined;
    throw error;
  }
}

async function* goOn(
  first: IteratorResult<Uint8Array>,
  blocks: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await blocks.next()) yield next.value;
  } finally {
    await blocks.return?.();
  }
}

function fileOf(path: string, bytes: Uint8Array): BackupFile {
  return { path, size: bytes.length, open: () => oneBlock(bytes) };
}
