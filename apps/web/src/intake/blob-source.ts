import type { ByteSource } from "@homepoint/base";

/** A browser takes as long to begin reading as to read so much. */
const grain = 1 << 17;

/** A dropped file, of which only what is asked for comes into memory. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    grain,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
