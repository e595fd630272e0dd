import type { Unit } from "../../units.ts";

/** A value that a cue may state. */
export type CueField = {
  readonly name: string;
  readonly unit: Unit;
  /** Ways in which apps have written it; the first group is the number. */
  readonly patterns: readonly RegExp[];
  /** What the number means, where it is not the value itself. */
  readonly read?: (number: number, text: string) => number;
};

const number = String.raw`([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)`;

/** A tag holds one number: a comma in it is a decimal point. */
const tagged = number.replace(String.raw`\.`, "[.,]");

/** The beginning of a number is none. */
const end = String.raw`(?![.,]?\d|[eE])`;

/** `[name : 12]` and `[name: 12 other: 13]`. */
const tag = (name: string, before = "") =>
  new RegExp(String.raw`[[ ]${name} ?: ?${before}${tagged}${end}`);

/** `GPS(1,2,3)`, `HOME (1, 2)`, `F.PRY (1°, 2°, 3°)`: the value at a place of two or three. */
function inList(names: string, place: 0 | 1 | 2): RegExp {
  const value = (at: number) => (at === place ? String.raw`${number}[^,()\d]*` : "[^,()]*");
  const third = place === 2 ? `, ?${value(2)}` : "(?:,[^,()M]*)?";
  return new RegExp(String.raw`\b(?:${names}) ?\( ?${value(0)}, ?${value(1)}${third}\)`);
}

/** `GPS(1,2,0.0M)` of the Matrice 300: the latitude comes first, and no satellites are counted. */
function inMetricList(place: 0 | 1): RegExp {
  const value = (at: number) => (at === place ? number : "[^,()]*");
  return new RegExp(String.raw`\bGPS ?\( ?${value(0)}, ?${value(1)},[^,()]*M\)`);
}

/** An aircraft with RTK names its fix after that. */
const fix = "GPS|RTK";

/** `[Drone: Yaw:1, Pitch:2, Roll:3]`. */
const ofDrone = (name: string) =>
  new RegExp(String.raw`\[Drone: [^[\]]*?\b${name}: ?${number}${end}`);

/** `D 12.30m`, `H.S 1.20m/s`. */
const lettered = (name: string) => new RegExp(String.raw`(?:^|[ ,])${name} ${number}m`);

const plain = (before: string) => new RegExp(`${before}${number}${end}`);

/** Exposure is written as the part of a second. */
const partOfSecond = (value: number) => 1 / value;

/** 280 is f/2.8, and so is 2.8. */
const aperture = (value: number) => (value >= 50 ? value / 100 : value);

/** 280 is 28 mm, and so is 28.00. */
const millimetres = (value: number, text: string) =>
  value >= 100 && /^\d+$/.test(text) ? value / 10 : value;

/** 10000 is no zoom, and so is 1.00. */
const ratio = (value: number) => (value >= 1000 ? value / 10_000 : value);

const attitude = String.raw`F\.PRY`;
const gimbal = String.raw`G\.PRY`;

/** Adding a style is adding patterns; adding a value is adding a line. */
export const cueFields: readonly CueField[] = [
  { name: "latitude", unit: "deg", patterns: [tag("latitude"), inMetricList(0), inList(fix, 1)] },
  {
    name: "longitude",
    unit: "deg",
    // The second is the app's own spelling.
    patterns: [tag("longitude"), tag("longtitude"), inMetricList(1), inList(fix, 0)],
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
  {
    name: "satellites",
    unit: "1",
    patterns: [/\b(?:GPS|RTK) ?\([^,()]*,[^,()]*, ?(\d+) ?\)/],
  },
  { name: "distance", unit: "m", patterns: [lettered("D")] },
  { name: "horizontalSpeed", unit: "m/s", patterns: [lettered(String.raw`H\.S`)] },
  { name: "verticalSpeed", unit: "m/s", patterns: [lettered(String.raw`V\.S`)] },
  // Which way each axis points, its maker does not say; two of them lie.
  { name: "droneSpeedX", unit: "m/s", patterns: [tag("drone_speed[xX]")] },
  { name: "droneSpeedY", unit: "m/s", patterns: [tag("drone_speed[yY]")] },
  { name: "droneSpeedZ", unit: "m/s", patterns: [tag("drone_speed[zZ]")] },
  {
    name: "pitch",
    unit: "deg",
    patterns: [inList(attitude, 0), tag("drone_pitch"), ofDrone("Pitch")],
  },
  {
    name: "roll",
    unit: "deg",
    patterns: [inList(attitude, 1), tag("drone_roll"), ofDrone("Roll")],
  },
  {
    name: "yaw",
    unit: "deg",
    patterns: [inList(attitude, 2), tag("drone_yaw"), ofDrone("Yaw")],
  },
  { name: "gimbalPitch", unit: "deg", patterns: [inList(gimbal, 0), tag("gb_pitch")] },
  { name: "gimbalRoll", unit: "deg", patterns: [inList(gimbal, 1), tag("gb_roll")] },
  { name: "gimbalYaw", unit: "deg", patterns: [inList(gimbal, 2), tag("gb_yaw")] },
  { name: "iso", unit: "1", patterns: [tag("iso"), plain("ISO[: ]")] },
  {
    name: "shutter",
    unit: "s",
    patterns: [tag("shutter", "1/"), plain("Shutter:"), plain("TV:"), plain("SS ")],
    read: partOfSecond,
  },
  {
    name: "aperture",
    unit: "1",
    patterns: [tag("fnum"), plain("Fnum:F?"), plain("IR:F?"), plain("F/")],
    read: aperture,
  },
  {
    name: "exposure",
    unit: "1",
    patterns: [tag("ev"), /\bEV:? ?([-+]?\d+\/[1-9]\d*)/, plain(String.raw`\bEV:? ?`)],
  },
  { name: "colorTemperature", unit: "K", patterns: [tag("ct")] },
  { name: "focalLength", unit: "mm", patterns: [tag("focal_len")], read: millimetres },
  {
    name: "zoom",
    unit: "1",
    patterns: [tag("dzoom_ratio"), tag("dzoom"), plain("DZOOM ")],
    read: ratio,
  },
  { name: "frame", unit: "1", patterns: [plain("FrameCnt ?: ?")] },
];

/** What a cue says of a field; NaN where it says nothing. */
export function readField({ patterns, read }: CueField, text: string): number {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    const value = found === undefined ? Number.NaN : toNumber(found);
    if (Number.isFinite(value)) return finite(read ? read(value, found ?? "") : value);
  }
  return Number.NaN;
}

/** `-1/3`, `51,1` and whatever JavaScript takes for a number. */
function toNumber(text: string): number {
  const [over = "", under = "1"] = text.replace(",", ".").split("/");
  return Number(over) / Number(under);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether degrees are a place. Without a fix, aircraft write zeros. */
export function isPlace(latitude: number, longitude: number): boolean {
  const isOnGlobe = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnGlobe && (Math.abs(latitude) > 1e-6 || Math.abs(longitude) > 1e-6);
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
