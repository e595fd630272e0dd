import { concat, type ByteSource } from "@homepoint/base";
import type { Zip } from "../zip/zip.ts";
import type { HashName } from "./verify-signature.ts";

export type Sections = {
  readonly source: ByteSource;
  /** Where the signing block begins. */
  readonly contentEnd: number;
  readonly zip: Zip;
};

const chunkSize = 1024 * 1024;

/** source.android.com, "Integrity-protected contents": digests of 1 MiB chunks, then one of all of them. */
export async function contentDigest(
  { source, contentEnd, zip }: Sections,
  hash: HashName,
): Promise<Uint8Array> {
  const directory = await source.read(zip.directoryAt, zip.endAt - zip.directoryAt);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < contentEnd; at += chunkSize)
    parts.push(
      await chunkDigest(await source.read(at, Math.min(chunkSize, contentEnd - at)), hash),
    );
  for (const bytes of [directory, movedEnd(zip.end, contentEnd)])
    for (let at = 0; at < bytes.length; at += chunkSize)
      parts.push(await chunkDigest(bytes.subarray(at, at + chunkSize), hash));
  return digest(hash, concat(marked(0x5a, parts.length), ...parts));
}

/** The end record as if the directory stood where the block does. */
function movedEnd(end: Uint8Array, directoryAt: number): Uint8Array {
  const moved = Uint8Array.from(end);
  new DataView(moved.buffer).setUint32(16, directoryAt, true);
  return moved;
}

function chunkDigest(chunk: Uint8Array, hash: HashName): Promise<Uint8Array> {
  return digest(hash, concat(marked(0xa5, chunk.length), chunk));
}

function marked(mark: number, number: number): Uint8Array {
  const bytes = new Uint8Array(5);
  bytes[0] = mark;
  new DataView(bytes.buffer).setUint32(1, number, true);
  return bytes;
}

export async function digest(hash: HashName, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, Uint8Array.from(bytes)));
}
