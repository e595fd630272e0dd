import { checkKey, type Worth } from "@homepoint/base";
import { createFile, isMissing, replaceFile, syncFolder } from "@homepoint/base/node";
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkSize, type SmallFiles } from "../home/small-files.ts";

const destroyed = ".destroyed-";
const unfinished = ".unfinished-";

const usualSize = 4096;

/** `spread`: over sub-folders by the first two letters of the name. */
export type Layout = "flat" | "spread";

export class FolderFiles implements SmallFiles {
  readonly #folder: string;
  readonly #layout: Layout;

  private constructor(folder: string, layout: Layout) {
    this.#folder = folder;
    this.#layout = layout;
  }

  /** Makes the folder. Finishes what a crash left half done in a spread one, which is ours alone. */
  static async open(folder: string, layout: Layout): Promise<FolderFiles> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const files = new FolderFiles(folder, layout);
    if (layout === "spread") for (const place of await files.#places("")) await tidy(place);
    return files;
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    try {
      const file = await open(this.#pathOf(name), "r");
      try {
        return await readSmall(file, name);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    return await createFile(this.#pathOf(name), bytes);
  }

  async replace(name: string, bytes: Uint8Array, worth?: Worth): Promise<void> {
    await replaceFile(this.#pathOf(name), bytes, worth);
  }

  async destroy(name: string): Promise<void> {
    const path = this.#pathOf(name);
    const folder = dirname(path);
    const hidden = join(folder, destroyed + randomUUID());
    try {
      await rename(path, hidden);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    await syncFolder(folder);
    await overwrite(hidden);
    await rm(hidden);
    await syncFolder(folder);
  }

  async *names(beginning = ""): AsyncIterable<string> {
    for (const place of await this.#places(beginning))
      for (const file of await readdir(place, { withFileTypes: true }))
        if (file.isFile() && !file.name.startsWith(".") && file.name.startsWith(beginning))
          yield file.name;
  }

  #pathOf(name: string): string {
    checkKey(name);
    if (this.#layout === "flat") return join(this.#folder, name);
    return join(this.#folder, name.slice(0, 2), name);
  }

  /** Folders that hold names that begin so. */
  async #places(beginning: string): Promise<readonly string[]> {
    if (this.#layout === "flat") return [this.#folder];
    const subfolders = await readdir(this.#folder, { withFileTypes: true });
    return subfolders
      .filter((subfolder) => subfolder.isDirectory())
      .filter(({ name }) => name.startsWith(beginning.slice(0, 2)))
      .map(({ name }) => join(this.#folder, name));
  }
}

/** In one read where it is as small as a ring entry is: listing a vault reads them all. */
async function readSmall(file: FileHandle, name: string): Promise<Uint8Array> {
  let bytes = new Uint8Array(usualSize);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    checkSize(name, length);
    if (bytesRead === 0 || length < bytes.length) return bytes.subarray(0, length);
    const larger = new Uint8Array(2 * bytes.length);
    larger.set(bytes);
    bytes = larger;
  }
}

async function tidy(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.startsWith(destroyed)) await overwrite(path);
    // An unfinished file may be a second name of a finished one: it is never overwritten.
    if (name.startsWith(destroyed) || name.startsWith(unfinished)) await rm(path);
  }
}

async function overwrite(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    await file.write(new Uint8Array(size), 0, size, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
}
