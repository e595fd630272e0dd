import type { Property } from "../../flight.ts";
import { addGap, type Gap } from "../../gather/gaps.ts";
import { decodeRun, type PlainText } from "../../gather/plain-text.ts";
import type { Mark } from "../../gather/track-log.ts";
import { TrackRows } from "../../gather/track-rows.ts";
import { fixLength, isFix, partAt, putFix, timeAt, type Extension } from "./fix.ts";

export type Igc = {
  readonly rows: TrackRows;
  readonly marks: readonly Mark[];
  readonly gaps: readonly Gap[];
  /** Lines of the header, by the name that stands before their colon. */
  readonly properties: readonly Property[];
  readonly isAboveGeoid: boolean;
};

/** Bounds what a made-up file can cost. */
const mostProperties = 100;
const mostMarks = 10_000;
const mostExtensions = 50;

/** Lines are at most 99 characters long, and headers of some recorders longer. */
const longestLine = 256;

/** Reads a file line by line. Source: FAI, Technical Specification for GNSS Flight Recorders, A. */
export function readIgc({ bytes, from }: PlainText): Igc {
  const reading = new IgcReading(bytes);
  for (let at = from; at < bytes.length;) {
    const end = lineEnd(bytes, at);
    if (end > at) reading.line(at, end);
    at = end + 1;
  }
  return reading.igc;
}

export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
  return at;
}

const dayMs = 86_400_000;

/** A clock that is half a day behind the fix before shows the next day. */
const halfDay = 43_200;

class IgcReading {
  readonly #bytes: Uint8Array;
  readonly #rows = new TrackRows();
  readonly #marks: Mark[] = [];
  readonly #gaps: Gap[] = [];
  readonly #properties: Property[] = [];
  #extensions: readonly Extension[] = [];
  #dayMs = 0;
  #lastSeconds = 0;
  #isAboveGeoid = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get igc(): Igc {
    return {
      rows: this.#rows,
      marks: this.#marks,
      gaps: this.#gaps,
      properties: this.#properties,
      isAboveGeoid: this.#isAboveGeoid,
    };
  }

  line(from: number, end: number): void {
    if (isFix(this.#bytes, from)) return this.#fix(from, end);
    const kind = this.#bytes[from];
    const text = () => decodeRun(this.#bytes, from, Math.min(end, from + longestLine));
    if (kind === 0x48) this.#header(text());
    else if (kind === 0x49) this.#extend(text());
    else if (kind === 0x41) this.#property("RECORDER", from + 1, end);
    else if (kind === 0x45) this.#event(from, end);
    if (kind !== 0x4c || end - from > longestLine) this.#search(from, end);
  }

  /** A fix whose line lost its beginning, and stands in another now. */
  #search(from: number, end: number): void {
    let at = from;
    while (at + fixLength <= end && !isFix(this.#bytes, at)) at += 1;
    const isFound = at + fixLength <= end;
    if (isFound || !isOtherKind(this.#bytes[from])) this.#gap(from, isFound ? at : end);
    if (isFound) this.#fix(at, end);
  }

  #gap(from: number, end: number): void {
    if (end > from) addGap(this.#gaps, { offset: from, length: end - from, why: "not-a-fix" });
  }

  #fix(at: number, end: number): void {
    const seconds = timeAt(this.#bytes, at + 1);
    if (seconds < this.#lastSeconds - halfDay) this.#dayMs += dayMs;
    this.#lastSeconds = seconds;
    const row = this.#rows.add(at);
    const tds = this.#extensions.find(({ code }) => code === "TDS");
    this.#rows.stamp(row, this.#dayMs + (seconds + partAt(this.#bytes, at, tds)) * 1000);
    putFix(this.#rows, row, { bytes: this.#bytes, at, end, extensions: this.#extensions });
  }

  #header(text: string): void {
    const date = /^H.?DTE(?:DATE)?:? ?(\d{2})(\d{2})(\d{2})/.exec(text);
    if (date) return this.#date(date.slice(1).map(Number));
    if (/^H.?ALGALTGPS: ?GEO/i.test(text)) this.#isAboveGeoid = true;
    const [, name, value] = /^H.[A-Z0-9]{3}([A-Z0-9 ]*): ?(.+)$/i.exec(text) ?? [];
    if (name && value && this.#properties.length < mostProperties)
      this.#properties.push({ name: name.toUpperCase(), value });
  }

  #date([day = 0, month = 0, year = 0]: readonly number[]): void {
    const isDate = day >= 1 && day <= 31 && month >= 1 && month <= 12;
    if (!isDate) return;
    this.#dayMs = Date.UTC(year < 80 ? 2000 + year : 1900 + year, month - 1, day);
    this.#lastSeconds = 0;
  }

  /** `I02 3638FXA 3941ENL`: how many, and for each its first and last column and its name. */
  #extend(text: string): void {
    const found = [...text.slice(3).matchAll(/(\d{2})(\d{2})([A-Z0-9]{3})/gy)];
    this.#extensions = found
      .slice(0, mostExtensions)
      .flatMap(([, first, last, code]): readonly Extension[] => {
        const [from, to] = [Number(first), Number(last)];
        return code && from > fixLength && to >= from && to - from < 15
          ? [{ code, from: from - 1, length: to - from + 1 }]
          : [];
      });
  }

  #property(name: string, from: number, end: number): void {
    const value = decodeRun(this.#bytes, from, Math.min(end, from + 80));
    if (value && this.#rows.count === 0 && this.#properties.length < mostProperties)
      this.#properties.push({ name, value });
  }

  /** What the pilot marked, where the fix before it was. */
  #event(from: number, end: number): void {
    const seconds = timeAt(this.#bytes, from + 1);
    const last = this.#rows.count - 1;
    if (Number.isNaN(seconds) || last < 0 || this.#marks.length >= mostMarks) return;
    const at = (field: string) => this.#rows.numbers(field)[last] ?? Number.NaN;
    const name = decodeRun(this.#bytes, from + 7, Math.min(end, from + 200));
    const stated = this.#dayMs + seconds * 1000;
    const fixed = (this.#rows.stamps[last] ?? 0) / 1000; // of the same second, to more digits
    const ms = fixed > stated && fixed < stated + 1000 ? fixed : stated;
    this.#marks.push({ latitude: at("latitude"), longitude: at("longitude"), name, ms });
  }
}

/** All letters that lines begin with but that of fixes. */
function isOtherKind(kind: number | undefined): boolean {
  return kind === 0x41 || (kind !== undefined && kind >= 0x43 && kind <= 0x4f);
}
