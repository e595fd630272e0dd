import { frameLength, isKind, isSound, kinds } from "./messages.ts";
import { headerLength, hasMagic } from "./header.ts";
import { Topics } from "./topics.ts";

/** Rows in the order of the file. Holds numbers only, nothing of the content. */
export type RowIndex = {
  readonly count: number;
  /** Offset of each row's content, behind the number of its topic. */
  readonly starts: Uint32Array;
  /** Place of the topic in the list of all, plus one. */
  readonly topics: Uint16Array;
};

/** A message that is no row. */
export type Aside = {
  readonly kind: number;
  /** Of its content. */
  readonly from: number;
  readonly end: number;
};

export type Gap = {
  readonly offset: number;
  readonly length: number;
  readonly why: "not-a-message" | "cut-off" | "too-many-rows";
};

export type FoundRows = {
  readonly topics: Topics;
  readonly index: RowIndex;
  readonly asides: readonly Aside[];
  readonly gaps: readonly Gap[];
  /** Rows that are whole but cannot be decoded, by place of their topic plus one. */
  readonly unread: ReadonlyMap<number, number>;
};

/** More than a day of flight at every rate seen; bounds what a made-up file can cost. */
const mostRows = 2 ** 25;
const mostAsides = 2 ** 20;

/** Beyond this, gaps are counted as one. */
const mostGaps = 10_000;

/**
 * Pass one: walks from message to message. What is none is stepped over byte by byte, until a row
 * of a known topic, a sync mark, or two messages in a row are met. `regions` are the parts of the
 * file that begin with a message each: what was appended may follow half a message.
 */
export function findRows(
  bytes: Uint8Array,
  { from, highMicros }: { readonly from: number; readonly highMicros: number },
): FoundRows {
  const walk = new Walk(bytes, highMicros);
  let at = from;
  for (const limit of [...appendedAt(bytes), bytes.length]) at = walk.until(at, limit);
  return walk.finish();
}

/** Offsets of appended sections ("Flag Bits Message"), rising; none where there are none. */
function appendedAt(bytes: Uint8Array): readonly number[] {
  const at = headerLength;
  if (bytes.length < at + frameLength + 40 || bytes[at + 2] !== kinds.flags) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint16(at, true) < 40 || (view.getUint8(at + frameLength + 8) & 1) === 0) return [];
  const offsets = [16, 24, 32].map((place) =>
    Number(view.getBigUint64(at + frameLength + place, true)),
  );
  return offsets.filter((offset) => offset > at && offset < bytes.length).sort((a, b) => a - b);
}

type Growing<T> = { -readonly [Name in keyof T]: T[Name] };

class Walk {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #topics = new Topics();
  #highMicros: number;
  #starts: Uint32Array;
  #places: Uint16Array;
  #count = 0;
  #asides: Aside[] = [];
  #gaps: Growing<Gap>[] = [];
  #unread = new Map<number, number>();

  constructor(bytes: Uint8Array, highMicros: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#highMicros = highMicros;
    const room = Math.min(mostRows, 64 + (bytes.length >>> 5));
    this.#starts = new Uint32Array(room);
    this.#places = new Uint16Array(room);
  }

