import type { Property } from "../../flight.ts";
import type { PlainText } from "../../gather/plain-text.ts";
import { addGap, type Gap } from "../../gather/gaps.ts";
import { readIsoTime } from "../../gather/iso-time.ts";
import { NumberReader } from "../../gather/number-reader.ts";
import type { Mark } from "../../gather/track-log.ts";
import { TrackRows } from "../../gather/track-rows.ts";
import { XmlScanner } from "../../xml/scanner.ts";
import { xmlRun } from "../../xml/xml-text.ts";

type GpxTrack = { readonly rows: TrackRows; readonly properties: readonly Property[] };

export type Gpx = {
  readonly version: number | undefined;
  readonly tracks: readonly GpxTrack[];
  readonly marks: readonly Mark[];
  readonly gaps: readonly Gap[];
};

/** Bounds what a made-up file can cost. */
const mostTracks = 1000;
const mostMarks = 10_000;

/** Elements of a point whose texts are no measures. */
const words: ReadonlySet<string> = new Set([
  "name",
  "desc",
  "cmt",
  "sym",
  "type",
  "src",
  "link",
  "fix",
]);

/** Reads all tracks of a file. Source: GPX 1.0 and 1.1 schemas; routes are plans, and left alone. */
export function readGpx(text: PlainText): Gpx {
  const reading = new GpxReading(text);
  while (reading.step());
  return reading.gpx;
}

class GpxReading {
  readonly #bytes: Uint8Array;
  readonly #scanner: XmlScanner;
  readonly #numbers = new NumberReader();
  readonly #tracks: { readonly rows: TrackRows; readonly properties: Property[] }[] = [];
  readonly #marks: Mark[] = [];
  readonly #gaps: Gap[] = [];
  #root: Property[] = [];
  #version: number | undefined;
  /** The row that is being read; -1 between points. */
  #row = -1;
  /** Where the point begins that is being read, and whether it has a place. */
  #point: { readonly from: number; readonly isPlace: boolean } | undefined;
  #mark: Mark | undefined;
  #inTrack = false;
  #leaf = "";

  constructor({ bytes, from }: PlainText) {
    this.#bytes = bytes;
    this.#scanner = new XmlScanner(bytes, from);
  }

  get gpx(): Gpx {
    const tracks = this.#tracks.filter(({ rows }) => rows.count > 0);
    const gaps = [...this.#gaps, ...this.#scanner.gaps].sort((a, b) => a.offset - b.offset);
    return {
      version: this.#version,
      marks: this.#marks,
      gaps,
      tracks: tracks.map(({ rows, properties }) => ({
        rows,
        properties: [...this.#root, ...properties],
      })),
    };
  }

  step(): boolean {
    const scanner = this.#scanner;
    if (!scanner.next()) return false;
    if (scanner.kind === "start") this.#start(scanner.name);
    else if (scanner.kind === "end") this.#end(scanner.name);
    else if (this.#leaf) this.#text();
    return true;
  }

  #start(name: string): void {
    this.#leaf = name;
    if (name === "trkpt") this.#startPoint();
    else if (name === "trk") this.#startTrack();
    else if (name === "wpt") this.#startMark();
    else if (name === "gpx") this.#startRoot();
  }

  #end(name: string): void {
    this.#leaf = "";
    if (name === "trkpt") this.#endPoint();
    else if (name === "wpt") this.#endMark();
    else if (name === "trk") this.#inTrack = false;
  }

  #startRoot(): void {
    const creator = this.#value("creator");
    this.#version ??= Number.parseFloat(this.#value("version") ?? "") || undefined;
    if (creator) this.#root = [{ name: "creator", value: creator }];
  }

  #value(name: string): string | undefined {
    const value = this.#scanner.attribute(name);
    return value && xmlRun(this.#bytes, value.from, value.to).slice(0, 256);
  }

  #startTrack(): void {
    this.#inTrack = true;
    if (this.#tracks.length < mostTracks)
      this.#tracks.push({ rows: new TrackRows(), properties: [] });
  }

  get #rows(): TrackRows {
    if (this.#tracks.length === 0) this.#startTrack(); // its tag is damaged
    return (this.#tracks.at(-1) as GpxTrack).rows; // there is one now
  }

  #startPoint(): void {
    const { from, to } = this.#scanner;
    const latitude = this.#attribute("lat", 90);
    const longitude = this.#attribute("lon", 180);
    const isPlace = latitude !== undefined && longitude !== undefined;
    this.#point = { from, isPlace };
    this.#row = -1;
    if (!isPlace)
      return addGap(this.#gaps, { offset: from, length: to + 1 - from, why: "not-a-place" });
    this.#row = this.#rows.add(from);
    this.#rows.put(this.#row, "lat", latitude.value, latitude.digits);
    this.#rows.put(this.#row, "lon", longitude.value, longitude.digits);
  }

  #attribute(name: string, most: number) {
    const place = this.#scanner.attribute(name);
    const value = place ? this.#numbers.read(this.#bytes, place.from, place.to) : Number.NaN;
    return Math.abs(value) <= most ? { value, digits: this.#numbers.digits } : undefined;
  }

  #endPoint(): void {
    this.#row = -1;
    this.#point = undefined;
  }

  #startMark(): void {
    const [latitude, longitude] = [this.#attribute("lat", 90), this.#attribute("lon", 180)];
    if (!latitude || !longitude || this.#marks.length >= mostMarks) return;
    this.#mark = { latitude: latitude.value, longitude: longitude.value, name: "", ms: Number.NaN };
  }

  #endMark(): void {
    if (this.#mark) this.#marks.push(this.#mark);
    this.#mark = undefined;
  }

  #text(): void {
    if (this.#row >= 0) this.#measure();
    else if (this.#mark) this.#mark = { ...this.#mark, ...this.#markText() };
    else if (this.#inTrack && !this.#point && (this.#leaf === "name" || this.#leaf === "type"))
      this.#describe(this.#leaf);
  }

  /** A text of a point: when it was, or a measure, also one of an extension. */
  #measure(): void {
    const { from, to } = this.#scanner;
    const leaf = this.#leaf;
    if (leaf === "time") this.#rows.stamp(this.#row, readIsoTime(this.#bytes, from, to));
    else if (!words.has(leaf)) {
      const value = this.#numbers.read(this.#bytes, from, to);
      if (!Number.isNaN(value)) this.#rows.put(this.#row, leaf, value, this.#numbers.digits);
    }
  }

  #markText(): Partial<Mark> {
    const { from, to } = this.#scanner;
    if (this.#leaf === "time") return { ms: readIsoTime(this.#bytes, from, to) };
    return this.#leaf === "name" ? { name: xmlRun(this.#bytes, from, to).slice(0, 1024) } : {};
  }

  #describe(name: string): void {
    const { from, to } = this.#scanner;
    const value = xmlRun(this.#bytes, from, to).slice(0, 256);
    if (value) this.#tracks.at(-1)?.properties.push({ name, value });
  }
}
