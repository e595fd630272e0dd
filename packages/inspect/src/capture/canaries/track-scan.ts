import { concat } from "@homepoint/base";
import type { Canary } from "./patterns.ts";
import { isPlace, TrackCells, type Track } from "./track.ts";

/** How far a stream was read. */
export type TrackReading = {
  /** The last bytes, in which a place may have begun. */
  tail: Uint8Array;
  /** Bytes before the end of the tail. */
  length: number;
  /** Decimal numbers that were read last, and where. */
  numbers: readonly Placed[];
  /** Where the last pair of integers was found. */
  pairAt: number;
};

type Placed = { readonly value: number; readonly at: number };
type Found = (canary: Canary) => void;
type Piece = { readonly all: Uint8Array; readonly view: DataView; readonly seen: number };

export function beginTrack(): TrackReading {
  return { tail: new Uint8Array(), length: 0, numbers: [], pairAt: Number.NEGATIVE_INFINITY };
}

const tailLength = 64;
/** Both numbers of a place stand within so many bytes, with few others between. */
const mostBetween = 200;
const mostNumbers = 4;
/**
 * Among random bytes two integers are a place of a usual flight once in some gigabytes, but hardly
 * ever twice so close together.
 */
const mostBetweenPairs = 16_384;
const leastDecimals = 3;
const mostDecimals = 16;
const mostWhole = 5;
const dot = 46;

const degreesOfRadians = 180 / Math.PI;

type Binary = {
  readonly width: 4 | 8;
  readonly read: (view: DataView, at: number, isLittle: boolean) => number;
  readonly write: (view: DataView, degrees: number) => void;
  /** Nothing else looks like it, not even by chance. */
  readonly isSure: boolean;
};

const binaries: readonly Binary[] = [
  {
    width: 4,
    read: (view, at, isLittle) => view.getInt32(at, isLittle) / 1e7,
    write: (view, degrees) => view.setInt32(0, Math.round(degrees * 1e7)),
    isSure: false,
  },
  {
    width: 4,
    read: (view, at, isLittle) => view.getFloat32(at, isLittle),
    write: (view, degrees) => view.setFloat32(0, degrees),
    isSure: true,
  },
  {
    width: 8,
    read: (view, at, isLittle) => view.getFloat64(at, isLittle),
    write: (view, degrees) => view.setFloat64(0, degrees),
    isSure: true,
  },
  {
    width: 8,
    read: (view, at, isLittle) => view.getFloat64(at, isLittle) * degreesOfRadians,
    write: (view, degrees) => view.setFloat64(0, degrees / degreesOfRadians),
    isSure: true,
  },
];
const byteOrders = [false, true] as const;
const dotBit = 1 << binaries.length;

/**
 * Finds any place of tracks, also those between what was recorded: as pairs of decimal degrees or of
 * NMEA's degrees and minutes in text, of 1e-7 degrees as integers, of degrees as floats, of degrees
 * or radians as doubles; latitude first or longitude, in both byte orders.
 */
export class TrackScan {
  readonly #cells: TrackCells;
  /** Of each byte, what it may be the highest byte of. */
  readonly #bits = new Uint8Array(256);

  constructor(tracks: readonly Track[]) {
    this.#cells = new TrackCells(tracks);
    this.#bits[dot] = dotBit;
    const view = new DataView(new ArrayBuffer(8));
    for (const { positions } of tracks)
      for (const { latitude, longitude } of positions.filter(isPlace))
        binaries.forEach(({ write }, bit) => {
          for (const degrees of [latitude, longitude]) {
            write(view, degrees);
            this.#bits[view.getUint8(0)]! |= 1 << bit; // one for each byte
          }
        });
  }

  /** Tracks, or ends of some, that there was no room for. */
  get left(): number {
    return this.#cells.left;
  }

  /** What is not joined to what was read before. */
  scanAlone(reading: TrackReading, bytes: Uint8Array, found: Found): void {
    const { tail, numbers } = reading;
    Object.assign(reading, { tail: new Uint8Array(), numbers: [] });
    this.scan(reading, bytes, found);
    Object.assign(reading, { tail, numbers });
  }

  scan(reading: TrackReading, bytes: Uint8Array, found: Found): void {
    const seen = reading.tail.length;
    const all = seen === 0 ? bytes : concat(reading.tail, bytes);
    const view = new DataView(all.buffer, all.byteOffset, all.length);
    const bits = this.#bits;
    const parts: Parts = { piece: { all, view, seen }, reading, found };
    for (let at = 0; at < all.length; at += 1) {
      const mayBe = bits[all[at] as number] as number; // both are within
      if (mayBe !== 0) this.#look(mayBe, at, parts);
    }
    reading.length += bytes.length;
    reading.tail = all.slice(-tailLength);
  }

  #look(mayBe: number, at: number, parts: Parts): void {
    if (mayBe & dotBit) this.#lookAtText(at, parts);
    for (let bit = 0; bit < binaries.length; bit += 1)
      if (mayBe & (1 << bit)) this.#lookAtPair(binaries[bit] as Binary, at, parts); // one each
  }

  /** `at`: the highest byte of the first number. */
  #lookAtPair(binary: Binary, at: number, { piece, reading, found }: Parts): void {
    const { width, read, isSure } = binary;
    const { all, view, seen } = piece;
    for (const isLittle of byteOrders) {
      const from = isLittle ? at - width + 1 : at;
      const end = from + 2 * width;
      if (from < 0 || end > all.length || end <= seen) continue;
      const [one, other] = [read(view, from, isLittle), read(view, from + width, isLittle)];
      const canary = this.#cells.atSigned(one, other) ?? this.#cells.atSigned(other, one);
      if (!canary) continue;
      const place = reading.length + end - seen;
      if (isSure || place - reading.pairAt <= mostBetweenPairs) found(canary);
      if (!isSure) reading.pairAt = place;
    }
  }

  /** A number is read once as many decimals as are needed are there. */
  #lookAtText(at: number, { piece: { all, seen }, reading, found }: Parts): void {
    const known = at + leastDecimals + 1;
    if (known >= all.length || known < seen) return;
    const value = degreesAt(all, at);
    if (value === undefined) return;
    const place = reading.length + at - seen;
    const near = reading.numbers.filter((each) => place - each.at <= mostBetween);
    for (const { value: other } of near) {
      const canary = this.#cells.at(other, value) ?? this.#cells.at(value, other);
      if (!canary) continue;
      reading.numbers = [];
      found(canary);
      return;
    }
    reading.numbers = [...near, { value, at: place }].slice(-mostNumbers);
  }
}

type Parts = {
  readonly piece: Piece;
  readonly reading: TrackReading;
  readonly found: Found;
};

/** Degrees, of decimal ones to four places or of NMEA's degrees and minutes, around a decimal point. */
function degreesAt(bytes: Uint8Array, dotAt: number): number | undefined {
  let from = dotAt;
  while (from > 0 && dotAt - from <= mostWhole && isDigit(bytes[from - 1])) from -= 1;
  let end = dotAt + 1;
  while (end < bytes.length && end - dotAt <= mostDecimals && isDigit(bytes[end])) end += 1;
  const [whole, decimals] = [dotAt - from, end - dotAt - 1];
  if (whole === 0 || whole > mostWhole || decimals < leastDecimals) return undefined;
  const value = Number(String.fromCharCode(...bytes.subarray(from, end)));
  if (whole <= 3) return decimals > leastDecimals ? value : undefined;
  const minutes = value % 100;
  return minutes < 60 ? Math.floor(value / 100) + minutes / 60 : undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}
