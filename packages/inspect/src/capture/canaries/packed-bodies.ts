import { Chunks } from "./chunks.ts";
import { Inflater } from "./inflate.ts";

/** What in a head says how its body is wrapped; `end`: behind it, in the piece. */
export type Mark = { readonly kind: MarkKind; readonly end: number };
export type MarkKind = keyof typeof markTexts;

/** Of the head of a request or an answer (RFC 9112), in lower case. */
export const markTexts = {
  deflate: ["content-encoding: deflate", "content-encoding:deflate"],
  chunked: ["transfer-encoding: chunked", "transfer-encoding:chunked"],
} as const;
const headEnd: Uint8Array = Uint8Array.of(13, 10, 13, 10);
/** RFC 1952 §2.3.1, with the only method there is. */
const gzipMark: Uint8Array = Uint8Array.of(0x1f, 0x8b, 8);

/** Sees what was opened, in pieces that it borrows; a new one is asked for with each body. */
export type OpenedWatch = (bytes: Uint8Array) => void;

const mostOpen = 512;
/** Of one body: so much more than came in, and of all of them together. */
const mostGrowth = 256;
const leastMost = 1 << 20;
const mostOpened = 2 ** 31;

type Reading = {
  isDeflate: boolean;
  isChunked: boolean;
  body: Body | undefined;
  /** How much of each has come, where a piece ended within it. */
  gzipSeen: number;
  headEndSeen: number;
};

/**
 * Opens what streams carry packed: gzip wherever it begins, bodies of HTTP that are deflated or come
 * in chunks. Never throws; what grows beyond all measure is let go, and counted.
 */
export class PackedBodies {
  readonly #watch: () => OpenedWatch;
  readonly #readings = new Map<number, Reading>();
  #opened = 0;
  /** Bodies that were let go, for there were too many at once or they grew too large. */
  left = 0;

  constructor(watch: () => OpenedWatch) {
    this.#watch = watch;
  }

  /** A piece that follows the one before it in its place; marks in their order. */
  take(place: number, bytes: Uint8Array, marks: readonly Mark[]): void {
    const known = this.#readings.size > 0 ? this.#readings.get(place) : undefined;
    if (!known && marks.length === 0 && !mayBeginGzip(bytes)) return;
    const reading = known ?? noReading();
    this.#read(reading, bytes, marks);
    const { isDeflate, isChunked, body, gzipSeen } = reading;
    if (body || isDeflate || isChunked || gzipSeen > 0) this.#keep(place, reading);
    else if (known) this.#readings.delete(place);
  }

  /** A piece that is all there is: a datagram. */
  takeAlone(bytes: Uint8Array, marks: readonly Mark[]): void {
    if (marks.length > 0 || mayBeginGzip(bytes)) this.#read(noReading(), bytes, marks);
  }

  /** There is a gap: what was begun cannot be opened any further. */
  breakOff(place: number): void {
    this.#readings.delete(place);
  }

  #keep(place: number, reading: Reading): void {
    this.#readings.set(place, reading);
    if (this.#readings.size <= mostOpen) return;
    const [oldest] = this.#readings.keys();
    this.left += 1;
    if (oldest !== undefined) this.#readings.delete(oldest);
  }

