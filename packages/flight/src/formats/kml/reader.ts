import { headLength, type FlightReader } from "../../flight-reader.ts";
import type { Gap } from "../../gather/gaps.ts";
import { placedGaps } from "../../gather/placed-gaps.ts";
import { plainText, type PlainText } from "../../gather/plain-text.ts";
import { TrackLog, type FoundTracks } from "../../gather/track-log.ts";
import { problem } from "../../problems.ts";
import type { Unit } from "../../units.ts";
import { XmlScanner } from "../../xml/scanner.ts";
import { readKml, type KmlTrack } from "./read-kml.ts";
import { unpack } from "./unpack.ts";
import { isZip, zipEntries, type ZipEntry } from "./zip.ts";

/**
 * Tracks and lines as earth browsers show them, `.kml` and, packed, `.kmz`. Missions of DJI, which
 * are KML too, are none.
 */
export const kmlReader: FlightReader = {
  format: "kml",
  version: 2,

  recognize(head) {
    const start = head.subarray(0, headLength);
    if (!isZip(start)) return isKml(plainText(start));
    return mainEntry(zipEntries(start)) !== undefined;
  },

  async open(bytes) {
    const unknown = () => problem("unknown-format", { name: "this file" });
    const start = bytes.subarray(0, headLength);
    if (!isZip(bytes)) {
      if (!isKml(plainText(start))) throw unknown();
      return openKml(plainText(bytes), (gaps, text) => placedGaps(text, gaps, bytes.length));
    }
    const entry = mainEntry(zipEntries(bytes));
    if (!entry || !mainEntry(zipEntries(start))) throw unknown();
    const unpacked = await unpack(bytes, entry);
    const text = plainText(unpacked.bytes);
    if (!isKml(text)) throw unknown();
    return openKml(text, (gaps) =>
      packedGaps(entry, [...gaps, ...(unpacked.why ? [unpacked] : [])]),
    );
  },
};

/** What stands beside the KML in its zip; a zip of anything else is no KMZ. */
const beside = /\.(?:kml|png|jpe?g|gif|bmp|svg|dae)$|\/$/i;

/** The KML of a zip: `doc.kml`, else the only one. Missions lie in a folder of a known name. */
function mainEntry(entries: readonly ZipEntry[]): ZipEntry | undefined {
  const all = entries.filter(({ name }) => /\.kml$/i.test(name) && !name.startsWith("wpmz/"));
  const main = all.find(({ name }) => /^doc\.kml$/i.test(name));
  if (main) return main;
  return all.length === 1 && entries.every(({ name }) => beside.test(name)) ? all[0] : undefined;
}

/** Its root, or parts of a track where the root is damaged. */
function isKml({ bytes, from }: PlainText): boolean {
  const scanner = new XmlScanner(bytes, from);
  let parts = 0;
  for (let tags = 0; tags < 500 && scanner.next();) {
    if (scanner.kind !== "start") continue;
    tags += 1;
    if (scanner.name === "missionConfig") return false;
    if (scanner.name === "kml") return scanner.attribute("wpml") === undefined;
    if (scanner.name === "coord" || scanner.name === "coordinates") parts += 1;
    if (parts > 1) return true;
  }
  return false;
}

type Placing = (gaps: readonly Gap[], text: PlainText) => readonly Gap[];

function openKml(text: PlainText, place: Placing): TrackLog {
  const kml = readKml(text);
  if (kml.tracks.length === 0) throw problem("unknown-format", { name: "this file" });
  return new TrackLog({
    ...kmlTable,
    ...kml,
    tracks: kml.tracks.map(toTrack),
    gaps: place(kml.gaps, text),
  });
}

/** Of what stands packed in an entry, only the entry is known. */
function packedGaps(
  { from, length }: ZipEntry,
  gaps: readonly { readonly why?: string }[],
): readonly Gap[] {
  const reasons = new Set(gaps.flatMap(({ why }) => why ?? []));
  return [...reasons].map((why) => ({ offset: from, length: Math.max(1, length), why }));
}

const units: Readonly<Record<string, Unit>> = {
  longitude: "deg",
  latitude: "deg",
  altitude: "m",
  height: "m",
  altitudeNotShown: "m",
  heightAboveSeaFloor: "m",
  heading: "deg",
  tilt: "deg",
  roll: "deg",
};

const kmlTable = {
  format: "kml",
  table: "KML",
  clock: "app",
  latitude: "latitude",
  longitude: "longitude",
  units,
} as const satisfies Partial<FoundTracks>;

/**
 * What the third number of a place is. Above ground is what software calls heights above take-off,
 * which is right where the ground is as high as there. Source: OGC 12-007r2 §9.20 (altitudeMode).
 */
const heights: Readonly<Record<string, string>> = {
  absolute: "altitude",
  relativeToGround: "height",
  relativeToSeaFloor: "heightAboveSeaFloor",
};

function toTrack({ rows, mode, name }: KmlTrack): FoundTracks["tracks"][number] {
  const field = Object.hasOwn(heights, mode) ? heights[mode] : undefined;
  return {
    rows,
    names: { altitude: field ?? "altitudeNotShown" },
    ...(name && { properties: [{ name: "name", value: name }] }),
  };
}
