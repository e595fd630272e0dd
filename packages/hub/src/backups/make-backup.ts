import { randomUUID } from "node:crypto";
import { toBase64, utf8 } from "@homepoint/base";
import { readFileIfThere } from "@homepoint/base/node";
import type { BackupFile, HeldObject } from "@homepoint/vault";
import { positionNow } from "../evidence/position.ts";
import type { Unlocked } from "../unlocked.ts";
import type { StoredBackup } from "./backup-book.ts";
import { gonePath, manifestPath, writeManifest, type Manifest } from "./backup-file.ts";
import { evidenceParts } from "./evidence-parts.ts";
import { packBackup } from "./pack-backup.ts";

/** What its owner says of a backup. */
export type BackupLabel = { readonly to: string; readonly expiresAt: string | null };

export type Backup = {
  readonly manifest: Manifest;
  /** As it is registered. */
  readonly row: StoredBackup;
  /** A tar file. Made while it is read, once. */
  readonly file: AsyncIterable<Uint8Array>;
};

/**
 * Everything that a new machine needs, as one tar file of sealed parts. Taking in goes on meanwhile;
 * what comes later is in the next backup. Index, columns and this machine's own keys are left out:
 * they are made again. It is registered before its first byte: half of it on a disk holds keys too.
 */
export async function makeBackup(unlocked: Unlocked, label: BackupLabel): Promise<Backup> {
  const { vault, clock, folder, evidence, backups } = unlocked;
  const at = positionNow(evidence);
  // The inbox first: what is filed meanwhile is seen once at least.
  const waiting = await vault.backupInbox();
  const objects = await Array.fromAsync(vault.backupObjects());
  const manifest: Manifest = {
    homepointBackup: 1,
    id: randomUUID(),
    madeAt: clock().toISOString(),
    objects: objects.length,
    damaged: objects.filter(({ isWhole }) => !isWhole).length,
  };
  const { id, madeAt, damaged } = manifest;
  const row = { madeAt, objects: objects.length, damaged, ...label, at, complete: false };
  // Whoever restores it has all of it, and knows it as one that exists.
  await backups.register(id, { ...row, complete: damaged === 0 });
  const small = [
    partOf(manifestPath, writeManifest(manifest)),
    ...(await vault.backupFiles()),
    ...(await filePart("policy.json", folder.policy)),
    ...(await filePart("policy.note", folder.policyNote)),
    ...(await stateParts(unlocked)),
  ];
  const told = await evidenceParts(folder.evidence, evidence);
  await backups.register(id, row);
  async function* parts() {
    yield* small;
    yield* told;
    for (const object of waiting) yield* inOrder(await object.hold());
    for (const object of objects) {
      const held = await object.hold();
      if (held) yield* inOrder(held);
      else yield partOf(gonePath(object.name), new Uint8Array());
    }
  }
  return { manifest, row, file: packBackup(parts()) };
}

/** The payload first, so that a backup that is cut short has no entry without its content. */
function inOrder(held: HeldObject | undefined): BackupFile[] {
  if (!held) return [];
  return held.payload ? [held.payload, held.entry] : [held.entry];
}

function partOf(path: string, bytes: Uint8Array): BackupFile {
  return {
    path,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

async function filePart(name: string, path: string): Promise<BackupFile[]> {
  const bytes = await readFileIfThere(path);
  return bytes ? [partOf(name, bytes)] : [];
}

/** Rows of the state as they are kept: sealed, one a line. Sessions end with their machine. */
async function stateParts({ tables }: Unlocked): Promise<BackupFile[]> {
  const { sessions: _, ...kept } = tables.state;
  return Promise.all(
    Object.entries(kept).map(async ([name, rows]) => {
      const lines = (await rows.sealed()).map(
        ({ id, body }) => `${JSON.stringify({ id, body: toBase64(body) })}\n`,
      );
      const file = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return partOf(`state/${file}.jsonl`, utf8(lines.join("")));
    }),
  );
}
