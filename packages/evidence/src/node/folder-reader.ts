import { open } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "@homepoint/base/node";
import type { ReadFile } from "../log-files.ts";

/** A folder that nobody vouches for may hold files of any size. */
const longestFile = 256 << 20;

/** Reads an evidence folder, or a copy of one, for `verify`. Of a longer file, the beginning. */
export function folderReader(folder: string): ReadFile {
  return async (path) => {
    const file = await open(join(folder, path), "r").catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      const bytes = Buffer.allocUnsafe(Math.min(size, longestFile));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  };
}
