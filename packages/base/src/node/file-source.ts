import { open } from "node:fs/promises";
import type { ByteSource } from "../byte-source.ts";

/** A file, open until it is closed. */
export type FileSource = ByteSource & { close(): Promise<void> };

/** What a disk reads ahead in any case. */
const grain = 1 << 16;

export async function openFileSource(path: string): Promise<FileSource> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    return {
      size,
      grain,
      async read(offset, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let have = 0;
        while (have < bytes.length) {
          const { bytesRead } = await file.read(bytes, have, bytes.length - have, offset + have);
          if (bytesRead === 0) break; // shorter than it was
          have += bytesRead;
        }
        return bytes.subarray(0, have);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
