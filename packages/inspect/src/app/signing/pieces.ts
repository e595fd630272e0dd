import { u32 } from "../little-endian.ts";

/** Length-prefixed pieces, as everything in these schemes is kept; those before damage. */
export function pieces(bytes: Uint8Array = new Uint8Array()): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  while (at + 4 <= bytes.length && found.length < 1000) {
    const length = u32(bytes, at);
    if (at + 4 + length > bytes.length) break;
    found.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** What stands behind the first so many pieces. */
export function behindPieces(bytes: Uint8Array, count: number): Uint8Array {
  let at = 0;
  for (let left = count; left > 0; left -= 1) at = Math.min(bytes.length, at + 4 + u32(bytes, at));
  return bytes.subarray(at);
}
