import type { Content } from "./messages.ts";
import { basicTypes, isNameByte, type BasicType } from "./types.ts";

/** A value with its type and name, of an information or a parameter: where all of it stands. */
export type Keyed = {
  readonly type: BasicType;
  /** Undefined where it is no array. */
  readonly count: number | undefined;
  readonly nameFrom: number;
  /** Of the value. The name ends where it begins. */
  readonly from: number;
  readonly end: number;
};

/**
 * `keyAt`: where the length of the key stands. Undefined where value and type differ in length. No
 * text is made: a log has a thousand of these, and noise has more places that begin like one.
 */
export function readKeyed({ bytes, from, end }: Content, keyAt: number): Keyed | undefined {
  const start = from + keyAt + 1;
  const keyEnd = start + (bytes[start - 1] ?? 0);
  const type = keyEnd > end ? undefined : typeAt(bytes, start, keyEnd);
  if (!type) return undefined;
  const typeEnd = start + type.length;
  const isArray = bytes[typeEnd] === 0x5b; // [
  const space = isArray ? closingOf(bytes, typeEnd, keyEnd) + 1 : typeEnd;
  const count = isArray ? countAt(bytes, typeEnd + 1, space - 1) : undefined;
  if (bytes[space] !== 0x20 || !isName(bytes, space + 1, keyEnd)) return undefined;
  if (basicTypes[type].size * (count ?? 1) !== end - keyEnd) return undefined;
  return { type, count, nameFrom: space + 1, from: keyEnd, end };
}

/** The name of a value. Names are ASCII. */
export function nameOfKeyed(bytes: Uint8Array, { nameFrom, from }: Keyed): string {
  let name = "";
  for (let at = nameFrom; at < from; at += 1) name += String.fromCharCode(bytes[at] as number); // within the key
  return name;
}

const types = (Object.keys(basicTypes) as BasicType[]).map((name) => ({
  name,
  bytes: Uint8Array.from(name, (letter) => letter.charCodeAt(0)),
}));

const firstLetters: ReadonlySet<number | undefined> = new Set(types.map(({ bytes }) => bytes[0]));

/** The basic type that begins there, followed by what may follow one. */
function typeAt(bytes: Uint8Array, start: number, end: number): BasicType | undefined {
  if (!firstLetters.has(bytes[start])) return undefined;
  for (const type of types) {
    const { length } = type.bytes;
    const next = bytes[start + length];
    const isEnded = start + length < end && (next === 0x20 || next === 0x5b);
    if (isEnded && type.bytes.every((byte, at) => bytes[start + at] === byte)) return type.name;
  }
  return undefined;
}

/** Digits of the longest array. */
const mostDigits = 5;

/** Where the bracket closes; before the opening one where it does not. */
function closingOf(bytes: Uint8Array, open: number, end: number): number {
  const limit = Math.min(end, open + mostDigits + 2);
  for (let at = open + 1; at < limit; at += 1) if (bytes[at] === 0x5d) return at;
  return open - 1;
}

function countAt(bytes: Uint8Array, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += 1) count = count * 10 + (bytes[at] as number) - 0x30; // within the key
  return count;
}

function isName(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (!isNameByte(bytes[at] as number)) return false; // below the end
  return from < end;
}
