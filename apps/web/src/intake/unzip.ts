import type { FoundFile } from "./found-file.ts";
import { promiseOf } from "./found-file.ts";

/** A log inside a zip is unpacked in memory; what is larger has to be unpacked first. */
const largestInside = 256 * 1024 * 1024;
/** A small zip may unpack to any size: this much is enough for every card. */
const largestInAll = 16 * 1024 * 1024 * 1024;

/** A file inside a zip; `read` unpacks it, in memory. */
export type ZippedFile = {
  readonly path: string;
  readonly size: number;
  readonly tooLarge: boolean;
  readonly read: () => Promise<FoundFile>;
};

/** Files of a zip, without unpacking any; media and rubbish are left out by their names. */
export async function listZip({ path, file }: FoundFile): Promise<ZippedFile[]> {
  // The browser's own inflate: no WebAssembly, no worker from a blob, as the page's policy wants.
  const zip = await import("@zip.js/zip.js/lib/zip-core-native.js");
  zip.configure({ useWebWorkers: false });
  const reader = new zip.ZipReader(new zip.BlobReader(file));
  const files: ZippedFile[] = [];
  let sum = 0;
  for await (const entry of reader.getEntriesGenerator()) {
    if (entry.directory || !["other", "zip"].includes(promiseOf(entry.filename))) continue;
    const size = entry.uncompressedSize;
    sum += size;
    const within = `${path}/${entry.filename}`;
    files.push({
      path: within,
      size,
      tooLarge: size > largestInside || sum > largestInAll,
      read: async () => {
        const bytes = await entry.getData(new zip.Uint8ArrayWriter());
        return { path: within, file: new File([bytes], entry.filename) };
      },
    });
  }
  return files;
}
