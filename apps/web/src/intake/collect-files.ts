import type { FoundFile } from "./found-file.ts";

/**
 * Every file of a drop, folders included. Call it while the drop event is under way: a browser
 * forgets what was dropped as soon as its listener returns.
 */
export function collectDropped(transfer: DataTransfer): Promise<FoundFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return Promise.resolve(collectPicked(transfer.files));
  return collectEntries(entries);
}

/** Files of a file picker; those of a folder picker know their paths. */
export function collectPicked(files: Iterable<File>): FoundFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function collectEntries(entries: readonly FileSystemEntry[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file) found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    } else if (isFolder(entry)) waiting.push(...(await entriesOf(entry)));
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** Undefined where the file went away or may not be read: the others still count. */
function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // Chrome gives a hundred at a time; an empty answer is the end.
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
