import { randomUUID } from "node:crypto";
import {
  access,
  link,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  unlink,
  type FileHandle,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Worth } from "../object-store.ts";

export function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT");
}

export function isTaken(error: unknown): boolean {
  return hasCode(error, "EEXIST");
}

/** Makes names in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Undefined where there is no such file. */
export async function readFileIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * After a crash the file has its old content or the new, whole; once resolved, the new. Where it is
 * `replaceable`, after a power cut anything.
 */
export async function replaceFile(path: string, bytes: Uint8Array, worth?: Worth): Promise<void> {
  await viaTemporary({ path, bytes, worth }, (temporary) => rename(temporary, path));
}

/** Creates the file whole and durable; false, and nothing changed, where it is there already. */
export async function createFile(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await viaTemporary({ path, bytes }, (temporary) => giveName(temporary, path));
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/**
 * Gives a finished file its name, unless that name is taken: rejects with EEXIST then. File systems
 * without hard links (exFAT on a stick) get a look before the rename; one writer holds the folder.
 */
export async function giveName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (!hasCode(error, "EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP")) throw error;
    if (await exists(path)) throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
    return await rename(temporary, path);
  }
  await unlink(temporary);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? "");
}

type Write = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly worth?: Worth | undefined;
};

async function viaTemporary(
  { path, bytes, worth = "lasting" }: Write,
  publish: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.unfinished-${randomUUID()}`);
  const { file, made } = await openInFolder(temporary);
  try {
    try {
      await file.writeFile(bytes);
      if (worth === "lasting") await file.datasync();
    } finally {
      await file.close();
    }
    await publish(temporary);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  if (worth === "lasting") await syncFolder(folder);
  if (made) await syncFolder(dirname(made));
}

/** A new file; its folder is made where it is missing. `made`: the topmost folder that was. */
async function openInFolder(
  path: string,
): Promise<{ readonly file: FileHandle; readonly made: string | undefined }> {
  const create = () => open(path, "wx", 0o600);
  try {
    return { file: await create(), made: undefined };
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return { file: await create(), made };
}
