import { concat, utf8 } from "@homepoint/base";

/** Big-endian, as boxes have it. */
export function uint(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** A box of a film file; a character of its type is a byte. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const whole = concat(...content);
  const name = Uint8Array.from(type, (character) => character.charCodeAt(0));
  return concat(uint(whole.length + 8), name, whole);
}

/** Seven bits a byte; negative ones as 64 bits. */
function base128(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const bits = Number(left & 0x7fn);
    left >>= 7n;
    bytes.push(left > 0n ? bits | 0x80 : bits);
  } while (left > 0n);
  return Uint8Array.from(bytes);
}

function tag(number: number, type: number): Uint8Array {
  return base128(number * 8 + type);
}

export function varint(number: number, value: number): Uint8Array {
  return concat(tag(number, 0), base128(value));
}

/** A message in a message. */
export function part(number: number, ...content: readonly Uint8Array[]): Uint8Array {
  const whole = concat(...content);
  return concat(tag(number, 2), base128(whole.length), whole);
}

export function text(number: number, value: string): Uint8Array {
  return part(number, utf8(value));
}

export function packed(number: number, values: readonly number[]): Uint8Array {
  return part(number, ...values.map(base128));
}

export function float32(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat(tag(number, 5), bytes);
}

export function float64(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return concat(tag(number, 1), bytes);
}
