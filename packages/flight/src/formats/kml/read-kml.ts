import { addGap, type Gap } from "../../gather/gaps.ts";
import { readIsoTime } from "../../gather/iso-time.ts";
import type { PlainText } from "../../gather/plain-text.ts";
import type { Mark } from "../../gather/track-log.ts";
import { TrackRows } from "../../gather/track-rows.ts";
import { XmlScanner } from "../../xml/scanner.ts";
import { xmlRun } from "../../xml/xml-text.ts";
import { isPlace, tuplesOf, type Tuple } from "./coordinates.ts";
import { Lines } from "./lines.ts";
import { TimedTrack } from "./timed-track.ts";

export type KmlTrack = {
  readonly rows: TrackRows;
  readonly mode: string;
  readonly name: string | undefined;
};

export type Kml = {
  readonly tracks: readonly KmlTrack[];
  readonly marks: readonly Mark[];
  readonly gaps: readonly Gap[];
};

/** Bounds what a made-up file can cost. */
const mostTracks = 1000;
const mostMarks = 10_000;

/**
 * Reads the tracks of a file, or, where it has none with times, its lines, or points with times. Icons, styles, network
 * links and all else that would be fetched are passed over. Source: OGC 12-007r2 (KML 2.3).
 */
export function readKml(text: PlainText): Kml {
  const reading = new KmlReading(text);
  while (reading.step());
  return reading.kml;
}

/** The place mark that is being read. */
type PlaceMark = {
  name: string;
  ms: number;
  point: Tuple | undefined;
  mode: string;
};

type Named = { readonly track: TimedTrack; readonly placeMark: PlaceMark };

const newPlaceMark = (): PlaceMark => ({
  name: "",
  ms: Number.NaN,
  point: undefined,
  mode: "",
});

class KmlReading {
  readonly #bytes: Uint8Array;
  readonly #scanner: XmlScanner;
  readonly #lines = new Lines();
  readonly #tracks: Named[] = [];
  readonly #marks: Mark[] = [];
  readonly #gaps: Gap[] = [];
  /** Points that say when they were, one behind the other. */
  readonly #points = new TrackRows();
  #pointMode = "";
  #placeMark = newPlaceMark();
  #track: TimedTrack | undefined;
  #isMulti = false;
  #geometry = "";
  #array = "";
  #leaf = "";

  constructor({ bytes, from }: PlainText) {
    this.#bytes = bytes;
    this.#scanner = new XmlScanner(bytes, from);
  }

  get kml(): Kml {
    const timed = this.#tracks.filter(({ track }) => track.rows.count > 0);
    const tracks = timed.map(({ track: { rows, mode }, placeMark: { name } }) => ({
      rows,
      mode,
      name: name || undefined,
    }));
    const lines = this.#lines.flown.map((line) => ({ ...line, name: undefined }));
    const gaps = [...this.#gaps, ...this.#scanner.gaps].sort((a, b) => a.offset - b.offset);
    if (tracks.length > 0) return { tracks, marks: this.#marks, gaps };
    if (lines.length > 0) return { tracks: lines.slice(0, mostTracks), marks: this.#marks, gaps };
    const points = { rows: this.#points, mode: this.#pointMode, name: undefined };
    return { tracks: points.rows.count > 1 ? [points] : [], marks: [], gaps };
  }

  step(): boolean {
    const scanner = this.#scanner;
    if (!scanner.next()) return false;
    if (scanner.kind === "start") this.#start(scanner.name);
    else if (scanner.kind === "end") this.#end(scanner.name);
    else this.#texts.get(this.#leaf)?.();
    return true;
  }

  #start(name: string): void {
    this.#leaf = name;
    if (name === "Placemark") this.#startPlaceMark();
    else if (name === "MultiTrack") this.#startMulti();
    else if (name === "Track") this.#startTrack();
    else if (name === "LineString") this.#startLine();
    else if (name === "Point") this.#geometry = name;
    else if (name === "SimpleArrayData") this.#array = this.#nameOfArray();
  }

  #end(name: string): void {
    this.#leaf = "";
    if (name === "Placemark") this.#endPlaceMark();
    else if (name === "MultiTrack") this.#isMulti = false;
    else if (name === this.#geometry) this.#geometry = "";
    else if (name === "SimpleArrayData") this.#array = "";
  }

  #startPlaceMark(): void {
    this.#placeMark = newPlaceMark();
    this.#geometry = "";
    this.#isMulti = false;
  }

  #startMulti(): void {
    this.#isMulti = true;
    this.#newTrack();
  }

  #startTrack(): void {
    this.#geometry = "Track";
    if (!this.#isMulti) this.#newTrack();
    this.#track?.begin();
  }

  #newTrack(): void {
    this.#track = new TimedTrack();
    if (this.#tracks.length < mostTracks)
      this.#tracks.push({ track: this.#track, placeMark: this.#placeMark });
  }

  #startLine(): void {
    this.#geometry = "LineString";
    this.#lines.begin();
  }

