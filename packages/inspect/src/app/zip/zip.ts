import type { ByteSource } from "@homepoint/base";
import { u16, u32, u64 } from "../little-endian.ts";
import type { Oddities } from "../oddity.ts";
import { inspectProblem } from "../../problems.ts";

/** One row of a zip's directory. Sizes are claims. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerAt: number;
};

/** A zip by its directory: nothing is unpacked yet. */
export type Zip = {
  readonly source: ByteSource;
  /** As they stand in the directory, folders left out; names may come twice. */
  readonly entries: readonly ZipEntry[];
  readonly directoryAt: number;
  readonly directorySize: number;
  readonly endAt: number;
  /** As it stands in the end record, which a signature covers. */
  readonly end: Uint8Array;
};

const endLength = 22;
const longestComment = 65_535;
const largestDirectory = 64 * 1024 ** 2;
const endMark = 0x0605_4b50;
const fileMark = 0x0403_4b50;
const rowMark = 0x0201_4b50;

export type ZipParts = { readonly name: string; readonly most: number; readonly odd: Oddities };

/**
 * Reads a zip's directory (APPNOTE 6.3 §4.3.12–16, with zip64), and tolerates what Android tolerates:
 * unknown methods, flags that say "sealed", headers that disagree. Each such thing is an oddity.
 * @throws inspect/not-a-package
 */
export async function openZip(source: ByteSource, { name, most, odd }: ZipParts): Promise<Zip> {
  const end = await findEnd(source);
  if (!end) throw inspectProblem("not-a-package", { name, why: await whyNoEnd(source) });
  const { at: directoryAt, size: directorySize } = await directoryOf(source, end);
  if (directorySize > largestDirectory || directoryAt + directorySize > source.size)
    throw inspectProblem("not-a-package", { name, why: "its zip directory lies outside the file" });
  const directory = await source.read(directoryAt, directorySize);
  const entries = readDirectory(directory, most, odd);
  return { source, entries, directoryAt, directorySize, endAt: end.at, end: end.bytes };
}

/** The directory of a zip stands at its end: what was not copied whole has none. */
async function whyNoEnd(source: ByteSource): Promise<string> {
  const isBegun = source.size >= 4 && u32(await source.read(0, 4), 0) === fileMark;
  return isBegun ? "it is a zip that breaks off, or whose end is damaged" : "it is no zip";
}

type End = { readonly at: number; readonly bytes: Uint8Array };

async function findEnd(source: ByteSource): Promise<End | undefined> {
  const length = Math.min(source.size, endLength + longestComment);
  const from = source.size - length;
  const tail = await source.read(from, length);
  for (let at = tail.length - endLength; at >= 0; at -= 1)
    if (u32(tail, at) === endMark && at + endLength + u16(tail, at + 20) <= tail.length)
      return { at: from + at, bytes: Uint8Array.from(tail.subarray(at)) };
  return undefined;
}

type Place = { readonly at: number; readonly size: number };

async function directoryOf(source: ByteSource, { at, bytes }: End): Promise<Place> {
  const plain = { at: u32(bytes, 16), size: u32(bytes, 12) };
  const isLarge = plain.at === 0xffff_ffff || plain.size === 0xffff_ffff;
  if (!isLarge || at < 20) return plain;
  const locator = await source.read(at - 20, 20);
  const place = u32(locator, 0) === 0x0706_4b50 ? u64(locator, 8) : undefined;
  if (place === undefined || place + 56 > source.size) return plain;
  const large = await source.read(place, 56);
  return { at: u64(large, 48) ?? plain.at, size: u64(large, 40) ?? plain.size };
}

function readDirectory(bytes: Uint8Array, most: number, odd: Oddities): ZipEntry[] {
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  while (at + 46 <= bytes.length && u32(bytes, at) === rowMark) {
    if (entries.length >= most) {
      odd.add("too-many-entries", String(most));
      return entries;
    }
    const entry = readRow(bytes, at);
    noteName(entry, names, odd);
    if (!entry.name.endsWith("/")) entries.push(entry);
    at += 46 + u16(bytes, at + 28) + u16(bytes, at + 30) + u16(bytes, at + 32);
  }
  if (at !== bytes.length) odd.add("directory-damaged", `${at} of ${bytes.length}`);
  return entries;
}

const names = new TextDecoder("utf-8");

function readRow(bytes: Uint8Array, at: number): ZipEntry {
  const nameLength = u16(bytes, at + 28);
  const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + u16(bytes, at + 30));
  const claims = {
    size: u32(bytes, at + 24),
    packedSize: u32(bytes, at + 20),
    headerAt: u32(bytes, at + 42),
  };
  return {
    name: names.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    flags: u16(bytes, at + 8),
    method: u16(bytes, at + 10),
    ...enlarged(claims, extra),
  };
}

type Claims = Pick<ZipEntry, "size" | "packedSize" | "headerAt">;

/** APPNOTE §4.5.3: those that did not fit stand in the extra field, in this order. */
function enlarged(claims: Claims, extra: Uint8Array): Claims {
  const large: Record<keyof Claims, number> = { ...claims };
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16(extra, at + 2)) {
    if (u16(extra, at) !== 1) continue;
    let next = at + 4;
    for (const field of ["size", "packedSize", "headerAt"] as const) {
      if (claims[field] !== 0xffff_ffff || next + 8 > extra.length) continue;
      large[field] = u64(extra, next) ?? claims[field];
      next += 8;
    }
  }
  return large;
}

const sealedFlag = 1;

function noteName(entry: ZipEntry, names: Set<string>, odd: Oddities): void {
  const { name, flags, method } = entry;
  if (names.has(name)) odd.add("name-twice", name);
  names.add(name);
  if (/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\0/.test(name)) odd.add("name-leaves-folder", name);
  if (flags & sealedFlag) odd.add("flag-sealed", name);
  if (method !== 0 && method !== 8) odd.add("method-unknown", name);
}
