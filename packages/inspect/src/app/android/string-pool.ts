import { u16, u32, u8 } from "../little-endian.ts";

/** AOSP `ResourceTypes.h`, ResStringPool_header. Texts are decoded when asked for. */
export class StringPool {
  readonly #bytes: Uint8Array;
  readonly #isUtf8: boolean;
  readonly #indexAt: number;
  readonly #textAt: number;
  readonly #known = new Map<number, string>();
  /** Texts may lie over one another: so much is decoded in all. */
  #left: number;
  readonly length: number;
  /** The header claims more than there is room for. */
  readonly damaged: boolean;

  /** Of a chunk that begins with its header; the bytes are borrowed. */
  constructor(chunk: Uint8Array) {
    this.#bytes = chunk;
    this.#left = 4 * chunk.length + 65_536;
    this.#indexAt = Math.max(8, u16(chunk, 2));
    this.#isUtf8 = (u32(chunk, 16) & 0x100) !== 0;
    this.#textAt = u32(chunk, 20);
    const claimed = u32(chunk, 8);
    const room = Math.max(0, Math.floor((chunk.length - this.#indexAt) / 4));
    this.length = Math.min(claimed, room);
    this.damaged = claimed > room || this.#textAt > chunk.length;
  }

  /** Undefined where there is none, or where it lies outside. */
  at(index: number): string | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const from = this.#textAt + u32(this.#bytes, this.#indexAt + 4 * index);
    if (from >= this.#bytes.length || this.#left < 0) return undefined;
    const text = this.#isUtf8 ? utf8At(this.#bytes, from) : utf16At(this.#bytes, from);
    this.#left -= text.length;
    this.#known.set(index, text);
    return text;
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let index = 0; index < this.length; index += 1) {
      const text = this.at(index);
      if (text !== undefined) yield text;
    }
  }
}

export const emptyPool = new StringPool(new Uint8Array(28));

const utf8 = new TextDecoder("utf-8");
const utf16 = new TextDecoder("utf-16le");

function utf8At(bytes: Uint8Array, from: number): string {
  const skipped = from + (u8(bytes, from) & 0x80 ? 2 : 1);
  const long = (u8(bytes, skipped) & 0x80) !== 0;
  const claimed = long
    ? ((u8(bytes, skipped) & 0x7f) << 8) | u8(bytes, skipped + 1)
    : u8(bytes, skipped);
  const start = skipped + (long ? 2 : 1);
  // A length that lies: Android goes by it only where a zero follows.
  const length = bytes[start + claimed] === 0 ? claimed : untilZero(bytes, start);
  return utf8.decode(bytes.subarray(start, start + length));
}

function untilZero(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(0, start);
  return (end < 0 ? bytes.length : end) - start;
}

function utf16At(bytes: Uint8Array, from: number): string {
  const first = u16(bytes, from);
  const long = (first & 0x8000) !== 0;
  const letters = long ? ((first & 0x7fff) << 16) | u16(bytes, from + 2) : first;
  const start = from + (long ? 4 : 2);
  const end = Math.min(bytes.length, start + 2 * letters);
  return utf16.decode(bytes.subarray(start, end - ((end - start) % 2)));
}
