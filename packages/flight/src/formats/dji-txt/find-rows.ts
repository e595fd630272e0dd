import { isMarker, rowEnd, type Framing } from "./framing.ts";
import { lookForJpeg } from "./jpeg.ts";
import { hasRowKey, rowKeyBytes } from "./row-keys.ts";

/** A part of the file that holds no rows. */
export type Region = { readonly offset: number; readonly length: number };

/** A run of bytes that are no row. */
export type Gap = Region & {
  readonly why: "bad-version" | "not-a-row" | "bad-check-byte" | "cut-off" | "too-many-rows";
};

/** Where the rows are, in the order of the file. Holds numbers only, nothing of the content. */
export type RowIndex = {
  readonly count: number;
  readonly kinds: Uint8Array;
  /** Offset of each row's content: behind length and seed. */
  readonly starts: Uint32Array;
  /** Bytes of the content, without seed and check byte. */
  readonly lengths: Uint16Array;
};

export type FoundRows = {
  readonly index: RowIndex;
  readonly gaps: readonly Gap[];
  /** JPEGs met on the way. */
  readonly images: readonly Region[];
  /** Where a details block was met that the header does not point to. */
  readonly details?: number;
};

export type FindOptions = {
  readonly framing: Framing;
  /** Known parts without rows, in order. */
  readonly regions: readonly Region[];
  /** Length of an unlisted details block that begins there; 0 where none does. */
  readonly detailsAt: (at: number) => number;
};

/** More than a day of flight at every rate seen; bounds what a made-up file can cost. */
const mostRows = 2 ** 25;

/** Bytes, about four times the longest row in any log seen: a longer one is looked into. */
const longRow = 1100;

/** Beyond this, gaps are counted as one. */
const mostGaps = 10_000;

/**
 * Pass one: walks the file from row to row, looking at nothing but their frames and check bytes.
 * What is no row is stepped over byte by byte until one is framed again, §4.2.
 */
export function findRows(bytes: Uint8Array, options: FindOptions): FoundRows {
  const walk = new Walk(bytes, options);
  let at = options.framing.start;
  for (const region of [...options.regions, { offset: bytes.length, length: 0 }]) {
    if (region.offset < at) continue;
    at = walk.until(at, region.offset);
    at = Math.max(at, region.offset + region.length);
  }
  return walk.finish();
}

type Growing<T> = { -readonly [Name in keyof T]: T[Name] };

class Walk {
  readonly #bytes: Uint8Array;
  readonly #options: FindOptions;
  #index: RowIndex;
  #count = 0;
  #gaps: Growing<Gap>[] = [];
  #images: Region[] = [];
  #details = 0;
  /** A look for a JPEG failed there: none begins before. Keeps the walk linear. */
  #noJpegBefore = 0;

  constructor(bytes: Uint8Array, options: FindOptions) {
    this.#bytes = bytes;
    this.#options = options;
    this.#index = newIndex(64 + (bytes.length >>> 5));
  }