  #nameOfArray(): string {
    const place = this.#scanner.attribute("name");
    return place ? xmlRun(this.#bytes, place.from, place.to).slice(0, 64) : "";
  }

  #endPlaceMark(): void {
    const { point, name, ms } = this.#placeMark;
    if (point && !Number.isNaN(ms)) this.#putPoint(point, ms);
    if (point && this.#marks.length < mostMarks)
      this.#marks.push({ longitude: point.values[0], latitude: point.values[1], name, ms });
    this.#placeMark = newPlaceMark();
  }

  #putPoint({ values, digits, from }: Tuple, ms: number): void {
    const rows = this.#points;
    const row = rows.add(from);
    rows.stamp(row, ms);
    for (const [place, field] of (["longitude", "latitude", "altitude"] as const).entries())
      rows.put(row, field, values[place] ?? Number.NaN, digits[place] ?? 0);
    this.#pointMode ||= this.#placeMark.mode;
  }

  /** What texts mean, by the element that they stand in. */
  readonly #texts: ReadonlyMap<string, () => void> = new Map([
    ["when", () => this.#when()],
    ["coord", () => this.#coord()],
    ["angles", () => this.#track?.angles(this.#run)],
    ["value", () => this.#array && this.#track?.value(this.#array, this.#run)],
    ["name", () => this.#setName()],
    ["altitudeMode", () => this.#setMode()],
    ["coordinates", () => this.#coordinates()],
  ] as readonly (readonly [string, () => void])[]);

  #when(): void {
    const { bytes, from, to } = this.#run;
    if (this.#geometry === "Track") this.#track?.when(this.#run);
    else this.#placeMark.ms = readIsoTime(bytes, from, to);
  }

  #coord(): void {
    if (this.#geometry !== "Track") this.#startTrack(); // its tag is damaged
    if (!this.#track?.coord(this.#run)) this.#bad(this.#run);
  }

  #setName(): void {
    const { bytes, from, to } = this.#run;
    if (!this.#geometry) this.#placeMark.name = xmlRun(bytes, from, to).slice(0, 1024);
  }

  #setMode(): void {
    const { bytes, from, to } = this.#run;
    const mode = xmlRun(bytes, from, to);
    if (this.#geometry === "LineString") this.#lines.setMode(mode);
    else if (this.#geometry === "Point") this.#placeMark.mode = mode;
    else if ((this.#geometry === "Track" || this.#isMulti) && this.#track)
      this.#track.mode ||= mode;
  }

  #coordinates(): void {
    if (this.#geometry === "LineString") this.#addLine();
    else if (this.#geometry === "Point") this.#addPoint();
  }

  get #run() {
    return { bytes: this.#bytes, from: this.#scanner.from, to: this.#scanner.to };
  }

  #addLine(): void {
    const { from, to } = this.#scanner;
    for (const bad of this.#lines.add(this.#bytes, from, to)) this.#bad(bad);
  }

  #addPoint(): void {
    const { from, to } = this.#scanner;
    for (const tuple of tuplesOf(this.#bytes, from, to)) {
      const [longitude, latitude, altitude] = tuple.values;
      const [east, north, up] = tuple.digits;
      if (isPlace(longitude, latitude))
        this.#placeMark.point = {
          ...tuple,
          values: [longitude, latitude, altitude],
          digits: [east, north, up],
        };
    }
  }

  #bad({ from, to }: { readonly from: number; readonly to: number }): void {
    addGap(this.#gaps, { offset: from, length: Math.max(1, to - from), why: "not-a-place" });
  }
}
