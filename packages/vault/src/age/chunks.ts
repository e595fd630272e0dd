export type Piece = { readonly bytes: Uint8Array; readonly isLast: boolean };

/**
 * Cuts a stream into pieces of `size` bytes; only the last may be shorter, and is empty only where
 * the stream is. A piece's bytes are borrowed: use them before asking for the next.
 */
export async function* inPieces(
  blocks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<Piece> {
  const held = new Uint8Array(size);
  let length = 0;
  for await (const block of blocks) {
    let at = 0;
    while (at < block.length) {
      if (length === size) {
        yield { bytes: held, isLast: false };
        length = 0;
      }
      if (length === 0 && block.length - at > size) {
        yield { bytes: block.subarray(at, at + size), isLast: false };
        at += size;
      } else {
        const taken = Math.min(size - length, block.length - at);
        held.set(block.subarray(at, at + taken), length);
        length += taken;
        at += taken;
      }
    }
  }
  yield { bytes: held.subarray(0, length), isLast: true };
}

export async function* oneBlock(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}
