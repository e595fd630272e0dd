import { lstat, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { HubFolder } from "../folder.ts";
import { hubProblem } from "../problems.ts";

/**
 * The path of a hub's socket, in the data folder or in one that is ours alone: among everyone's
 * temporary files anyone could put a socket of that name, and be told the passphrase.
 *
 * @throws hub/foreign-socket-folder
 */
export async function safeSocket({ path, socket }: HubFolder): Promise<string> {
  const place = dirname(socket);
  if (place !== path && process.platform !== "win32") await makeOwnFolder(place);
  return socket;
}

/** A folder that nobody else can look or write into. @throws hub/foreign-socket-folder */
export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(path); // not where a link leads: whoever made it may lead elsewhere
  const isOwn = found.isDirectory() && found.uid === process.getuid?.();
  if (!isOwn || (found.mode & 0o077) !== 0) throw hubProblem("foreign-socket-folder", { path });
}
