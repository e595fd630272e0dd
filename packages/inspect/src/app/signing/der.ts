import { u8 } from "../little-endian.ts";

/** One element of DER, X.690. `whole` is with tag and length; both are borrowed. */
export type Der = {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
};

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const;

/** The element at the beginning; undefined where it reaches beyond the bytes. */
export function readDer(bytes: Uint8Array): Der | undefined {
  if (bytes.length < 2 || (u8(bytes, 0) & 0x1f) === 0x1f) return undefined;
  const first = u8(bytes, 1);
  const more = first & 0x80 ? first & 0x7f : 0;
  if (more > 4 || (first & 0x80 && more === 0)) return undefined;
  let length = more === 0 ? first : 0;
  for (let at = 0; at < more; at += 1) length = length * 256 + u8(bytes, 2 + at);
  const start = 2 + more;
  if (start + length > bytes.length) return undefined;
  return {
    tag: u8(bytes, 0),
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(0, start + length),
  };
}

const mostElements = 10_000;

/** The elements inside; those before damage where there is some. */
export function elementsIn(content: Uint8Array | undefined): readonly Der[] {
  const elements: Der[] = [];
  let rest = content ?? new Uint8Array();
  while (rest.length > 0 && elements.length < mostElements) {
    const next = readDer(rest);
    if (!next) break;
    elements.push(next);
    rest = rest.subarray(next.whole.length);
  }
  return elements;
}

/** As `1.2.840.113549`. */
export function oidOf(element: Der | undefined): string {
  if (element?.tag !== derTags.oid || element.content.length === 0) return "";
  const first = u8(element.content, 0);
  const parts = [
    Math.min(2, Math.floor(first / 40)),
    first - 40 * Math.min(2, Math.floor(first / 40)),
  ];
  let value = 0;
  for (const byte of element.content.subarray(1, 64)) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    parts.push(value);
    value = 0;
  }
  return parts.join(".");
}
