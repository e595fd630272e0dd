import { createFile, readFileIfThere } from "@homepoint/base/node";
import { stat } from "node:fs/promises";
import { problem } from "../problems.ts";

/** How far a key file on this machine protects the vault. */
export type KeyFilePlace = {
  /** On the vault's own disk it protects from nobody who takes the disk. */
  readonly isOnVaultDisk: boolean;
  /** Others on this machine may read it. */
  readonly isOpenToOthers: boolean;
};

/** Readable by its owner alone. @throws vault/key-file-exists */
export async function saveKeyFile(path: string, keyFile: Uint8Array): Promise<void> {
  if (!(await createFile(path, keyFile))) throw problem("key-file-exists");
}

/** @throws vault/no-key-file */
export async function loadKeyFile(path: string): Promise<Uint8Array> {
  const keyFile = await readFileIfThere(path);
  if (!keyFile) throw problem("no-key-file");
  return keyFile;
}

export async function judgeKeyFilePlace(path: string, folder: string): Promise<KeyFilePlace> {
  const [file, vault] = await Promise.all([stat(path), stat(folder)]);
  // Windows keeps rights elsewhere, and its modes say nothing.
  const isOpenToOthers = process.platform !== "win32" && (file.mode & 0o077) !== 0;
  return { isOnVaultDisk: file.dev === vault.dev, isOpenToOthers };
}
