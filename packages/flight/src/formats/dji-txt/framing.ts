import { hasRowKey, makeRowKey, rowKeyBytes } from "./row-keys.ts";
import { kindNames, kinds } from "./row-kinds.ts";

/** How rows are told apart in a file, DJI flight record §4. */
export type Framing = {
  /** Where the first row begins. */
  readonly start: number;
  /** Bytes of the length field: 2 from version 13 on. */
  readonly lengthBytes: 1 | 2;
  /** From version 7 on: payloads are under the XOR layer and end with a check byte. */
  readonly scrambled: boolean;
};

const isKnown = Uint8Array.from({ length: 256 }, (_, kind) => (kind in kindNames ? 1 : 0));

/** Between two halves of a log, and before its pictures: int32 12345. */
export function isMarker(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x39 && bytes[at + 1] === 0x30 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

/**
 * Where the row at `at` ends, its terminator included. 0 where no row is framed there; the end,
 * negative, where one is framed and its check byte is wrong.
 */
export function rowEnd(bytes: Uint8Array, framing: Framing, at: number): number {
  const payload = at + 1 + framing.lengthBytes;
  if (payload >= bytes.length) return 0;
  const kind = bytes[at] as number; // at is below payload, which is in the file
  const length = contentLength(bytes, framing, at);
  const end = payload + length + 1;
  if (end > bytes.length || bytes[end - 1] !== 0xff) return 0;
  if (!framing.scrambled) return isKnown[kind] === 1 && length > 0 ? end : 0;
  if (kind === 0 || kind === 0xff || length <= 2) return 0;
  const seed = bytes[payload] as number; // in the file, see above
  const slot = (kind << 8) | seed;
  if (hasRowKey[slot] === 0) makeRowKey(slot);
  const check = (bytes[end - 2] as number) ^ (rowKeyBytes[slot * 8 + ((length - 2) & 7)] as number);
  return check === ((seed + kind) & 0xff) || kind === kinds.reopened ? end : -end;
}

function contentLength(bytes: Uint8Array, { lengthBytes }: Framing, at: number): number {
  const low = bytes[at + 1] as number; // the caller checked that the length field is in the file
  return lengthBytes === 1 ? low : low | ((bytes[at + 2] as number) << 8);
}

/** How many of the first `most` rows follow each other without a gap. */
export function countFramed(bytes: Uint8Array, framing: Framing, most: number): number {
  let at = framing.start;
  let count = 0;
  while (count < most) {
    const end = rowEnd(bytes, framing, at);
    if (end > 0) count += 1;
    else if (!isMarker(bytes, at)) break;
    at = end > 0 ? end : at + 4;
  }
  return count;
}
