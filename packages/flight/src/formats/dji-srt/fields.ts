import type { Unit } from "../../units.ts";

/** A value that a cue may state. */
export type CueField = {
  readonly name: string;
  readonly unit: Unit;
  /** Ways in which apps have written it; the first group is the number. */
  readonly patterns: readonly RegExp[];
  /** What the number means, where it is not the value itself. */
  readonly read?: (number: number) => number;
};

const number = String.raw`(-?\d+(?:\.\d+)?)`;

/** `[name : 12]` and `[name: 12 other: 13]`. */
const tag = (name: string) => new RegExp(String.raw`[[ ]${name} ?: ?${number}`);

/** `GPS(1,2,3)` and `GPS (1, 2, 3m)`: the value at a place of the list. */
const inList = (name: string, place: number) =>
  new RegExp(String.raw`\b${name} ?\((?:[^,()]*, ?){${place}}${number}`);

/** `D 12.30m`, `H.S 1.20m/s`. */
const lettered = (name: string) => new RegExp(String.raw`(?:^|[ ,])${name} ${number}m`);

const plain = (before: string) => new RegExp(`${before}${number}`);

/** Exposure is written as the part of a second. */
const partOfSecond = (value: number) => 1 / value;

/** 280 is f/2.8, and so is 2.8. */
const aperture = (value: number) => (value >= 50 ? value / 100 : value);

/** 280 is 28 mm, and so is 28.00. */
const millimetres = (value: number) => (value >= 100 ? value / 10 : value);

/** 10000 is no zoom, and so is 1.00. */
const ratio = (value: number) => (value >= 1000 ? value / 10_000 : value);

/** Adding a style is adding patterns; adding a value is adding a line. */
export const cueFields: readonly CueField[] = [
  { name: "latitude", unit: "deg", patterns: [tag("latitude"), inList("GPS", 1)] },
  {
    name: "longitude",
    unit: "deg",
    patterns: [tag("longitude"), tag("longtitude"), inList("GPS", 0)], // the app's own spelling
  },
  {
    name: "height",
    unit: "m",
    patterns: [tag("rel_alt"), lettered("H"), plain("BAROMETER: ?"), plain("Hb: ?")],
  },
  { name: "sonarHeight", unit: "m", patterns: [plain("Hs: ?")] },
  { name: "altitude", unit: "m", patterns: [tag("abs_alt"), tag("altitude")] },
  { name: "homeLatitude", unit: "deg", patterns: [inList("HOME", 1)] },
  { name: "homeLongitude", unit: "deg", patterns: [inList("HOME", 0)] },
  { name: "homeAltitude", unit: "m", patterns: [inList("HOME", 2)] },
  { name: "satellites", unit: "1", patterns: [inList("GPS", 2)] },
  { name: "distance", unit: "m", patterns: [lettered("D")] },
  { name: "horizontalSpeed", unit: "m/s", patterns: [lettered(String.raw`H\.S`)] },
  { name: "verticalSpeed", unit: "m/s", patterns: [lettered(String.raw`V\.S`)] },
  { name: "pitch", unit: "deg", patterns: [inAngles("F", 0)] },
  { name: "roll", unit: "deg", patterns: [inAngles("F", 1)] },
  { name: "yaw", unit: "deg", patterns: [inAngles("F", 2)] },
  { name: "gimbalPitch", unit: "deg", patterns: [inAngles("G", 0), tag("gb_pitch")] },
  { name: "gimbalRoll", unit: "deg", patterns: [inAngles("G", 1), tag("gb_roll")] },
  { name: "gimbalYaw", unit: "deg", patterns: [inAngles("G", 2), tag("gb_yaw")] },
  { name: "iso", unit: "1", patterns: [tag("iso"), plain("ISO[: ]")] },
  {
    name: "shutter",
    unit: "s",
    patterns: [plain(String.raw`\[shutter ?: ?1/`), plain("Shutter:"), plain("TV:"), plain("SS ")],
    read: partOfSecond,
  },
  {
    name: "aperture",
    unit: "1",
    patterns: [tag("fnum"), plain("Fnum:F?"), plain("IR:F?"), plain("F/")],
    read: aperture,
  },
  { name: "exposure", unit: "1", patterns: [tag("ev"), plain("EV ")] },
  { name: "colorTemperature", unit: "K", patterns: [tag("ct")] },
  { name: "focalLength", unit: "mm", patterns: [tag("focal_len")], read: millimetres },
  { name: "zoom", unit: "1", patterns: [tag("dzoom_ratio"), tag("dzoom")], read: ratio },
  { name: "frame", unit: "1", patterns: [plain("FrameCnt ?: ?")] },
];

/** `F.PRY (2.7°, -7.0°, 110.1°)`: the value at a place of the list. */
function inAngles(letter: string, place: number): RegExp {
  return new RegExp(String.raw`\b${letter}\.PRY ?\((?:[^,()]*, ?){${place}}${number}`);
}

const dateTime = /(\d{4})[-.](\d{1,2})[-.](\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{3}))?/;

/** The camera's clock, as if it showed UTC: milliseconds since 1970; NaN where none is stated. */
export function readClock(text: string): number {
  const parts = dateTime
    .exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) return Number.NaN;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts;
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && second < 60;
  return isDate ? Date.UTC(year, month - 1, day, hour, minute, second, ms) : Number.NaN;
}
