import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { readFileIfThere, lockProblem, takeLock, type Lock } from "@homepoint/base/node";
import { textOf } from "@homepoint/base";
import Sqlite from "better-sqlite3-multiple-ciphers";

/**
 * Holds a hub's folder for this process. The number of a process says nothing where another
 * container has its own numbers, so the operating system holds a file as well: it lets go of it when
 * its process ends, and not before.
 *
 * @throws lock/taken
 */
export async function lockFolder(path: string): Promise<Lock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await (await open(`${path}.db`, "a", 0o600)).close(); // SQLite would let everyone read it
  const file = new Sqlite(`${path}.db`, { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
    const lock = await takeLock(path);
    return {
      release: async () => {
        await lock.release();
        file.close();
      },
    };
  } catch (error) {
    file.close();
    throw (error as { code?: unknown }).code === "SQLITE_BUSY" ? await taken(path) : error;
  }
}

async function taken(path: string): Promise<Error> {
  const mark = textOf((await readFileIfThere(path)) ?? new Uint8Array());
  return lockProblem("taken", { pid: mark.split(" ")[0] || "unknown", folder: dirname(path) });
}
