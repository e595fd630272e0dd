import { decodeRun } from "../../gather/plain-text.ts";

const quote = 0x22;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** A quoted cell that is longer is a stray quote. */
const longestQuoted = 8_388_608;

export function isLineEnd(byte: number | undefined): boolean {
  return byte === newline || byte === carriageReturn || byte === undefined;
}

/**
 * Where the cell that begins at a place ends: at a separator or a line end. Source: RFC 4180 §2; a
 * quote that is not closed where a cell may end is a character like any other.
 */
export function cellEnd(bytes: Uint8Array, from: number, separator: number): number {
  let at = bytes[from] === quote ? quotedEnd(bytes, from, separator) : from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === separator || byte === newline || byte === carriageReturn) return at;
  }
  return at;
}

/** Behind the closing quote; where it began if there is none. */
function quotedEnd(bytes: Uint8Array, from: number, separator: number): number {
  const limit = from + longestQuoted;
  let at = bytes.indexOf(quote, from + 1);
  while (at > 0 && at < limit) {
    const next = bytes[at + 1];
    if (next === separator || isLineEnd(next)) return at + 1;
    if (next !== quote) return from;
    at = bytes.indexOf(quote, at + 2);
  }
  return from;
}

/** Where the line begins that follows a line end; CR, LF and both are one. */
export function afterLineEnd(bytes: Uint8Array, at: number): number {
  return bytes[at] === carriageReturn && bytes[at + 1] === newline ? at + 2 : at + 1;
}

/** A cell as text, without its quotes and the blanks around it. */
export function cellText(bytes: Uint8Array, from: number, to: number): string {
  if (isQuoted(bytes, from, to)) return decodeRun(bytes, from + 1, to - 1).replaceAll('""', '"');
  return decodeRun(bytes, from, to);
}

export function isQuoted(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from >= 2 && bytes[from] === quote && bytes[to - 1] === quote;
}

/** Reads cells of a column as texts. Most repeat the one before, and are not read again. */
export class TextReader {
  readonly #bytes: Uint8Array;
  #from = 0;
  #to = 0;
  #text = "";

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  read(from: number, to: number): string {
    if (!this.#isRepeated(from, to)) this.#text = cellText(this.#bytes, from, to);
    this.#from = from;
    this.#to = to;
    return this.#text;
  }

  #isRepeated(from: number, to: number): boolean {
    const back = from - this.#from;
    if (to - this.#to !== back) return false;
    for (let at = from; at < to; at += 1)
      if (this.#bytes[at] !== this.#bytes[at - back]) return false;
    return true;
  }
}

/** The cells of the line that begins at a place, as texts; no more than `most`. */
export function readLine(bytes: Uint8Array, from: number, { separator, most }: LineLimits) {
  const texts: string[] = [];
  for (let at = from; texts.length < most; at += 1) {
    const end = cellEnd(bytes, at, separator);
    texts.push(cellText(bytes, at, end));
    at = end;
    if (isLineEnd(bytes[at])) break;
  }
  return texts;
}

type LineLimits = { readonly separator: number; readonly most: number };
