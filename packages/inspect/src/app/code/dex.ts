import { u32, u8 } from "../little-endian.ts";

/** One DEX file: what it defines itself, and what it only refers to. Names as `com.example.Part$Inner`. */
export type Dex = {
  readonly version: string;
  readonly defined: readonly string[];
  readonly referenced: readonly string[];
  readonly damaged: boolean;
  /** Every text in it, decoded when asked for. */
  strings(): Iterable<string>;
};

const headerSize = 0x70;
/** Instructions name types by 16 bits. */
const mostTypes = 65_536;
const longestName = 4_096;

export function isDex(bytes: Uint8Array): boolean {
  return u32(bytes, 0) === 0x0a78_6564 && u8(bytes, 7) === 0;
}

/**
 * Reads the DEX files in some bytes: one, or with version 041 a container of several
 * (source.android.com, "Dalvik executable format"). Never throws; the bytes are borrowed.
 */
export function readDexes(bytes: Uint8Array): Dex[] {
  const found: Dex[] = [];
  let at = 0;
  while (
    at + headerSize <= bytes.length &&
    isDex(bytes.subarray(at, at + 8)) &&
    found.length < 100
  ) {
    found.push(readDex(bytes, at));
    const size = u32(bytes, at + 0x20);
    if (versionOf(bytes, at) < "041" || size < headerSize) break;
    at += size;
  }
  return found;
}

function versionOf(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at + 4, at + 7));
}

type Layout = {
  readonly bytes: Uint8Array;
  /** Offsets count from here. */
  readonly base: number;
  readonly strings: number;
  readonly stringsAt: number;
};

function readDex(bytes: Uint8Array, at: number): Dex {
  const layout = layoutOf(bytes, at);
  const types = section(bytes, { at: at + 0x40, base: layout.base, row: 4, most: mostTypes });
  const classes = section(bytes, { at: at + 0x60, base: layout.base, row: 32, most: mostTypes });
  const typeName = (type: number) =>
    type < types.count ? textAt(layout, u32(bytes, types.at + 4 * type), longestName) : undefined;
  const defined = new Set<string>();
  for (let index = 0; index < classes.count; index += 1) {
    const name = className(typeName(u32(bytes, classes.at + 32 * index)));
    if (name !== undefined) defined.add(name);
  }
  const referenced = new Set<string>();
  for (let type = 0; type < types.count; type += 1) {
    const name = className(typeName(type));
    if (name !== undefined && !defined.has(name)) referenced.add(name);
  }
  return {
    version: versionOf(bytes, at),
    defined: [...defined],
    referenced: [...referenced],
    damaged: types.cut || classes.cut || claimedStrings(bytes, at) > layout.strings,
    strings: () => allStrings(layout),
  };
}

type Section = { readonly count: number; readonly at: number; readonly cut: boolean };
type SectionPlace = {
  readonly at: number;
  readonly base: number;
  readonly row: number;
  readonly most: number;
};

/** A count and an offset in the header, kept within the file. */
function section(bytes: Uint8Array, { at, base, row, most }: SectionPlace): Section {
  const claimed = u32(bytes, at);
  const from = base + u32(bytes, at + 4);
  const room = Math.max(0, Math.floor((bytes.length - from) / row));
  return { count: Math.min(claimed, room, most), at: from, cut: claimed > Math.min(room, most) };
}

function claimedStrings(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 0x38);
}

/** In a container offsets may count from the container or from the header: the one that yields texts. */
function layoutOf(bytes: Uint8Array, at: number): Layout {
  const most = Number.POSITIVE_INFINITY;
  const layouts = [...new Set([0, at])].map((base): Layout => {
    const { count, at: stringsAt } = section(bytes, { at: at + 0x38, base, row: 4, most });
    return { bytes, base, strings: count, stringsAt };
  });
  const readable = (layout: Layout) => {
    let texts = 0;
    for (let index = 0; index < Math.min(layout.strings, 64); index += 1)
      if (textAt(layout, index) !== undefined) texts += 1;
    return texts;
  };
  return layouts.reduce((best, next) => (readable(next) > readable(best) ? next : best));
}

/** `Lcom/example/Part;` and arrays of it; undefined for what is no class. */
function className(descriptor: string | undefined): string | undefined {
  const match = /^\[*L(.+);$/s.exec(descriptor ?? "");
  return match?.[1]?.replaceAll("/", ".");
}

function* allStrings(layout: Layout): Iterable<string> {
  // Texts may lie over one another: no more is decoded than a file without that could hold.
  let left = 4 * layout.bytes.length;
  for (let index = 0; index < layout.strings && left > 0; index += 1) {
    const text = textAt(layout, index);
    left -= 1 + (text?.length ?? 0);
    if (text !== undefined) yield text;
  }
}

const utf8 = new TextDecoder("utf-8");
const longest = 1024 * 1024;

/** string_data_item: its length in letters as ULEB128, then MUTF-8 up to a zero. */
function textAt(
  { bytes, base, stringsAt }: Layout,
  index: number,
  most = longest,
): string | undefined {
  const from = base + u32(bytes, stringsAt + 4 * index);
  let start = from;
  while (start < from + 5 && u8(bytes, start) & 0x80) start += 1;
  start += 1;
  if (start >= bytes.length) return undefined;
  const end = bytes.subarray(0, start + most + 1).indexOf(0, start);
  if (end < 0) return undefined;
  const plain = bytes.subarray(start, end);
  return isMutf8(plain) ? fromMutf8(plain) : utf8.decode(plain);
}

/** Where modified UTF-8 differs from UTF-8: a zero as two bytes, surrogates as three bytes each. */
function isMutf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 0xc0) return true;
    if (bytes[at] === 0xed && u8(bytes, at + 1) >= 0xa0) return true;
  }
  return false;
}

function fromMutf8(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const first = u8(bytes, at);
    const [unit, length] = unitAt(bytes, at, first);
    text += String.fromCharCode(unit);
    at += length;
  }
  return text;
}

function unitAt(bytes: Uint8Array, at: number, first: number): readonly [number, number] {
  if (first < 0x80) return [first, 1];
  const second = u8(bytes, at + 1) & 0x3f;
  if ((first & 0xe0) === 0xc0) return [((first & 0x1f) << 6) | second, 2];
  return [((first & 0x0f) << 12) | (second << 6) | (u8(bytes, at + 2) & 0x3f), 3];
}
