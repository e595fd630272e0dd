import { isMarker, rowEnd, type Framing } from "./framing.ts";
import { lookForJpeg } from "./jpeg.ts";
import { kinds } from "./row-kinds.ts";

/** A part of the file that holds no rows. */
export type Region = { readonly offset: number; readonly length: number };

/** A run of bytes that are no row, and how many rows and OSD rows stand before it. */
export type Gap = Region & {
  readonly why: "bad-version" | "not-a-row" | "bad-check-byte" | "cut-off" | "too-many-rows";
  readonly row: number;
  readonly sample: number;
};

/** Where the rows are, in the order of the file. Holds numbers only, nothing of the content. */
export type RowIndex = {
  readonly count: number;
  /** Offset of each row's kind byte. */
  readonly offsets: Uint32Array;
  readonly kinds: Uint8Array;
  /** Number of the last OSD row at or before each row; -1 before the first. */
  readonly samples: Int32Array;
};

export type FoundRows = {
  readonly rows: RowIndex;
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
  /** Says whether an unlisted details block begins there, and how long it is. */
  readonly detailsAt: (at: number) => number;
};

/** More than a day of flight at every rate seen; bounds what a made-up file can cost. */
const mostRows = 2 ** 25;

/** Beyond this, gaps are counted as one. */
const mostGaps = 10_000;

/**
 * Pass one: walks the file from row to row, looking at nothing but their frames and check bytes.
 * What is no row is stepped over byte by byte until one is framed again, §4.2.
 */
export function findRows(bytes: Uint8Array, options: FindOptions): FoundRows {
  const { framing, regions } = options;
  const walk = new Walk(bytes, options);
  let at = framing.start;
  for (const region of [...regions, { offset: bytes.length, length: 0 }]) {
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
  #offsets: Uint32Array;
  #kinds: Uint8Array;
  #samples: Int32Array;
  #count = 0;
  #sample = -1;
  #gaps: Growing<Gap>[] = [];
  #images: Region[] = [];
  #details = 0;
  /** A look for a JPEG failed there: none begins before. Keeps the walk linear. */
  #noJpegBefore = 0;

  constructor(bytes: Uint8Array, options: FindOptions) {
    this.#bytes = bytes;
    this.#options = options;
    const guess = 64 + (bytes.length >>> 5);
    this.#offsets = new Uint32Array(guess);
    this.#kinds = new Uint8Array(guess);
    this.#samples = new Int32Array(guess);
  }

  /** Reads rows up to `limit`, where something else begins; returns where it came to. */
  until(from: number, limit: number): number {
    let at = from;
    while (at < limit) {
      const end = rowEnd(this.#bytes, this.#options.framing, at);
      const fits = end > 0 && end <= limit && this.#isPlausible(at, end, limit);
      if (fits && this.#count < mostRows) {
        this.#push(at);
        at = end;
      } else if (this.#count >= mostRows) {
        this.#addGap(at, limit - at, "too-many-rows");
        at = limit;
      } else {
        at = this.#step(at, -end, limit);
      }
    }
    return at;
  }

  finish(): FoundRows {
    const count = this.#count;
    const last = this.#gaps.at(-1);
    if (last && last.offset + last.length === this.#bytes.length) last.why = "cut-off";
    return {
      rows: {
        count,
        offsets: this.#offsets.subarray(0, count),
        kinds: this.#kinds.subarray(0, count),
        samples: this.#samples.subarray(0, count),
      },
      gaps: this.#gaps,
      images: this.#images,
      ...(this.#details ? { details: this.#details } : {}),
    };
  }

  #push(at: number): void {
    if (this.#count === this.#offsets.length) this.#grow();
    const kind = this.#bytes[at] as number; // a row begins here, so the byte is there
    if (kind === kinds.osd) this.#sample += 1;
    this.#offsets[this.#count] = at;
    this.#kinds[this.#count] = kind;
    this.#samples[this.#count] = this.#sample;
    this.#count += 1;
  }

  #grow(): void {
    const length = this.#offsets.length * 2;
    this.#offsets = grown(this.#offsets, new Uint32Array(length));
    this.#kinds = grown(this.#kinds, new Uint8Array(length));
    this.#samples = grown(this.#samples, new Int32Array(length));
  }

  /** Without check bytes, the first row after a gap counts only where another one follows, §4.2. */
  #isPlausible(at: number, end: number, limit: number): boolean {
    if (this.#options.framing.scrambled) return true;
    const gap = this.#gaps.at(-1);
    if (!gap || gap.offset + gap.length !== at) return true;
    return this.#isKnownPlace(end, limit);
  }

  /** Says whether something readable begins there. */
  #isKnownPlace(at: number, limit: number): boolean {
    if (at === limit || isMarker(this.#bytes, at)) return true;
    return rowEnd(this.#bytes, this.#options.framing, at) > 0;
  }

  /** Goes past what is no row at `at`: a marker, a JPEG, a details block, or damage. */
  #step(at: number, badEnd: number, limit: number): number {
    if (isMarker(this.#bytes, at)) return at + 4;
    const image = this.#imageAt(at, limit);
    if (image) return image;
    const details = this.#details ? 0 : this.#options.detailsAt(at);
    if (details > 0) {
      this.#details = at;
      return Math.min(at + details, limit);
    }
    if (badEnd > 0 && badEnd <= limit && this.#isKnownPlace(badEnd, limit)) {
      this.#addGap(at, badEnd - at, "bad-check-byte");
      return badEnd;
    }
    this.#addGap(at, 1, "not-a-row");
    return at + 1;
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

  #addGap(offset: number, length: number, why: Gap["why"]): void {
    const last = this.#gaps.at(-1);
    const touches = last && last.offset + last.length === offset && last.row === this.#count;
    if (last && (touches || this.#gaps.length >= mostGaps))
      last.length = offset + length - last.offset;
    else this.#gaps.push({ offset, length, why, row: this.#count, sample: this.#sample });
  }
}

function grown<A extends Uint32Array | Uint8Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
