import { createReadStream } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { openPromise, type Entry } from "yauzl";

/** A file that could be taken in: one in a folder, or one in a zip. */
export type FoundFile = {
  /** Where it lies, for people; a file in a zip stands behind the zip's own path. */
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  open(): AsyncIterable<Uint8Array>;
};

/** A place that could not be looked into, and why. */
export type NotFound = { readonly path: string; readonly why: string };

/** Zips pack a log at most to a tenth; what claims far more is made to fill a disk. */
const mostUnpacked = 200;
const smallEnough = 64 * 1024 * 1024;

/**
 * Every file in these files, folders and zips, in the order of their names. Nothing is unpacked to
 * the disk. Links inside folders are not followed, so that it ends.
 */
export async function* findFiles(paths: readonly string[]): AsyncIterable<FoundFile | NotFound> {
  for (const path of paths) {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined) yield { path, why: "there is no such file or folder" };
    else yield* look(real, path);
  }
}

async function* look(path: string, shown: string): AsyncIterable<FoundFile | NotFound> {
  try {
    const entry = await lstat(path);
    if (entry.isDirectory()) yield* lookIntoFolder(path, shown);
    else if (entry.isFile() && /\.zip$/i.test(path)) yield* lookIntoZip(path, shown);
    else if (entry.isFile()) yield foundFile(path, shown, entry);
  } catch (error) {
    yield { path: shown, why: (error as Error).message };
  }
}

async function* lookIntoFolder(path: string, shown: string): AsyncIterable<FoundFile | NotFound> {
  const names = await readdir(path);
  for (const name of names.sort()) yield* look(join(path, name), join(shown, name));
}

function foundFile(
  path: string,
  shown: string,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
): FoundFile {
  return {
    path: shown,
    name: basename(path),
    size,
    modifiedAt: mtimeMs,
    open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
  };
}

async function* lookIntoZip(path: string, shown: string): AsyncIterable<FoundFile | NotFound> {
  // A file that is only called a zip is still a file.
  const zip = await openPromise(path, { autoClose: false }).catch(() => undefined);
  if (!zip) return yield foundFile(path, shown, await stat(path));
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      const inside = `${shown}/${entry.fileName}`;
      const why = refuseEntry(entry);
      if (why) yield { path: inside, why };
      else yield zippedFile(path, entry, inside);
    }
  } finally {
    zip.close();
  }
}

function refuseEntry(entry: Entry): string | undefined {
  if (entry.isEncrypted()) return "it is locked with a password inside its zip";
  if (!entry.canDecodeFileData()) return "its zip packs it in a way that is not known here";
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > smallEnough && uncompressedSize > mostUnpacked * compressedSize)
    return "its zip claims that it unpacks to far more than any log does";
  return undefined;
}

function zippedFile(zipPath: string, entry: Entry, path: string): FoundFile {
  return {
    path,
    name: basename(entry.fileName),
    size: entry.uncompressedSize,
    modifiedAt: entry.getLastModDate().getTime(),
    async *open() {
      // Files of one zip are read at the same time, each through a handle of its own.
      const zip = await openPromise(zipPath, { autoClose: false });
      try {
        yield* await zip.openReadStreamPromise(entry);
      } finally {
        zip.close();
      }
    },
  };
}
