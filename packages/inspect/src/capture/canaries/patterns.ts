import { fromHex, toBase64, toHex, utf8 } from "@homepoint/base";

export const canaryKinds = ["position", "serial", "name", "hash", "text"] as const;

/** Something that must not be found in what leaves. */
export type Canary = {
  readonly kind: (typeof canaryKinds)[number];
  /** For people; may be as secret as what it names. */
  readonly label: string;
};

export type Position = { readonly latitude: number; readonly longitude: number };

/** How a canary may be written. `text`: letters of either case. */
export type Pattern = {
  readonly canary: Canary;
  readonly bytes: Uint8Array;
  readonly writing: "text" | "binary";
};

/** Shorter text turns up by chance. */
const shortestText = 6;
const shortestDigits = 6;

/** A word, a name or a serial number, as text, in UTF-16, and as in addresses, forms and JSON. */
export function textPatterns(canary: Canary, text: string): readonly Pattern[] {
  if (text.trim().length < shortestText) return [];
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const wide = [units.flatMap((unit) => [unit & 255, unit >> 8])];
  wide.push(units.flatMap((unit) => [unit >> 8, unit & 255]));
  const escaped = encodeURIComponent(text.toWellFormed()); // half of a pair would throw
  const texts = [text, escaped, escaped.replaceAll("%20", "+"), escapedForJson(text)];
  return [
    ...distinct(texts.map((one) => one.toLowerCase())).map((one): Pattern => ({
      canary,
      bytes: utf8(one),
      writing: "text",
    })),
    ...wide.map((bytes): Pattern => ({ canary, bytes: Uint8Array.from(bytes), writing: "binary" })),
    ...distinct([text, text.toLowerCase(), text.toUpperCase()]).flatMap((one) =>
      wrappedPatterns(canary, utf8(one)),
    ),
  ];
}

/** Whatever is not ASCII as `\uXXXX`: some write it so. */
function escapedForJson(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** A hash in hexadecimal, and its bytes. */
export function hashPatterns(canary: Canary, text: string): readonly Pattern[] {
  const bytes = fromHex(text);
  if (!bytes || bytes.length < 8) return [];
  return [
    { canary, bytes: utf8(text.toLowerCase()), writing: "text" },
    { canary, bytes, writing: "binary" },
    ...[bytes, utf8(text.toLowerCase()), utf8(text.toUpperCase())].flatMap((each) =>
      base64Patterns(canary, each),
    ),
  ];
}

/**
 * A place: decimal degrees to four places (which covers ISO 6709 and longer ones), NMEA's degrees and
 * minutes, 1e-7 degrees as integers and degrees as floats in pairs, doubles of degrees and radians;
 * numbers in both byte orders.
 */
export function positionPatterns(
  canary: Canary,
  { latitude, longitude }: Position,
): readonly Pattern[] {
  if (![latitude, longitude].every((value) => Number.isFinite(value) && Math.abs(value) > 1e-4))
    return [];
  const texts = distinct(
    [latitude, longitude].flatMap((value) => [...decimals(value), minutes(value)]),
  )
    .filter((text) => text.replace(/\D/g, "").length >= shortestDigits - 1)
    .map((text) => utf8(text));
  const binaries = numbers(latitude, longitude);
  return [
    ...texts.map((bytes): Pattern => ({ canary, bytes, writing: "text" })),
    ...binaries.map((bytes): Pattern => ({ canary, bytes, writing: "binary" })),
    ...[...texts, ...binaries].flatMap((bytes) => wrappedPatterns(canary, bytes)),
  ];
}

/** The same bytes in hexadecimal and in base64. */
function wrappedPatterns(canary: Canary, bytes: Uint8Array): readonly Pattern[] {
  return [{ canary, bytes: utf8(toHex(bytes)), writing: "text" }, ...base64Patterns(canary, bytes)];
}

/** Fewer letters turn up by chance. */
const shortestBase64 = 6;

/**
 * In base64 (RFC 4648, both alphabets) wherever in a whole they stand: three bytes share four letters,
 * so that there are three ways; letters that others share in are left out.
 */
function base64Patterns(canary: Canary, bytes: Uint8Array): readonly Pattern[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = new Uint8Array(before + bytes.length);
    whole.set(bytes, before);
    const from = Math.ceil((before * 8) / 6);
    const letters = toBase64(whole).slice(from, Math.floor((whole.length * 8) / 6));
    if (letters.length < shortestBase64) return [];
    return distinct([letters, letters.replaceAll("+", "-").replaceAll("/", "_")]).map(
      (text): Pattern => ({ canary, bytes: utf8(text), writing: "binary" }),
    );
  });
}

const distinct = (texts: readonly string[]) => [...new Set(texts)];

/** Cut and rounded: both are in use. A digit before keeps chance away. */
function decimals(value: number): readonly string[] {
  const size = Math.abs(value);
  return [(Math.trunc(size * 1e4) / 1e4).toFixed(4), size.toFixed(4)];
}

function minutes(value: number): string {
  const size = Math.abs(value);
  const degrees = Math.trunc(size);
  const rest = Math.trunc((size - degrees) * 60 * 1000) / 1000;
  return `${degrees}${rest.toFixed(3).padStart(6, "0")}`;
}

function numbers(latitude: number, longitude: number): readonly Uint8Array[] {
  const e7 = (value: number) => Math.round(value * 1e7);
  const radians = (value: number) => (value * Math.PI) / 180;
  return [true, false].flatMap((isLittle) => {
    const pair = (
      write: (view: DataView, at: number, value: number) => void,
      a: number,
      b: number,
    ) => {
      const view = new DataView(new ArrayBuffer(8));
      write(view, 0, a);
      write(view, 4, b);
      return new Uint8Array(view.buffer);
    };
    const integer = (view: DataView, at: number, value: number) =>
      view.setInt32(at, value, isLittle);
    const float = (view: DataView, at: number, value: number) =>
      view.setFloat32(at, value, isLittle);
    const double = (value: number) => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value, isLittle);
      return new Uint8Array(view.buffer);
    };
    return [
      pair(integer, e7(latitude), e7(longitude)),
      pair(integer, e7(longitude), e7(latitude)),
      pair(float, latitude, longitude),
      pair(float, longitude, latitude),
      ...[latitude, longitude, radians(latitude), radians(longitude)].map(double),
    ];
  });
}