  #read(reading: Reading, bytes: Uint8Array, marks: readonly Mark[]): void {
    let at = 0;
    while (at < bytes.length) {
      if (reading.body) {
        at = bytes.length - reading.body.take(bytes.subarray(at));
        if (!reading.body.isOver) return;
        reading.body = undefined;
        continue;
      }
      const gzip = behind(bytes, gzipMark, { at, seen: reading.gzipSeen });
      const mark = marks.find(({ end }) => end > at && end <= gzip.end);
      const isWrapped = reading.isDeflate || reading.isChunked;
      const head = isWrapped
        ? behind(bytes, headEnd, { at, seen: reading.headEndSeen })
        : { end: bytes.length + 1, seen: 0 };
      at = Math.min(gzip.end, head.end, mark?.end ?? gzip.end);
      reading.gzipSeen = at > bytes.length ? gzip.seen : 0;
      reading.headEndSeen = at > bytes.length ? head.seen : 0;
      if (at > bytes.length) return;
      if (at === head.end) this.#begin(reading, "head-ends");
      else if (at === mark?.end)
        reading[mark.kind === "deflate" ? "isDeflate" : "isChunked"] = true;
      else this.#begin(reading, "gzip");
    }
  }

  #begin(reading: Reading, kind: "gzip" | "head-ends"): void {
    const { isDeflate, isChunked } = reading;
    reading.isDeflate = false;
    reading.isChunked = false;
    const wrapping =
      kind === "gzip"
        ? { isDeflate: false, isChunked: false, isGzip: true }
        : { isDeflate, isChunked, isGzip: false };
    reading.body = new Body(wrapping, this.#bounded());
  }

  /** Says no when it is too much. */
  #bounded(): Watched {
    const see = this.#watch();
    let given = 0;
    return (bytes, taken) => {
      given += bytes.length;
      this.#opened += bytes.length;
      see(bytes);
      const isTooMuch = given > leastMost + taken * mostGrowth || this.#opened > mostOpened;
      if (isTooMuch) this.left += 1;
      return !isTooMuch;
    };
  }
}

function noReading(): Reading {
  return {
    isDeflate: false,
    isChunked: false,
    body: undefined,
    gzipSeen: 0,
    headEndSeen: 0,
  };
}

type Sought = { readonly at: number; readonly seen: number };

/**
 * Where a mark ends first, `seen` of it being there before; behind all bytes where it does not, and
 * how much of it stands at their end then.
 */
function behind(
  bytes: Uint8Array,
  mark: Uint8Array,
  { at, seen }: Sought,
): Sought & { end: number } {
  const none = bytes.length + 1;
  const fits = (from: number, known: number) =>
    mark.subarray(known).every((byte, place) => {
      const other = bytes[from + place];
      return other === undefined || other === byte;
    });
  for (let known = at === 0 ? seen : 0; known > 0; known -= 1) {
    const end = at + mark.length - known;
    if (!mark.subarray(0, known).every((byte, place) => byte === mark[seen - known + place]))
      continue;
    if (fits(at, known))
      return end <= bytes.length
        ? { at, end, seen: 0 }
        : { at, end: none, seen: known + bytes.length - at };
  }
  const [first = 0] = mark;
  for (let from = bytes.indexOf(first, at); from >= 0; from = bytes.indexOf(first, from + 1)) {
    if (!fits(from, 0)) continue;
    const end = from + mark.length;
    return end <= bytes.length
      ? { at, end, seen: 0 }
      : { at, end: none, seen: bytes.length - from };
  }
  return { at, end: none, seen: 0 };
}

function mayBeginGzip(bytes: Uint8Array): boolean {
  const { length } = bytes;
  for (let at = bytes.indexOf(0x1f); at >= 0; at = bytes.indexOf(0x1f, at + 1))
    if (at + 1 === length || (bytes[at + 1] === 0x8b && (at + 2 === length || bytes[at + 2] === 8)))
      return true;
  return false;
}

/** `taken`: bytes that came in; false where nothing more is wanted. */
type Watched = (bytes: Uint8Array, taken: number) => boolean;
type Wrapping = Readonly<Record<"isDeflate" | "isChunked" | "isGzip", boolean>>;

/** One body, unwrapped as it comes. */
class Body {
  readonly #chunks: Chunks | undefined;
  readonly #watch: Watched;
  #content: Content | undefined;
  readonly #isDeflate: boolean;
  #taken = 0;
  isOver = false;

  constructor({ isDeflate, isChunked, isGzip }: Wrapping, watch: Watched) {
    this.#watch = watch;
    this.#isDeflate = isDeflate;
    if (isChunked) this.#chunks = new Chunks((bytes) => this.#open(bytes));
    if (isGzip) this.#content = this.#packed("gzip", gzipMark.length);
  }

