import { concat, sourceOf, type ByteSource } from "@homepoint/base";
import type { Budget } from "../budget.ts";
import { u16, u32 } from "../little-endian.ts";
import type { Oddities } from "../oddity.ts";
import type { Zip, ZipEntry } from "./zip.ts";

const piece = 256 * 1024;
const headerMark = 0x0403_4b50;
const deflated = 8;

export type UnpackParts = { readonly zip: Zip; readonly budget: Budget; readonly odd: Oddities };

/**
 * The content of an entry in pieces, as far as it can be had: damage, a spent budget or more bytes than
 * were claimed end it with an oddity, never with an error. What Android takes as stored is stored here.
 */
export async function* unpack(entry: ZipEntry, parts: UnpackParts): AsyncIterable<Uint8Array> {
  const { budget, odd } = parts;
  let length = 0;
  for await (const block of rawPieces(entry, parts)) {
    budget.unpacked(block.length);
    const { spent } = budget;
    if (spent) return odd.add(spent, entry.name);
    length += block.length;
    if (length > entry.size) {
      odd.add("sizes-differ", entry.name);
      const rest = block.length - (length - entry.size);
      if (rest > 0) yield block.subarray(0, rest);
      return;
    }
    yield block;
  }
  if (length < entry.size) odd.add("sizes-differ", entry.name);
}

async function* rawPieces(entry: ZipEntry, { zip, odd }: UnpackParts): AsyncIterable<Uint8Array> {
  const from = await contentAt(entry, zip, odd);
  if (from === undefined) return odd.add("entry-damaged", entry.name);
  if (entry.method !== deflated) {
    yield* piecesOf(zip.source, from, Math.min(entry.size, zip.source.size - from));
    return;
  }
  const packed = Math.min(entry.packedSize, zip.source.size - from);
  yield* inflate(piecesOf(zip.source, from, packed), () => odd.add("entry-damaged", entry.name));
}

const names = new TextDecoder("utf-8");

/** The local header says where the content begins; where it calls it otherwise, that is odd. */
async function contentAt(entry: ZipEntry, zip: Zip, odd: Oddities): Promise<number | undefined> {
  const { source } = zip;
  if (entry.headerAt + 30 > source.size) return undefined;
  const header = await source.read(entry.headerAt, 30);
  if (u32(header, 0) !== headerMark) return undefined;
  const nameLength = u16(header, 26);
  const name = names.decode(await source.read(entry.headerAt + 30, nameLength));
  if (name !== entry.name) odd.add("name-differs", entry.name);
  const from = entry.headerAt + 30 + nameLength + u16(header, 28);
  return from <= source.size ? from : undefined;
}

async function* piecesOf(source: ByteSource, from: number, length: number) {
  for (let at = 0; at < length; at += piece)
    yield await source.read(from + at, Math.min(piece, length - at));
}

/** Nothing is thrown: what came before the damage is given, and `damaged` is called. */
async function* inflate(packed: AsyncIterable<Uint8Array>, damaged: () => void) {
  const blocks = packed[Symbol.asyncIterator]();
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const { done, value } = await blocks.next();
      if (done) controller.close();
      else controller.enqueue(Uint8Array.from(value));
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    damaged();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** An entry whole; undefined where it is larger than may be held, which is an oddity. */
export async function unpackWhole(
  entry: ZipEntry,
  parts: UnpackParts,
  most = parts.budget.limits.held,
): Promise<Uint8Array | undefined> {
  if (entry.size > most) {
    parts.odd.add("too-large-to-read", entry.name);
    return undefined;
  }
  const blocks: Uint8Array[] = [];
  for await (const block of unpack(entry, parts)) blocks.push(Uint8Array.from(block));
  return concat(...blocks);
}

const heldWhole = 32 * 1024 ** 2;

/** Any place of an entry: a small one is held, a large one is unpacked anew as far as that place. */
export async function entrySource(entry: ZipEntry, parts: UnpackParts): Promise<ByteSource> {
  if (entry.size > heldWhole) return new UnpackedAgain(entry, parts);
  return sourceOf((await unpackWhole(entry, parts)) ?? new Uint8Array());
}

class UnpackedAgain implements ByteSource {
  readonly #entry: ZipEntry;
  readonly #parts: UnpackParts;
  readonly size: number;
  readonly grain = heldWhole;

  constructor(entry: ZipEntry, parts: UnpackParts) {
    this.#entry = entry;
    this.#parts = parts;
    this.size = entry.size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const found: Uint8Array[] = [];
    let at = 0;
    for await (const block of unpack(this.#entry, this.#parts)) {
      if (at + block.length > offset)
        found.push(
          Uint8Array.from(
            block.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at)),
          ),
        );
      at += block.length;
      if (at >= offset + length) break;
    }
    return concat(...found);
  }
}
