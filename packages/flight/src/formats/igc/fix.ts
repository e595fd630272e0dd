import { manyDigits } from "../../gather/number-reader.ts";
import type { TrackRows } from "../../gather/track-rows.ts";

const zero = 0x30;

/** The fixed part of a fix. Source: FAI, Technical Specification for GNSS Flight Recorders, A4.1. */
export const fixLength = 35;

/** The whole number of some digits; NaN where one is none. */
function digitsAt(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Seconds of the day at a place: `HHMMSS`. NaN where there are none. */
export function timeAt(bytes: Uint8Array, from: number): number {
  const [hours, minutes] = [digitsAt(bytes, from, 2), digitsAt(bytes, from + 2, 2)];
  const seconds = digitsAt(bytes, from + 4, 2);
  const isTime = hours < 24 && minutes < 60 && seconds < 61;
  return isTime ? (hours * 60 + minutes) * 60 + seconds : Number.NaN;
}

/** Says whether a fix stands there. */
export function isFix(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== 0x42 || Number.isNaN(timeAt(bytes, at + 1))) return false;
  const mark = bytes[at + 24];
  if (mark !== 0x41 && mark !== 0x56) return false; // A or V
  if (!(Math.abs(latitudeAt(bytes, at)) <= 90) || !(Math.abs(longitudeAt(bytes, at)) <= 180))
    return false;
  return !Number.isNaN(altitudeAt(bytes, at + 25)) && !Number.isNaN(altitudeAt(bytes, at + 30));
}

/** Thousandths of minutes behind whole degrees; `more` are digits of an extension. */
function latitudeAt(bytes: Uint8Array, at: number, more = 0): number {
  const thousandths = digitsAt(bytes, at + 9, 5);
  const degrees = digitsAt(bytes, at + 7, 2) + (thousandths + more) / 60_000;
  const letter = bytes[at + 14];
  if (thousandths >= 60_000 || (letter !== 0x4e && letter !== 0x53)) return Number.NaN;
  return letter === 0x4e ? degrees : -degrees;
}

function longitudeAt(bytes: Uint8Array, at: number, more = 0): number {
  const thousandths = digitsAt(bytes, at + 18, 5);
  const degrees = digitsAt(bytes, at + 15, 3) + (thousandths + more) / 60_000;
  const letter = bytes[at + 23];
  if (thousandths >= 60_000 || (letter !== 0x45 && letter !== 0x57)) return Number.NaN;
  return letter === 0x45 ? degrees : -degrees;
}

/** Metres, five characters, the first of which may be a minus. */
function altitudeAt(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0x2d ? -digitsAt(bytes, at + 1, 4) || 0 : digitsAt(bytes, at, 5);
}

/** What stands behind the fixed part: the name of a measure, and where its digits lie. */
export type Extension = { readonly code: string; readonly from: number; readonly length: number };

/** More digits of the position, and of the second, are no measures of their own. */
const parts: ReadonlySet<string> = new Set(["LAD", "LOD", "TDS"]);

/** The part that an extension adds, from 0 to 1. */
export function partAt(bytes: Uint8Array, at: number, extension: Extension | undefined): number {
  if (!extension) return 0;
  const digits = digitsAt(bytes, at + extension.from, extension.length);
  return Number.isNaN(digits) ? 0 : digits / 10 ** extension.length;
}

/** Puts a fix in its row, as far as its line goes. */
export function putFix(
  rows: TrackRows,
  row: number,
  fix: {
    readonly bytes: Uint8Array;
    readonly at: number;
    readonly end: number;
    readonly extensions: readonly Extension[];
  },
): void {
  const { bytes, at, end } = fix;
  const extensions = fix.extensions.filter(({ from, length }) => at + from + length <= end);
  const more = (code: string) =>
    partAt(
      bytes,
      at,
      extensions.find((one) => one.code === code),
    );
  const latitude = latitudeAt(bytes, at, more("LAD"));
  const longitude = longitudeAt(bytes, at, more("LOD"));
  if (latitude !== 0 || longitude !== 0) {
    rows.put(row, "latitude", latitude, manyDigits);
    rows.put(row, "longitude", longitude, manyDigits);
  }
  rows.put(row, "pressureAltitude", altitudeAt(bytes, at + 25), 0);
  rows.put(row, "gnssAltitude", altitudeAt(bytes, at + 30), 0);
  rows.put(row, "isThreeDimensional", bytes[at + 24] === 0x41 ? 1 : 0, 0);
  for (const { code, from, length } of extensions)
    if (!parts.has(code)) rows.put(row, code, digitsAt(bytes, at + from, length), 0);
}