  /** Gives how many bytes stand behind its end. */
  take(bytes: Uint8Array): number {
    this.#taken += bytes.length;
    if (!this.#chunks) {
      const left = this.#open(bytes);
      return this.isOver ? left : 0;
    }
    const left = this.#chunks.take(bytes);
    if (this.#chunks.isOver) this.isOver = true;
    return this.isOver ? left : 0;
  }

  #open(bytes: Uint8Array): number {
    if (bytes.length === 0) return 0;
    this.#content ??= this.#contentBeginning(bytes);
    const left = this.#content.take(bytes);
    if (this.#content.isOver) this.isOver = true;
    return left;
  }

  /** What it says of itself is not always so. */
  #contentBeginning(bytes: Uint8Array): Content {
    if (bytes[0] === gzipMark[0] && this.#chunks) return this.#packed("gzip", 0);
    if (!this.#isDeflate) return new Plain((piece) => this.#see(piece));
    // RFC 9110 §8.4.1.2: zlib's format, though some send it bare.
    const isZlib = ((bytes[0] ?? 0) & 15) === 8 && (bytes[0] ?? 0) >> 4 <= 7;
    return this.#packed(isZlib ? "zlib" : "bare", 0);
  }

  #packed(kind: Kind, known: number): Content {
    return new Packed(kind, known, (piece) => this.#see(piece));
  }

  #see(piece: Uint8Array): boolean {
    if (!this.isOver && !this.#watch(piece, this.#taken)) this.isOver = true;
    return !this.isOver;
  }
}

/** What a body holds. `take` gives how many bytes stand behind its end. */
interface Content {
  readonly isOver: boolean;
  take(bytes: Uint8Array): number;
}

class Plain implements Content {
  readonly isOver = false;
  readonly #see: (bytes: Uint8Array) => void;

  constructor(see: (bytes: Uint8Array) => void) {
    this.#see = see;
  }

  take(bytes: Uint8Array): number {
    this.#see(bytes);
    return 0;
  }
}

type Kind = "gzip" | "zlib" | "bare";
const longestHead = 1 << 16;

class Packed implements Content {
  readonly #kind: Kind;
  readonly #inflater: Inflater;
  #head: Uint8Array | undefined;
  isOver = false;

  /** `known`: so many bytes of gzip's head were there before. */
  constructor(kind: Kind, known: number, see: (bytes: Uint8Array) => boolean) {
    this.#kind = kind;
    this.#head = kind === "bare" ? undefined : gzipMark.slice(0, known);
    this.#inflater = new Inflater(see);
  }

  take(bytes: Uint8Array): number {
    if (!this.#head) return this.#inflate(bytes);
    const head = new Uint8Array(this.#head.length + bytes.length);
    head.set(this.#head);
    head.set(bytes, this.#head.length);
    const length = this.#kind === "gzip" ? gzipHead(head) : 2;
    if (length === undefined || head.length > longestHead + bytes.length) {
      this.isOver = true;
      return bytes.length;
    }
    this.#head = head;
    if (length > head.length) return 0;
    this.#head = undefined;
    return this.#inflate(head.subarray(length));
  }

  #inflate(bytes: Uint8Array): number {
    const left = this.#inflater.take(bytes);
    this.isOver = this.#inflater.state !== "more";
    return left;
  }
}

/** RFC 1952 §2.3: its length; more than there is while it is not whole, undefined where it is none. */
function gzipHead(bytes: Uint8Array): number | undefined {
  const isMarked = gzipMark.every((byte, at) => at >= bytes.length || bytes[at] === byte);
  const flags = bytes[3] ?? 0;
  if (!isMarked || (flags & 0xe0) !== 0) return undefined;
  let at = 10;
  const unknown = bytes.length + 1;
  if ((flags & 4) !== 0) {
    if (bytes.length < 12) return unknown;
    at += 2 + ((bytes[10] ?? 0) | ((bytes[11] ?? 0) << 8));
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return unknown;
    at = end + 1;
  }
  return (flags & 2) === 0 ? at : at + 2;
}
