import { concat } from "@homepoint/base";
import { FrameReader } from "./frames.ts";
import { longestLeaf } from "./leaf.ts";
import { tileWidth } from "./tile.ts";

/** C2SP tlog-tiles, "Log entries": each entry behind its length, 16 bits, big-endian. */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > longestLeaf) throw new RangeError("an entry has at most 65,535 bytes");
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length & 0xff;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Entries share memory. Stops at the first that is not whole, and says how many bytes are left. */
export function parseEntries(bytes: Uint8Array): {
  readonly entries: readonly Uint8Array[];
  readonly left: number;
} {
  const reader = new FrameReader(bytes);
  const entries: Uint8Array[] = [];
  while (entries.length < tileWidth) {
    const start = reader.at;
    const entry = reader.borrow(reader.u16());
    if (!entry) return { entries, left: bytes.length - start };
    entries.push(entry);
  }
  return { entries, left: reader.left };
}

/** The sealed opening of one entry, and the sealed key it opens with. docs/formats/evidence.md §5. */
export type SealedOpening = {
  readonly index: number;
  /** A whole age file. */
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
};

const mark = new TextEncoder().encode("homepoint-openings-v1\n");
const keyFrame = 1;
const openingFrame = 2;

/** In the order of their indices, all of one bundle of 256. */
export function formatOpenings(openings: readonly SealedOpening[]): Uint8Array {
  const parts: Uint8Array[] = [mark];
  let key: Uint8Array | undefined;
  for (const opening of openings) {
    if (opening.key !== key) parts.push(frameHead(keyFrame, opening.key.length), opening.key);
    key = opening.key;
    const place = Uint8Array.of(opening.index % tileWidth);
    parts.push(frameHead(openingFrame, 1 + opening.sealed.length), place, opening.sealed);
  }
  return concat(...parts);
}

/**
 * Openings of the bundle with this number; bytes share memory. `whole` is false where the file
 * ends early or makes no sense; what came before stands.
 */
export function parseOpenings(
  bytes: Uint8Array,
  bundle: number,
): { readonly openings: readonly SealedOpening[]; readonly whole: boolean } {
  const openings: SealedOpening[] = [];
  const reader = new FrameReader(bytes);
  if (!reader.borrow(mark.length)?.every((byte, at) => byte === mark[at]))
    return { openings, whole: false };
  let key: Uint8Array | undefined;
  let lastPlace = -1;
  while (reader.left > 0) {
    const kind = reader.u8();
    const body = reader.borrow(reader.u32());
    const place = body?.[0];
    if (kind === keyFrame && body) key = body;
    else if (kind === openingFrame && key && place !== undefined && place > lastPlace) {
      const sealed = (body as Uint8Array).subarray(1); // its first byte is the place
      openings.push({ index: bundle * tileWidth + place, key, sealed });
      lastPlace = place;
    } else return { openings, whole: false };
  }
  return { openings, whole: true };
}

function frameHead(kind: number, length: number): Uint8Array {
  const head = new Uint8Array(5);
  head[0] = kind;
  new DataView(head.buffer).setUint32(1, length);
  return head;
}
