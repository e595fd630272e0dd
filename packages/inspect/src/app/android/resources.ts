import { u16, u32, u8 } from "../little-endian.ts";
import { emptyPool, StringPool } from "./string-pool.ts";
import type { ResValue } from "./xml-element.ts";

type TypeChunk = { readonly chunk: Uint8Array; readonly isDefault: boolean };

/** Types of Res_value that matter here. */
export const valueTypes = {
  reference: 0x01,
  attribute: 0x02,
  string: 0x03,
  float: 0x04,
  decimal: 0x10,
  hex: 0x11,
  boolean: 0x12,
} as const;

const mostChunks = 100_000;
const mostAsked = 200;
const mostLookups = 100_000;
const mostOfType = 1_000;

/** `resources.arsc`, AOSP `ResourceTypes.h`: values by id, looked up when asked for. */
export class Resources {
  readonly strings: StringPool;
  readonly damaged: boolean;
  /** By package and type, as the upper half of an id says. */
  #lookups = 0;
  readonly #types: ReadonlyMap<number, readonly TypeChunk[]>;

  /** Never throws; the bytes are borrowed. */
  constructor(bytes: Uint8Array) {
    const reading: Reading = { strings: emptyPool, types: new Map(), count: 0, damaged: false };
    if (bytes.length > 0) readTable(bytes, reading);
    this.strings = reading.strings;
    this.damaged = reading.damaged || reading.strings.damaged;
    this.#types = reading.types;
  }

  /** All values of an id, that of no particular device first; references are followed. */
  values(id: number): readonly ResValue[] {
    this.#lookups += 1;
    if (this.#lookups > mostLookups) return [];
    const found: ResValue[] = [];
    const asked = new Set([id]);
    for (const one of asked) {
      for (const { chunk } of this.#types.get(one >>> 16)?.slice(0, mostOfType) ?? []) {
        const value = entryValue(chunk, one & 0xffff);
        if (value?.type === valueTypes.reference) asked.add(value.data);
        else if (value) found.push(value);
      }
      if (asked.size > mostAsked || found.length > mostAsked) break;
    }
    return found;
  }

  /** The first text of an id. */
  text(id: number): string | undefined {
    for (const { type, data } of this.values(id))
      if (type === valueTypes.string) return this.strings.at(data);
    return undefined;
  }

  texts(id: number): readonly string[] {
    return this.values(id).flatMap(({ type, data }) =>
      type === valueTypes.string ? (this.strings.at(data) ?? []) : [],
    );
  }
}

type Reading = {
  strings: StringPool;
  readonly types: Map<number, TypeChunk[]>;
  count: number;
  damaged: boolean;
};

function readTable(bytes: Uint8Array, reading: Reading): void {
  if (u16(bytes, 0) !== 0x0002) reading.damaged = true;
  for (const chunk of chunksIn(bytes, u16(bytes, 2), reading)) {
    const type = u16(chunk, 0);
    if (type === 0x0001 && reading.strings === emptyPool) reading.strings = new StringPool(chunk);
    if (type === 0x0200) readPackage(chunk, reading);
  }
}

function readPackage(bytes: Uint8Array, reading: Reading): void {
  const id = u32(bytes, 8) & 0xff;
  for (const chunk of chunksIn(bytes, u16(bytes, 2), reading)) {
    if (u16(chunk, 0) !== 0x0201) continue;
    const key = (id << 8) | u8(chunk, 8);
    const isDefault = isDefaultConfig(chunk);
    const known = reading.types.get(key) ?? [];
    if (isDefault) known.unshift({ chunk, isDefault });
    else known.push({ chunk, isDefault });
    reading.types.set(key, known);
  }
}

function* chunksIn(bytes: Uint8Array, from: number, reading: Reading): Iterable<Uint8Array> {
  let at = Math.max(8, from);
  while (at + 8 <= bytes.length) {
    const size = u32(bytes, at + 4);
    reading.count += 1;
    if (size < 8 || at + size > bytes.length || reading.count > mostChunks) {
      reading.damaged = true;
      return;
    }
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** ResTable_config begins with its own size; all that follows is zero where it is for any device. */
function isDefaultConfig(chunk: Uint8Array): boolean {
  const size = Math.min(u32(chunk, 20), chunk.length - 20);
  return chunk.subarray(24, 20 + size).every((byte) => byte === 0);
}

const none = 0xffff_ffff;

function entryValue(chunk: Uint8Array, index: number): ResValue | undefined {
  const offset = entryOffset(chunk, index);
  if (offset === none) return undefined;
  const at = u32(chunk, 16) + offset;
  if (at + 8 > chunk.length) return undefined;
  const flags = u16(chunk, at + 2);
  if (flags & 0x8) return { type: flags >> 8, data: u32(chunk, at + 4) }; // compact, Android 14
  if (flags & 0x1) return undefined; // a bag of values
  const value = at + u16(chunk, at);
  return value + 8 > chunk.length
    ? undefined
    : { type: u8(chunk, value + 3), data: u32(chunk, value + 4) };
}

function entryOffset(chunk: Uint8Array, index: number): number {
  const [flags, count, from] = [u8(chunk, 9), u32(chunk, 12), u16(chunk, 2)];
  if (flags & 0x01) return sparseOffset(chunk, index);
  if (index >= count) return none;
  if (flags & 0x02) {
    const offset = u16(chunk, from + 2 * index);
    return offset === 0xffff ? none : 4 * offset;
  }
  const at = from + 4 * index;
  return at + 4 > chunk.length ? none : u32(chunk, at);
}

/** Rows of index and offset, sorted by index; as Android, what is not sorted is not found. */
function sparseOffset(chunk: Uint8Array, index: number): number {
  const rows = u16(chunk, 2);
  let [from, to] = [0, Math.min(u32(chunk, 12), Math.floor((chunk.length - rows) / 4))];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (u16(chunk, rows + 4 * middle) < index) from = middle + 1;
    else to = middle;
  }
  const row = rows + 4 * from;
  return u16(chunk, row) === index && row + 4 <= chunk.length ? 4 * u16(chunk, row + 2) : none;
}
