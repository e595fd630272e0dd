import { constants } from "node:fs";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { isMissing, readFileIfThere, replaceFile, syncFolder } from "@homepoint/base/node";

/**
 * A file that only grows at its end, and is emptied when what it holds is kept elsewhere. After its
 * end there may be zeros.
 */
export interface AppendFile {
  /** Bytes that are durable; of a file that was just opened, with the zeros. */
  readonly size: number;
  /**
   * Durable once it resolves. If it rejects, any beginning of the bytes may be there or not:
   * `truncate` before going on.
   */
  append(bytes: Uint8Array): Promise<void>;
  /** Durable once it resolves. */
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** The files of a log, by paths with `/`. Everything that is written goes through here. */
export interface LogFolder {
  /** Undefined where there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Durable once it resolves; after a crash the file has its old content or the new, whole. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** As `replace`, and the old content is overwritten on the disk as far as a program can. */
  replaceAndDestroy(path: string, bytes: Uint8Array): Promise<void>;
  /** Content durable once it resolves, its name after `syncNames`; a crash may leave half of it. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  syncNames(): Promise<void>;
  /** A file or a folder with all that is in it; no error where there is none. */
  remove(path: string): Promise<void>;
  /** Made empty where there is none; `size` is what is there. */
  openAppend(path: string): Promise<AppendFile>;
}

// Where the system has no such flag (Windows), each write is followed by its own sync.
const dataSync = constants.O_DSYNC as number | undefined;

class DiskFolder implements LogFolder {
  readonly folder: string;
  readonly #unsynced = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  read(path: string): Promise<Uint8Array | undefined> {
    return readFileIfThere(this.#at(path));
  }

  replace(path: string, bytes: Uint8Array): Promise<void> {
    return replaceFile(this.#at(path), bytes);
  }

  async replaceAndDestroy(path: string, bytes: Uint8Array): Promise<void> {
    const old = await open(this.#at(path), "r+").catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    try {
      await this.replace(path, bytes);
      if (old) await overwrite(old);
    } finally {
      await old?.close();
    }
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = this.#at(path);
    const file = await this.#open(target);
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    this.#unsynced.add(dirname(target));
  }

  async syncNames(): Promise<void> {
    const folders = [...this.#unsynced];
    await Promise.all(folders.map(syncFolder));
    for (const folder of folders) this.#unsynced.delete(folder);
  }

  async remove(path: string): Promise<void> {
    await rm(this.#at(path), { recursive: true, force: true });
  }

  async openAppend(path: string): Promise<AppendFile> {
    const target = this.#at(path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const flags = constants.O_WRONLY | constants.O_CREAT | (dataSync ?? 0);
    const file = await open(target, flags, 0o600);
    await syncFolder(dirname(target));
    return new DiskAppendFile(file, (await file.stat()).size);
  }

  #at(path: string): string {
    return join(this.folder, path);
  }

  /** Makes folders only when one is missing: of 256 files, 255 find theirs. */
  async #open(target: string): Promise<FileHandle> {
    try {
      return await open(target, "w", 0o600);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    const made = await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const depth = made === undefined ? 0 : target.slice(made.length).split(sep).length - 1;
    for (let at = dirname(target), left = depth; left > 0; at = dirname(at), left -= 1)
      this.#unsynced.add(dirname(at));
    return open(target, "w", 0o600);
  }
}

export function diskFolder(folder: string): LogFolder {
  return new DiskFolder(folder);
}

/** Grown by so much at once, in zeros. */
const step = 64 << 10;
/** So much stays when a file is emptied. */
const kept = 256 << 10;

/**
 * What is written lies over zeros that are there already: a file system makes that durable without
 * its journal, so nothing else that is written on the machine holds it up.
 */
class DiskAppendFile implements AppendFile {
  size: number;
  readonly #file: FileHandle;
  /** Bytes of the file. */
  #room: number;
  /** From here on there are zeros. */
  #used: number;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
    this.#room = size;
    this.#used = size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    const end = this.size + bytes.length;
    const isRoom = end <= this.#room;
    const zeros = isRoom ? 0 : Math.ceil(end / step) * step - end;
    this.#used = Math.max(this.#used, end);
    await this.#write(zeros === 0 ? bytes : Buffer.concat([bytes], bytes.length + zeros));
    this.#room = Math.max(this.#room, end + zeros);
    this.size = end;
  }

  async truncate(size: number): Promise<void> {
    const room = Math.min(this.#room, Math.max(kept, size));
    await this.#file.truncate(room); // a failed write may have left more than is known of
    this.#room = room;
    this.size = size;
    await this.#write(new Uint8Array(Math.max(0, Math.min(this.#used, room) - size)));
    await this.#file.datasync();
    this.#used = size;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** From `size` on. */
  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, at, bytes.length - at, this.size + at);
      at += bytesWritten;
    }
    if (dataSync === undefined) await this.#file.datasync();
  }
}

async function overwrite(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  await file.write(new Uint8Array(size), 0, size, 0);
  await file.datasync();
}

/** Sees one folder below another. */
export function within(folder: LogFolder, path: string): LogFolder {
  return {
    read: (name) => folder.read(`${path}/${name}`),
    replace: (name, bytes) => folder.replace(`${path}/${name}`, bytes),
    replaceAndDestroy: (name, bytes) => folder.replaceAndDestroy(`${path}/${name}`, bytes),
    write: (name, bytes) => folder.write(`${path}/${name}`, bytes),
    syncNames: () => folder.syncNames(),
    remove: (name) => folder.remove(`${path}/${name}`),
    openAppend: (name) => folder.openAppend(`${path}/${name}`),
  };
}
