import { NumberReader } from "../../gather/number-reader.ts";

const comma = 0x2c;

/** A place as it is written, and how exactly. */
export type Tuple = {
  readonly values: readonly [longitude: number, latitude: number, altitude: number];
  readonly digits: readonly [number, number, number];
  readonly from: number;
  readonly to: number;
};

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

/**
 * The places of a run: `longitude,latitude,altitude` with blanks between them, and blanks around
 * commas where software has put some. What a place does not say, or is no number, is NaN. The same
 * object is shown each time.
 */
export function* tuplesOf(bytes: Uint8Array, from: number, to: number): Iterable<Tuple> {
  const reader = new NumberReader();
  const values: [number, number, number] = [0, 0, 0];
  const digits: [number, number, number] = [0, 0, 0];
  let at = skipBlanks(bytes, from, to);
  while (at < to) {
    const start = at;
    values.fill(Number.NaN);
    for (let place = 0; ; place += 1) {
      const end = wordEnd(bytes, at, to);
      if (place < 3) {
        values[place] = reader.read(bytes, at, end);
        digits[place] = reader.digits;
      }
      const next = skipBlanks(bytes, end, to);
      at = end;
      if (bytes[next] !== comma || next >= to) break;
      at = skipBlanks(bytes, next + 1, to);
    }
    yield { values, digits, from: start, to: at };
    at = skipBlanks(bytes, at, to);
  }
}

function skipBlanks(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(bytes[at])) at += 1;
  return at;
}

function wordEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== comma && !isBlank(bytes[at])) at += 1;
  return at;
}

/** The numbers of `gx:coord` and `gx:angles`, which blanks set apart. */
export function readWords(bytes: Uint8Array, from: number, to: number, reader: NumberReader) {
  const words: { readonly value: number; readonly digits: number }[] = [];
  let at = skipBlanks(bytes, from, to);
  while (at < to && words.length < 3) {
    let end = at;
    while (end < to && !isBlank(bytes[end])) end += 1;
    words.push({ value: reader.read(bytes, at, end), digits: reader.digits });
    at = skipBlanks(bytes, end, to);
  }
  return words;
}

export function isPlace(longitude: number | undefined, latitude: number | undefined): boolean {
  return Math.abs(longitude ?? 999) <= 180 && Math.abs(latitude ?? 999) <= 90;
}
