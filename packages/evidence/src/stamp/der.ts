import { concat } from "@homepoint/base";

/** One value of DER; bytes share memory with what it was read from. */
export type Der = {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With its tag and length. */
  readonly whole: Uint8Array;
};

/** Values that lie one after the other, or undefined where the bytes are not that. */
export function readDer(bytes: Uint8Array): readonly Der[] | undefined {
  const values: Der[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = readOne(bytes.subarray(at));
    if (!value) return undefined;
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

function readOne(bytes: Uint8Array): Der | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4 || first === 0x80 || bytes.length < 2 + more) return undefined;
  const lengthBytes = bytes.subarray(2, 2 + more);
  const length = more === 0 ? first : lengthBytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const end = 2 + more + length;
  if (end > bytes.length) return undefined;
  return { tag, content: bytes.subarray(2 + more, end), whole: bytes.subarray(0, end) };
}

export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  const { length } = content;
  if (length < 0x80) return concat(Uint8Array.of(tag, length), content);
  const lengthBytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes.unshift(rest % 256);
  return concat(Uint8Array.of(tag, 0x80 | lengthBytes.length, ...lengthBytes), content);
}