  /**
   * Reads messages up to `limit`, where something else begins; returns where it came to: before it
   * where a message goes across and nothing begins there, for then the place is wrong.
   */
  until(from: number, limit: number): number {
    let at = from;
    while (at < limit) {
      at = this.#takeRows(at, limit);
      if (at >= limit) break;
      if (this.#goesAcross(at, limit)) return at;
      if (this.#count === mostRows) at = this.#skip(at, limit - at, "too-many-rows");
      else if (this.#count === this.#starts.length) this.#grow();
      else at = this.#step(at, limit);
    }
    return Math.max(at, limit);
  }

  #goesAcross(at: number, limit: number): boolean {
    const { length } = this.#bytes;
    if (limit === length || this.#soundEnd(at, limit) > 0) return false;
    return this.#soundEnd(at, length) > limit && this.#soundEnd(limit, length) === 0;
  }

  finish(): FoundRows {
    const last = this.#gaps.at(-1);
    if (last && last.offset + last.length === this.#bytes.length) last.why = "cut-off";
    return {
      topics: this.#topics,
      index: {
        count: this.#count,
        starts: this.#starts.subarray(0, this.#count),
        topics: this.#places.subarray(0, this.#count),
      },
      asides: this.#asides,
      gaps: this.#gaps,
      unread: this.#unread,
    };
  }

  /** Takes rows of known topics as long as one follows the other and there is room. */
  #takeRows(from: number, limit: number): number {
    const bytes = this.#bytes;
    const { sizes, places } = this.#topics;
    const starts = this.#starts;
    const topics = this.#places;
    let at = from;
    let count = this.#count;
    while (count < starts.length && at + 5 <= limit) {
      if (bytes[at + 2] !== kinds.row) break;
      const size = (bytes[at] as number) | ((bytes[at + 1] as number) << 8); // within the limit
      const id = (bytes[at + 3] as number) | ((bytes[at + 4] as number) << 8);
      const end = at + frameLength + size;
      if (sizes[id] !== size || size === 0 || end > limit) break;
      starts[count] = at + 5;
      topics[count] = places[id] as number; // there is one where there is a size
      count += 1;
      at = end;
    }
    this.#count = count;
    return at;
  }

  #grow(): void {
    const room = Math.min(mostRows, this.#starts.length * 2);
    const starts = new Uint32Array(room);
    const places = new Uint16Array(room);
    starts.set(this.#starts);
    places.set(this.#places);
    this.#starts = starts;
    this.#places = places;
  }

  /** One message that is no row of the usual length, or damage. */
  #step(at: number, limit: number): number {
    this.#noteTime();
    const end = this.#soundEnd(at, limit);
    if (end > 0 && this.#bytes[at + 2] !== kinds.row) return this.#takeAside(at, end);
    if (end > 0 && this.#takePadded(at, end)) return at;
    const next = this.#nextMessage(at + 1, limit);
    if (end > 0 && end === next) return this.#countUnread(at, end);
    return this.#skip(at, next - at, "not-a-message");
  }

  /** End of the message there; 0 where none is, or none that can be believed. */
  #soundEnd(at: number, limit: number): number {
    const bytes = this.#bytes;
    const kind = bytes[at + 2];
    if (kind === undefined || isKind[kind] === 0 || at + frameLength >= limit) return 0;
    const size = (bytes[at] as number) | ((bytes[at + 1] as number) << 8); // before its kind
    const from = at + frameLength;
    const end = from + size;
    if (size === 0 || end > limit) return 0;
    if (kind === kinds.flags && at !== headerLength && !hasMagic(bytes, at - headerLength))
      return 0;
    if (kind === kinds.row) return this.#isRow(from, size) ? end : 0;
    return isSound(kind, { bytes, from, end }) ? end : 0;
  }

  /** Rows of no known topic, or of another length, are believed by their time. */
  #isRow(from: number, size: number): boolean {
    if (size < 2) return false;
    const id = this.#view.getUint16(from, true);
    if (this.#topics.sizes[id] === size) return true;
    if (size < 10) return false;
    const high = this.#view.getUint32(from + 6, true);
    return high === 0 || Math.abs(high - this.#highMicros) <= 1;
  }

  /** Rows nearly always begin with their time. */
  #noteTime(): void {
    const last = this.#count > 0 ? (this.#starts[this.#count - 1] as number) : this.#bytes.length;
    if (last + 8 > this.#bytes.length) return;
    const high = this.#view.getUint32(last + 4, true);
    if (Math.abs(high - this.#highMicros) <= 1) this.#highMicros = high;
  }

  /** Definitions are taken in at once: the rows behind need them. */
  #takeAside(at: number, end: number): number {
    const bytes = this.#bytes;
    const kind = bytes[at + 2] as number; // a message stands there
    const from = at + frameLength;
    const content = { bytes, from, end };
    if (kind === kinds.format && !this.#topics.define(content))
      return this.#skip(at, end - at, "not-a-message");
    if (kind === kinds.subscription)
      this.#topics.subscribe(content, { offset: at, length: end - at });
    const isKept = kind !== kinds.format && kind !== kinds.subscription && kind !== kinds.sync;
    if (isKept && this.#asides.length < mostAsides) this.#asides.push({ kind, from, end });
    return end;
  }

  /** Padding at the end of a row may be written after all; then it is in all rows of a topic. */
  #takePadded(at: number, end: number): boolean {
    const id = this.#view.getUint16(at + frameLength, true);
    const layout = this.#topics.all[(this.#topics.places[id] ?? 0) - 1]?.layout;
    const size = end - at - frameLength;
    const isPadded = layout !== undefined && size >= 2 + layout.least && size <= 2 + layout.size;
    if (isPadded) this.#topics.sizes[id] = size;
    return isPadded;
  }

  #countUnread(at: number, end: number): number {
    const id = this.#view.getUint16(at + frameLength, true);
    if (!this.#topics.places[id]) this.#topics.admit(id, { offset: at, length: end - at });
    const place = this.#topics.places[id] ?? 0; // where there are too many
    this.#unread.set(place, (this.#unread.get(place) ?? 0) + 1);
    return end;
  }

  /** The next place at which a message can be believed to begin. */
  #nextMessage(from: number, limit: number): number {
    const bytes = this.#bytes;
    const last = limit - frameLength;
    for (let at = from; at < last; at += 1) {
      if (isKind[bytes[at + 2] as number] === 0) continue; // below the limit
      const end = this.#soundEnd(at, limit);
      if (end > 0 && this.#isCertain(at, end, limit)) return at;
    }
    return limit;
  }

  #isCertain(at: number, end: number, limit: number): boolean {
    const kind = this.#bytes[at + 2];
    const size = end - at - frameLength;
    if (kind === kinds.sync || end === limit) return true;
    if (kind === kinds.row) {
      const id = this.#view.getUint16(at + frameLength, true);
      if (this.#topics.sizes[id] === size) return true;
    }
    return this.#soundEnd(end, limit) > 0;
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
