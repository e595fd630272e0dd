/**
 * Bytes that may be too many to hold: a file, an object in a vault. Any place of it can be read, and
 * several at once.
 */
export interface ByteSource {
  readonly size: number;
  /** So many bytes cost as much to read as one more read does: what lies closer is read in one. */
  readonly grain: number;
  /** Borrowed bytes, not to be changed; fewer than asked for only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What is in memory already; nothing is copied. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    grain: 0,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}
