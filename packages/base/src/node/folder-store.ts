import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { concat } from "../bytes.ts";
import {
  checkKey,
  storeProblem,
  type ByteRange,
  type ObjectStore,
  type Worth,
} from "../object-store.ts";
import { giveName, isMissing, isTaken, syncFolder } from "./files.ts";

const blockSize = 1 << 18;
const worthAWrite = 1 << 20;
const unfinished = ".unfinished-";

/** A folder of files, spread over sub-folders by the first two letters of the key. */
export class FolderStore implements ObjectStore {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder, and removes what a crash left unfinished in it. */
  static async open(folder: string): Promise<FolderStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = new FolderStore(folder);
    for (const name of await readdir(folder))
      if (name.startsWith(unfinished)) await rm(join(folder, name));
    return store;
  }

  async put(
    key: string,
    bytes: AsyncIterable<Uint8Array>,
    worth: Worth = "lasting",
  ): Promise<void> {
    const path = this.#pathOf(key);
    const temporary = join(this.folder, unfinished + randomUUID());
    try {
      await writeNew(temporary, bytes, worth);
      await this.#publish(temporary, path, worth);
    } catch (error) {
      await rm(temporary, { force: true });
      throw isTaken(error) ? storeProblem("exists", { key }, { cause: error }) : error;
    }
  }

  async *get(key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const file = await open(this.#pathOf(key), "r").catch((error: unknown) => {
      throw isMissing(error) ? storeProblem("missing", { key }, { cause: error }) : error;
    });
    try {
      let at = range?.first ?? 0;
      const end = range?.last === undefined ? Number.POSITIVE_INFINITY : range.last + 1;
      while (at < end) {
        const block = new Uint8Array(Math.min(blockSize, end - at));
        const { bytesRead } = await file.read(block, 0, block.length, at);
        if (bytesRead === 0) return;
        yield block.subarray(0, bytesRead);
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  }

  async size(key: string): Promise<number | undefined> {
    try {
      return (await stat(this.#pathOf(key))).size;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
    await syncFolder(join(this.folder, key.slice(0, 2))).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  async *keys(): AsyncIterable<string> {
    for (const subfolder of await readdir(this.folder, { withFileTypes: true })) {
      if (!subfolder.isDirectory()) continue;
      yield* await readdir(join(this.folder, subfolder.name));
    }
  }

  async #publish(temporary: string, path: string, worth: Worth): Promise<void> {
    const subfolder = dirname(path);
    try {
      await giveName(temporary, path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(subfolder, { recursive: true, mode: 0o700 });
      await giveName(temporary, path);
      await syncFolder(this.folder);
    }
    if (worth === "lasting") await syncFolder(subfolder);
  }

  #pathOf(key: string): string {
    return join(this.folder, checkKey(key).slice(0, 2), key);
  }
}

async function writeNew(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  worth: Worth,
): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const blocks of gather(bytes)) await writeAll(file, blocks);
    if (worth === "lasting") await file.datasync();
  } finally {
    await file.close();
  }
}

/** Blocks, enough at a time to be worth a call of the system. */
async function* gather(blocks: AsyncIterable<Uint8Array>): AsyncIterable<readonly Uint8Array[]> {
  let gathered: Uint8Array[] = [];
  let length = 0;
  for await (const block of blocks) {
    gathered.push(block);
    length += block.length;
    if (length < worthAWrite) continue;
    yield gathered;
    gathered = [];
    length = 0;
  }
  if (length > 0) yield gathered;
}

async function writeAll(file: FileHandle, blocks: readonly Uint8Array[]): Promise<void> {
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  const { bytesWritten } = await file.writev(blocks);
  // A disk that is nearly full takes a part; what it says of the rest is the error to tell.
  if (bytesWritten < length) await file.writeFile(concat(...blocks).subarray(bytesWritten));
}
