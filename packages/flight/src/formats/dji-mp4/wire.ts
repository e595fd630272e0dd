import { viewOf } from "./boxes.ts";

/**
 * Goes from field to field of a protobuf message. After `next`, the current field's number, type and
 * value stand in the properties. Source: protobuf.dev, "Encoding".
 */
export class Wire {
  number = 0;
  /** 0 varint, 1 eight bytes, 2 bytes of a length, 5 four bytes. */
  type = 0;
  /** Of a varint, as a signed 64-bit number. */
  value = 0;
  /** Where the bytes of types 1, 2 and 5 begin and end. */
  from = 0;
  end = 0;
  /** Something was met that no message has. */
  isBroken = false;
  readonly #view: DataView;
  #at: number;
  readonly #limit: number;

  constructor(view: DataView, from: number, limit: number) {
    this.#view = view;
    this.#at = from;
    this.#limit = limit;
  }

  next(): boolean {
    if (this.#at >= this.#limit || this.isBroken) return false;
    const tag = this.#varint();
    this.number = Math.floor(tag / 8);
    this.type = tag % 8;
    if (this.number < 1 || this.isBroken) return this.#break();
    if (this.type === 0) {
      this.value = this.#varint();
      return !this.isBroken;
    }
    const length = this.#length();
    this.from = this.#at;
    this.end = this.#at + length;
    if (length < 0 || this.end > this.#limit) return this.#break();
    this.#at = this.end;
    return true;
  }

  #length(): number {
    if (this.type === 1) return 8;
    if (this.type === 5) return 4;
    return this.type === 2 ? this.#varint() : -1;
  }

  /** Seven bits a byte, the lowest first; ten bytes at most. */
  #varint(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.#at >= this.#limit) break;
      const byte = this.#view.getUint8(this.#at);
      this.#at += 1;
      const bits = byte & 0x7f;
      if (shift < 28) low += bits * 2 ** shift;
      else high += bits * 2 ** (shift - 28);
      if (byte < 0x80) return signed(low, high);
    }
    this.#break();
    return 0;
  }

  #break(): boolean {
    this.isBroken = true;
    return false;
  }
}

/** 28 bits below, the others above; of those, what is beyond the 64th bit is cut off. */
function signed(low: number, high: number): number {
  const upper = high % 2 ** 36;
  return upper >= 2 ** 35 ? (upper - 2 ** 36) * 2 ** 28 + low : upper * 2 ** 28 + low;
}

/** The first field at the end of a path of numbers, if all on the way are messages. */
export function fieldAt({ view, from, end }: Span, ...path: readonly number[]): Wire | undefined {
  let span = { from, end };
  let found: Wire | undefined;
  for (const [depth, number] of path.entries()) {
    found = firstField(new Wire(view, span.from, span.end), number);
    if (!found || (depth < path.length - 1 && found.type !== 2)) return undefined;
    span = { from: found.from, end: found.end };
  }
  return found;
}

export type Span = { readonly view: DataView; readonly from: number; readonly end: number };

export function spanOf(bytes: Uint8Array, from: number, end: number): Span {
  return { view: viewOf(bytes), from, end };
}

function firstField(wire: Wire, number: number): Wire | undefined {
  while (wire.next()) if (wire.number === number) return wire;
  return undefined;
}
