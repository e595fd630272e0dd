import { createReadStream } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { collect } from "@homepoint/base";
import { openFileSource, type FileSource } from "@homepoint/base/node";
import { recognizeLog } from "@homepoint/flight";
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from "yauzl";

/** A file that could be taken in: one in a folder, or one in a zip. */
export type FoundFile = {
  /** Where it lies, for people; a file in a zip stands behind the zip's own path. */
  readonly path: string;
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  open(): AsyncIterable<Uint8Array>;
  /** Any place of it at once; a file in a zip only comes from its beginning. */
  readonly openSource?: () => Promise<FileSource>;
};

/**
 * Whether a reader knows a file. A film's beginning is like that of any film, so that its end is looked
 * at too, which inside a zip cannot be done.
 */
export async function isLog(file: FoundFile, head: Uint8Array): Promise<boolean> {
  const reader = recognizeLog(head, file.name);
  if (!reader?.large) return reader !== undefined;
  const source = await file.openSource?.();
  try {
    return source !== undefined && (await reader.large.recognize(source));
  } finally {
    await source?.close();
  }
}

/** A place that could not be looked into, and why. */
export type NotFound = { readonly path: string; readonly why: string };

/** Zips pack a log at most to a tenth; what claims far more is made to fill a disk. */
const mostUnpacked = 200;
const smallEnough = 64 * 1024 * 1024;
/** Zips inside zips are unpacked in memory. */
const largestInner = 256 * 1024 * 1024;
const deepest = 4;
/** Of one zip with all that is in it: zips inside zips can be packed so that there is no end of them. */
const mostEntries = 1_000_000;
const mostInnerBytes = 16 * 1024 * 1024 * 1024;

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
    else if (entry.isFile() && isZip(path)) yield* lookIntoZip(path, shown);
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
    openSource: () => openFileSource(path),
  };
}

async function* lookIntoZip(path: string, shown: string): AsyncIterable<FoundFile | NotFound> {
  const openZip = () => openPromise(path, { autoClose: false });
  // A file that is only called a zip is still a file.
  const zip = await openZip().catch(() => undefined);
  if (!zip) return yield foundFile(path, shown, await stat(path));
  const left = { entries: mostEntries, innerBytes: mostInnerBytes };
  yield* lookIntoEntries({ zip, openZip, shown, depth: 1, left });
}

type LookedInto = {
  readonly zip: ZipFile;
  /** Once more: files of one zip are read at the same time, each through a handle of its own. */
  readonly openZip: () => Promise<ZipFile>;
  readonly shown: string;
  readonly depth: number;
  /** How much more is looked into; shared with the zips inside. */
  readonly left: { entries: number; innerBytes: number };
};

async function* lookIntoEntries(look: LookedInto): AsyncIterable<FoundFile | NotFound> {
  const { zip, openZip, shown, left } = look;
  try {
    for await (const entry of zip.eachEntry()) {
      left.entries -= 1;
      if (left.entries < 0) return yield { path: shown, why: "there are too many files in it" };
      if (entry.fileName.endsWith("/")) continue;
      const path = `${shown}/${entry.fileName}`;
      const why = refuseEntry(entry, look);
      if (why) yield { path, why };
      else if (isZip(entry.fileName)) yield* lookIntoInner(look, entry, path);
      else yield zippedFile(openZip, entry, path);
    }
  } finally {
    zip.close();
  }
}

/** A zip inside a zip is unpacked in memory; one that is none is a file like any other. */
async function* lookIntoInner(
  { openZip, depth, left }: LookedInto,
  entry: Entry,
  path: string,
): AsyncIterable<FoundFile | NotFound> {
  const file = zippedFile(openZip, entry, path);
  // What cannot be unpacked is told to whoever opens it.
  const bytes = Buffer.from(await collect(file.open()).catch(() => new Uint8Array()));
  const openInner = () => fromBufferPromise(bytes);
  const zip = await openInner().catch(() => undefined);
  if (!zip) yield file;
  else
    try {
      yield* lookIntoEntries({ zip, openZip: openInner, shown: path, depth: depth + 1, left });
    } catch (error) {
      yield { path, why: (error as Error).message }; // what lies beside it is looked into all the same
    }
}

function refuseEntry(entry: Entry, { depth, left }: LookedInto): string | undefined {
  if (entry.isEncrypted()) return "it is locked with a password inside its zip";
  if (!entry.canDecodeFileData()) return "its zip packs it in a way that is not known here";
  const { compressedSize, uncompressedSize } = entry;
  if (uncompressedSize > smallEnough && uncompressedSize > mostUnpacked * compressedSize)
    return "its zip claims that it unpacks to far more than any log does";
  if (!isZip(entry.fileName)) return undefined;
  left.innerBytes -= uncompressedSize;
  if (depth === deepest || uncompressedSize > largestInner || left.innerBytes < 0)
    return "it is a zip inside a zip, too large or too deep to look into; unpack it first";
  return undefined;
}

function isZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

function zippedFile(openZip: () => Promise<ZipFile>, entry: Entry, path: string): FoundFile {
  return {
    path,
    name: basename(entry.fileName),
    size: entry.uncompressedSize,
    modifiedAt: entry.getLastModDate().getTime(),
    async *open() {
      const zip = await openZip();
      try {
        yield* await zip.openReadStreamPromise(entry);
      } finally {
        zip.close();
      }
    },
  };
}
