import { headLength, type FlightReader } from "../../flight-reader.ts";
import { placedGaps } from "../../gather/placed-gaps.ts";
import { plainText, type PlainText } from "../../gather/plain-text.ts";
import { TrackLog } from "../../gather/track-log.ts";
import { problem } from "../../problems.ts";
import type { Unit } from "../../units.ts";
import { XmlScanner } from "../../xml/scanner.ts";
import { readGpx } from "./read-gpx.ts";

/** Of elements of the format, of common extensions, and of our own. */
const units: Readonly<Record<string, Unit>> = {
  lat: "deg",
  lon: "deg",
  ele: "m",
  speed: "m/s",
  course: "deg",
  magvar: "deg",
  geoidheight: "m",
  heightAboveTakeoff: "m",
  atemp: "degC",
};

/** Tracks as satellite receivers and most software keep them, `.gpx`. */
export const gpxReader: FlightReader = {
  format: "gpx",
  version: 2,

  recognize(head) {
    return isGpx(plainText(head.subarray(0, headLength)));
  },

  async open(bytes) {
    const text = plainText(bytes);
    const unknown = () => problem("unknown-format", { name: "this file" });
    if (!isGpx(plainText(bytes.subarray(0, headLength)))) throw unknown();
    const { version, tracks, marks, gaps } = readGpx(text);
    if (tracks.length === 0) throw unknown();
    return new TrackLog({
      format: "gpx",
      ...(version !== undefined && { formatVersion: version }),
      table: "GPX",
      clock: "app",
      latitude: "lat",
      longitude: "lon",
      units,
      tracks,
      marks,
      gaps: placedGaps(text, gaps, bytes.length),
    });
  },
};

/** Its root, or points where the root is damaged. */
function isGpx({ bytes, from }: PlainText): boolean {
  const scanner = new XmlScanner(bytes, from);
  let points = 0;
  for (let tags = 0; tags < 500 && scanner.next();) {
    if (scanner.kind !== "start") continue;
    tags += 1;
    if (scanner.name === "gpx") return true;
    if (scanner.name === "trkpt" && scanner.attribute("lat") && scanner.attribute("lon"))
      points += 1;
    if (points > 1) return true;
  }
  return false;
}
