import { GrowingBytes } from "./growing-bytes.ts";

export type Piece = { readonly bytes: Uint8Array; readonly isLast: boolean };

/**
 * Cuts a stream into pieces of `size` bytes; only the last may be shorter, and is empty only where
 * the stream is. A piece's bytes are borrowed: use them before asking for the next.
 */
export async function* inPieces(
  blocks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<Piece> {
  const held = new GrowingBytes();
  for await (const block of blocks) {
    let at = 0;
    while (at < block.length) {
      if (held.length === size) {
        yield { bytes: held.borrowed, isLast: false };
        held.clear();
      }
      const part = block.subarray(at, at + size - held.length);
      at += part.length;
      // A whole piece that is surely not the last needs no copy.
      if (part.length === size && at < block.length) yield { bytes: part, isLast: false };
      else held.append(part);
    }
  }
  yield { bytes: held.borrowed, isLast: true };
}

export async function* oneBlock(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
