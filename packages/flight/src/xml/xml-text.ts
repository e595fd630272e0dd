import { decodeRun } from "../gather/plain-text.ts";

/** XML 1.0 §4.6. */
const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * A text or a value of an attribute, its references resolved: the five entities that XML has, and
 * numbers of characters. Any other stays as it is written.
 */
export function xmlRun(bytes: Uint8Array, from: number, to: number): string {
  const text = decodeRun(bytes, from, to);
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, ...groups) => {
    const [decimal, hexadecimal, name] = groups as readonly (string | undefined)[];
    if (name !== undefined)
      return Object.hasOwn(entities, name) ? (entities[name] as string) : whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    const isCharacter = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : " ";
  });
}
