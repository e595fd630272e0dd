import { fromHex, utf8 } from "@homepoint/base";

/** Something that must not be found in what leaves. */
export type Canary = {
  readonly kind: "position" | "serial" | "name" | "hash" | "text";
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

/** A word, a name or a serial number, as text and as UTF-16. */
export function textPatterns(canary: Canary, text: string): readonly Pattern[] {
  if (text.trim().length < shortestText) return [];
  const wide = Uint8Array.from(
    [...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  );
  const escaped = encodeURIComponent(text);
  return [
    { canary, bytes: utf8(text.toLowerCase()), writing: "text" },
    { canary, bytes: wide, writing: "binary" },
    ...(escaped === text
      ? []
      : [{ canary, bytes: utf8(escaped.toLowerCase()), writing: "text" as const }]),
  ];
}

/** A hash in hexadecimal, and its bytes. */
export function hashPatterns(canary: Canary, text: string): readonly Pattern[] {
  const bytes = fromHex(text);
  if (!bytes || bytes.length < 8) return [];
  return [
    { canary, bytes: utf8(text.toLowerCase()), writing: "text" },
    { canary, bytes, writing: "binary" },
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
  const texts = [latitude, longitude].flatMap((value) => [...decimals(value), minutes(value)]);
  return [
    ...[...new Set(texts)]
      .filter((text) => text.replace(/\D/g, "").length >= shortestDigits - 1)
      .map((text) => ({ canary, bytes: utf8(text), writing: "text" as const })),
    ...numbers(latitude, longitude).map((bytes) => ({ canary, bytes, writing: "binary" as const })),
  ];
}

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
