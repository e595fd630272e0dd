import { headLength, type FlightReader } from "../../flight-reader.ts";
import { DecimalShape, toDecimals } from "../../gather/decimal-column.ts";
import { placedGaps } from "../../gather/placed-gaps.ts";
import { plainText, type PlainText } from "../../gather/plain-text.ts";
import { TrackLog } from "../../gather/track-log.ts";
import type { TrackRows } from "../../gather/track-rows.ts";
import { problem } from "../../problems.ts";
import type { Series } from "../../table.ts";
import type { Unit } from "../../units.ts";
import { isFix } from "./fix.ts";
import { lineEnd, readIgc, type Igc } from "./read-igc.ts";

const units: Readonly<Record<string, Unit>> = {
  latitude: "deg",
  longitude: "deg",
  pressureAltitude: "m",
  gnssAltitude: "m",
  gnssAltitudeAboveEllipsoid: "m",
  FXA: "m",
};

/** Logs of flight recorders for gliding, `.igc`, which trackers for drones write as well. */
export const igcReader: FlightReader = {
  format: "igc",
  version: 2,

  recognize(head) {
    return isIgc(plainText(head.subarray(0, headLength)));
  },

  async open(bytes) {
    const text = plainText(bytes);
    const unknown = () => problem("unknown-format", { name: "this file" });
    if (!isIgc(plainText(bytes.subarray(0, headLength)))) throw unknown();
    const igc = readIgc(text);
    if (igc.rows.count === 0) throw unknown();
    return new TrackLog({
      format: "igc",
      table: "IGC",
      clock: "gps",
      latitude: "latitude",
      longitude: "longitude",
      units,
      tracks: [trackOf(igc)],
      marks: igc.marks,
      gaps: placedGaps(text, igc.gaps, bytes.length),
    });
  },
};

/** A fix below a header, or many fixes where that is damaged. */
function isIgc({ bytes, from }: PlainText): boolean {
  let hasHeader = false;
  let fixes = 0;
  for (let at = from; at < bytes.length;) {
    const end = lineEnd(bytes, at);
    const [first, second, third] = bytes.subarray(at, Math.min(end, at + 3));
    const isDate = first === 0x48 && second !== undefined && third !== undefined;
    const isRecorder = at === from && first === 0x41 && end - at >= 4 && end - at < 100;
    hasHeader ||= isRecorder || (isDate && hasDate(bytes, at, end));
    if (isFix(bytes, at)) fixes += 1;
    if (fixes >= (hasHeader ? 1 : 4)) return true;
    at = end + 1;
  }
  return false;
}

/** `HFDTE`, or with another letter in the place of the F. */
function hasDate(bytes: Uint8Array, at: number, end: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(at + 1, Math.min(end, at + 5)));
  return /^.?DTE/.test(text);
}

const model = "GLIDERTYPE";
const name = "GLIDERID";

function trackOf({ rows, properties, isAboveGeoid }: Igc) {
  const of = (field: string) => {
    const value = properties.find((one) => one.name === field)?.value;
    return value === undefined ? undefined : String(value);
  };
  return {
    rows,
    // The format's own altitude is above the ellipsoid, unless the file says otherwise (HFALG).
    ...(!isAboveGeoid && { names: { gnssAltitude: "gnssAltitudeAboveEllipsoid" } }),
    aircraft: { model: of(model), name: of(name) },
    properties: properties.filter((one) => one.name !== model && one.name !== name),
    series: () => heightOf(rows),
  };
}

/**
 * Recorders are switched on where they take off, so that heights count from the first fix. That of
 * the barometer is as good as sea level is not: what its reference is does not matter here.
 */
function heightOf(rows: TrackRows): readonly Series[] {
  const altitudes = ["pressureAltitude", "gnssAltitude"]
    .map((field) => rows.numbers(field))
    .find((numbers) => numbers.some((number) => Math.abs(number) > 0));
  const first = altitudes?.find((altitude) => !Number.isNaN(altitude));
  if (!altitudes || first === undefined) return [];
  const shape = new DecimalShape();
  const heights = altitudes.map((altitude) => altitude - first);
  for (const height of heights) if (!Number.isNaN(height)) shape.add(height, 0);
  return [
    {
      source: "IGC.height",
      name: "height",
      unit: "m",
      ...toDecimals(heights, shape),
      offset: 0,
      derived: true,
    },
  ];
}
