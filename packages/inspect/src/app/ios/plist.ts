import { textOf } from "@homepoint/base";
import { u8 } from "../little-endian.ts";
import { readTextXml, type TextElement } from "./text-xml.ts";

/** What a property list says; dates as ISO 8601, bytes as they are. */
export type Plist =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Plist[]
  | { readonly [key: string]: Plist };

export type PlistDict = { readonly [key: string]: Plist };

export function isDict(value: Plist | undefined): value is PlistDict {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export function textIn(dict: PlistDict | undefined, key: string): string | undefined {
  const value = dict?.[key];
  return typeof value === "string" ? value : undefined;
}

export function listIn(dict: PlistDict | undefined, key: string): readonly Plist[] {
  const value = dict?.[key];
  return Array.isArray(value) ? value : [];
}

/** XML or binary, as it begins; undefined where it is neither, or damaged. Never throws. */
export function readPlist(bytes: Uint8Array): Plist | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (head.startsWith("bplist0")) return readBinary(bytes);
  const root = readTextXml(textOf(bytes));
  const [value] = root?.children ?? [];
  return root?.name === "plist" && value ? fromXml(value, 0) : undefined;
}

const deepest = 60;

function fromXml(element: TextElement, depth: number): Plist | undefined {
  if (depth > deepest) return undefined;
  const { name, text, children } = element;
  switch (name) {
    case "string":
    case "date":
      return text;
    case "integer":
    case "real":
      return Number(text);
    case "true":
    case "false":
      return name === "true";
    case "data":
      return fromLooseBase64(text);
    case "array":
      return children.flatMap((child) => fromXml(child, depth + 1) ?? []);
    case "dict":
      return dictFrom(children, depth);
    default:
      return undefined;
  }
}

function dictFrom(children: readonly TextElement[], depth: number): PlistDict {
  const pairs: [string, Plist][] = [];
  for (let at = 0; at + 1 < children.length; at += 1) {
    const [key, value] = [children[at], children[at + 1]];
    if (key?.name !== "key" || !value || value.name === "key") continue;
    const read = fromXml(value, depth + 1);
    if (read !== undefined) pairs.push([key.text, read]);
    at += 1;
  }
  return Object.fromEntries(pairs);
}

function fromLooseBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll(/\s/g, "")), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

type Binary = {
  readonly bytes: Uint8Array;
  readonly offsetsAt: number;
  readonly offsetSize: number;
  readonly refSize: number;
  readonly count: number;
  /** Objects may refer to each other again and again: so many are read in all. */
  left: number;
};

const mostObjects = 200_000;

/** Apple's CFBinaryPList.c: objects, a table of their places, a trailer of 32 bytes. */
function readBinary(bytes: Uint8Array): Plist | undefined {
  if (bytes.length < 40) return undefined;
  const trailer = bytes.length - 32;
  const binary: Binary = {
    bytes,
    offsetSize: u8(bytes, trailer + 6),
    refSize: u8(bytes, trailer + 7),
    count: number(bytes, trailer + 8, 8),
    offsetsAt: number(bytes, trailer + 24, 8),
    left: mostObjects,
  };
  const { offsetSize, refSize, count, offsetsAt } = binary;
  const isSound = offsetSize > 0 && offsetSize <= 8 && refSize > 0 && refSize <= 8;
  if (!isSound || offsetsAt + count * offsetSize > bytes.length) return undefined;
  return objectAt(binary, number(bytes, trailer + 16, 8), 0);
}

function number(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = 0; index < size; index += 1) value = value * 256 + u8(bytes, at + index);
  return value;
}

function objectAt(binary: Binary, index: number, depth: number): Plist | undefined {
  binary.left -= 1;
  if (depth > deepest || index >= binary.count || binary.left < 0) return undefined;
  const { bytes, offsetsAt, offsetSize } = binary;
  const at = number(bytes, offsetsAt + index * offsetSize, offsetSize);
  const mark = u8(bytes, at);
  if (mark === 8 || mark === 9) return mark === 9;
  const kind = mark >> 4;
  if (kind === 1) return number(bytes, at + 1, 1 << (mark & 0xf & 7));
  if (kind === 2 || kind === 3) return realAt(bytes, at, mark);
  const { length, from } = lengthAt(bytes, at, mark & 0xf);
  binary.left -= length >> 4;
  if (from + length > bytes.length || binary.left < 0) return undefined;
  if (kind === 4) return bytes.subarray(from, from + length);
  if (kind === 5) return letters(bytes, { from, length, size: 1 });
  if (kind === 6) return letters(bytes, { from, length, size: 2 });
  if (kind === 0xa || kind === 0xc) return arrayAt(binary, { from, length, depth });
  return kind === 0xd ? dictAt(binary, { from, length, depth }) : undefined;
}

function realAt(bytes: Uint8Array, at: number, mark: number): Plist | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 9 > bytes.length) return undefined;
  const value = (mark & 0xf) === 2 ? view.getFloat32(at + 1) : view.getFloat64(at + 1);
  if (mark >> 4 === 2) return value;
  const date = new Date(Date.UTC(2001, 0, 1) + 1000 * value);
  return Number.isNaN(date.valueOf()) ? undefined : date.toISOString();
}

function lengthAt(bytes: Uint8Array, at: number, short: number) {
  if (short !== 0xf) return { length: short, from: at + 1 };
  const size = 1 << (u8(bytes, at + 1) & 3);
  return { length: number(bytes, at + 2, size), from: at + 2 + size };
}

type Text = { readonly from: number; readonly length: number; readonly size: 1 | 2 };
const utf16 = new TextDecoder("utf-16be");
const latin1 = new TextDecoder("latin1");

function letters(bytes: Uint8Array, { from, length, size }: Text): string {
  return (size === 1 ? latin1 : utf16).decode(bytes.subarray(from, from + size * length));
}

type Many = { readonly from: number; readonly length: number; readonly depth: number };

function refsAt({ bytes, refSize }: Binary, from: number, length: number): number[] {
  const room = Math.max(0, Math.floor((bytes.length - from) / refSize));
  return Array.from({ length: Math.min(length, room) }, (_, index) =>
    number(bytes, from + index * refSize, refSize),
  );
}

function arrayAt(binary: Binary, { from, length, depth }: Many): readonly Plist[] {
  return refsAt(binary, from, length).flatMap((ref) => objectAt(binary, ref, depth + 1) ?? []);
}

function dictAt(binary: Binary, { from, length, depth }: Many): PlistDict {
  const keys = refsAt(binary, from, length);
  const values = refsAt(binary, from + length * binary.refSize, length);
  const pairs = keys.flatMap((ref, index): [string, Plist][] => {
    const key = objectAt(binary, ref, depth + 1);
    const value = objectAt(binary, values[index] ?? binary.count, depth + 1);
    return typeof key === "string" && value !== undefined ? [[key, value]] : [];
  });
  return Object.fromEntries(pairs);
}
