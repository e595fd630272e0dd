import type { Range } from "./rows.ts";

const differences = new Int32Array(256);
const differenceBytes = new Uint8Array(differences.buffer);

/**
 * Which bits of the rows differ within a block, as one row of bytes; valid until the next call.
 *
 * Most flags, modes and identities stay the same for minutes. Looking once at every word is cheaper
 * than copying every field from every row: what does not vary is copied once and filled.
 */
export function varyingBits(
  words: Int32Array,
  { count, stride }: Omit<Range, "first">,
): Uint8Array {
  const perRow = stride >>> 2;
  for (let word = 0; word < perRow; word += 1) {
    const first = words[word] as number; // rows are perRow words long, and there are count of them
    let varying = 0;
    for (let at = word, end = count * perRow; at < end; at += perRow)
      varying |= (words[at] as number) ^ first;
    differences[word] = varying;
  }
  return differenceBytes;
}