  /** Reads rows up to `limit`, where something else begins; returns where it came to. */
  until(from: number, limit: number): number {
    let at = from;
    while (at < limit) {
      const next = this.#isPlausible(at, limit) ? this.#takeRows(at, limit) : at;
      if (next > at) at = next;
      else if (this.#count < this.#index.count) at = this.#step(at, limit);
      else if (this.#count < mostRows) this.#grow();
      else at = this.#skip(at, limit - at, "too-many-rows");
    }
    return at;
  }

  finish(): FoundRows {
    const last = this.#gaps.at(-1);
    if (last && last.offset + last.length === this.#bytes.length) last.why = "cut-off";
    return {
      index: firstOf(this.#index, this.#count),
      gaps: this.#gaps,
      images: this.#images,
      ...(this.#details ? { details: this.#details } : {}),
    };
  }

  /**
   * Takes rows as long as one follows the other and there is room. The test is that of `rowEnd`,
   * spelled out: this loop sees every row of a log, and a call each would double its time.
   */
  #takeRows(from: number, limit: number): number {
    const bytes = this.#bytes;
    const { scrambled, lengthBytes } = this.#options.framing;
    const { kinds, starts, lengths } = this.#index;
    const head = 1 + lengthBytes;
    let at = from;
    let count = this.#count;
    const room = scrambled ? kinds.length : 0;
    while (count < room && at + head < limit) {
      const kind = bytes[at] as number; // within the limit
      const low = bytes[at + 1] as number;
      const length = lengthBytes === 1 ? low : low | ((bytes[at + 2] as number) << 8);
      const end = at + head + length + 1;
      if (end > limit || length < 3 || length > longRow || bytes[end - 1] !== 0xff) break;
      const seed = bytes[at + head] as number; // within the limit, like the check byte
      const slot = (kind << 8) | seed;
      if (hasRowKey[slot] === 0) break; // `rowEnd` makes it
      const key = rowKeyBytes[slot * 8 + ((length - 2) & 7)] as number;
      if (((bytes[end - 2] as number) ^ key) !== ((seed + kind) & 0xff)) break;
      kinds[count] = kind;
      starts[count] = at + head + 1;
      lengths[count] = length - 2;
      count += 1;
      at = end;
    }
    this.#count = count;
    return this.#takeRow(at, limit);
  }

  /** One more row, framed by any means. */
  #takeRow(at: number, limit: number): number {
    const { framing } = this.#options;
    const { kinds, starts, lengths } = this.#index;
    const count = this.#count;
    const end = rowEnd(this.#bytes, framing, at);
    if (count === kinds.length || end <= 0 || end > limit) return at;
    const head = 1 + framing.lengthBytes + (framing.scrambled ? 1 : 0);
    kinds[count] = this.#bytes[at] as number; // a row is framed here
    starts[count] = at + head;
    lengths[count] = end - at - head - (framing.scrambled ? 2 : 1);
    this.#count = count + 1;
    return end;
  }

  #grow(): void {
    const from = this.#index;
    const to = newIndex(from.count * 2);
    to.kinds.set(from.kinds);
    to.starts.set(from.starts);
    to.lengths.set(from.lengths);
    this.#index = to;
  }

  /**
   * The first row after a gap may be none, and so may one longer than any row seen. Without check
   * bytes it counts where something readable follows, §4.2; with them, where no row lies inside.
   */
  #isPlausible(at: number, limit: number): boolean {
    const gap = this.#gaps.at(-1);
    const { framing } = this.#options;
    const end = rowEnd(this.#bytes, framing, at);
    const isFirst = gap !== undefined && gap.offset + gap.length === at;
    if (!isFirst && end - at < longRow) return true;
    if (!framing.scrambled) return end > 0 && this.#isKnownPlace(end, limit);
    for (let inside = at + 1; inside < end; inside += 1) {
      const next = rowEnd(this.#bytes, framing, inside);
      if (next > 0 && next <= end && this.#isKnownPlace(next, limit)) return false;
    }
    return true;
  }

  /** Says whether something readable begins there, or another part of the file. */
  #isKnownPlace(at: number, limit: number): boolean {
    if (at === limit || isMarker(this.#bytes, at)) return true;
    return rowEnd(this.#bytes, this.#options.framing, at) > 0;
  }

  /** Goes past what is no row at `at`: a marker, a JPEG, a details block, or damage. */
  #step(at: number, limit: number): number {
    if (isMarker(this.#bytes, at)) return at + 4;
    const image = this.#imageAt(at, limit);
    if (image) return image;
    const details = this.#details ? 0 : this.#options.detailsAt(at);
    if (details > 0) {
      this.#details = at;
      return Math.min(at + details, limit);
    }
    const isFramed = rowEnd(this.#bytes, this.#options.framing, at) < 0;
    const next = nextCandidate(this.#bytes, this.#options.framing, [at + 1, limit]);
    return this.#skip(at, next - at, isFramed ? "bad-check-byte" : "not-a-row");
  }

  #imageAt(at: number, limit: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd8 || at < this.#noJpegBefore) return 0;
    const { end, whole } = lookForJpeg(bytes, at);
    if (!whole || end > limit) {
      this.#noJpegBefore = end;
      return 0;
    }
    this.#images.push({ offset: at, length: end - at });
    return end;
  }

  /** Notes damage, and returns where it ends. */
  #skip(offset: number, length: number, why: Gap["why"]): number {
    const last = this.#gaps.at(-1);
    const touches = last && last.offset + last.length === offset;
    if (last && (touches || this.#gaps.length >= mostGaps))
      last.length = offset + length - last.offset;
    else this.#gaps.push({ offset, length, why });
    return offset + length;
  }
}

/**
 * The next place at which a row, a marker, a JPEG or details may begin, by a glance that rules out all
 * but one in some hundred: a gigabyte of noise has to be stepped over in seconds.
 */
function nextCandidate(
  bytes: Uint8Array,
  { lengthBytes }: Framing,
  [from, limit]: readonly [number, number],
): number {
  for (let at = from; at < limit; at += 1) {
    const kind = bytes[at] as number; // below the limit
    const low = bytes[at + 1] as number; // undefined behind the end, which is no length
    const length = lengthBytes === 1 ? low : low | ((bytes[at + 2] as number) << 8);
    const isKind = kind !== 0 && kind !== 0xff && length > 0;
    if (isKind && bytes[at + 1 + lengthBytes + length] === 0xff) return at;
    if (kind === 0x39 && low === 0x30) return at;
    if (kind === 0xff && low === 0xd8) return at;
    if (bytes[at + 87] === 0x39 && bytes[at + 88] === 0x30) return at;
  }
  return limit;
}

function newIndex(room: number): RowIndex {
  const count = Math.min(room, mostRows);
  const starts = new Uint32Array(count);
  return { count, kinds: new Uint8Array(count), starts, lengths: new Uint16Array(count) };
}

function firstOf({ kinds, starts, lengths }: RowIndex, count: number): RowIndex {
  return {
    count,
    kinds: kinds.subarray(0, count),
    starts: starts.subarray(0, count),
    lengths: lengths.subarray(0, count),
  };
}
