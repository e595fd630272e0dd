import { TrackRows } from "../../gather/track-rows.ts";
import { isPlace, tuplesOf, type Tuple } from "./coordinates.ts";

/** What an altitude counts from, in the words of the format. */
export type AltitudeMode = string;

/** A line without times, maybe of several pieces of the file. */
export type Line = { readonly rows: TrackRows; mode: AltitudeMode };

/** Lines with fewer points are marks on a map, where there are longer ones. */
const fewPoints = 10;

/** Bounds what a made-up file can cost. */
const mostLines = 10_000;

/**
 * The lines of a file. Software draws a flight in pieces of a colour each: a piece that begins where
 * the last one ends goes on with it. Software draws its shadow too: a line like another is left out.
 */
export class Lines {
  readonly #lines: Line[] = [];
  #mode = "";
  /** Nothing of the present piece is read yet. */
  #isNew = true;

  /** A piece begins. */
  begin(): void {
    this.#isNew = true;
    this.#mode = "";
  }

  /** Of the present piece: it may stand before its places or behind. */
  setMode(mode: AltitudeMode): void {
    this.#mode = mode;
    const last = this.#lines.at(-1);
    if (last && !this.#isNew) last.mode ||= mode;
  }

  /** Adds the places of a run of text; gives those that are none. */
  add(bytes: Uint8Array, from: number, to: number): readonly { from: number; to: number }[] {
    const bad: { from: number; to: number }[] = [];
    for (const tuple of tuplesOf(bytes, from, to)) {
      const [longitude, latitude] = tuple.values;
      if (isPlace(longitude, latitude)) this.#put(tuple);
      else if (bad.length < 1000) bad.push({ from: tuple.from, to: tuple.to });
    }
    return bad;
  }

  #put({ values, digits, from }: Tuple): void {
    const [longitude, latitude, altitude] = values;
    const isRepeated = this.#isNew && this.#endsAt(longitude, latitude);
    if (this.#isNew && !isRepeated && this.#lines.length < mostLines)
      this.#lines.push({ rows: new TrackRows(), mode: this.#mode });
    this.#isNew = false;
    const line = this.#lines.at(-1);
    if (isRepeated || !line) return;
    const row = line.rows.add(from);
    line.rows.put(row, "longitude", longitude, digits[0]);
    line.rows.put(row, "latitude", latitude, digits[1]);
    line.rows.put(row, "altitude", altitude, digits[2]);
  }

  #endsAt(longitude: number, latitude: number): boolean {
    const rows = this.#lines.at(-1)?.rows;
    if (!rows || rows.count === 0) return false;
    const at = (field: string) => rows.numbers(field)[rows.count - 1];
    return at("longitude") === longitude && at("latitude") === latitude;
  }

  /** Lines that may be flights. */
  get flown(): readonly Line[] {
    const lines = this.#lines.filter(({ rows }) => rows.count > 1);
    const hasLong = lines.some(({ rows }) => rows.count >= fewPoints);
    const seen = new Set<string>();
    return lines.filter(({ rows }) => {
      const key = [rows.count, ...edgesOf(rows)].join(" ");
      const isShadow = seen.has(key);
      seen.add(key);
      return !isShadow && (!hasLong || rows.count >= fewPoints);
    });
  }
}

function edgesOf(rows: TrackRows): readonly (number | undefined)[] {
  return ["longitude", "latitude"].flatMap((field) => {
    const numbers = rows.numbers(field);
    return [numbers[0], numbers[rows.count >> 1], numbers[rows.count - 1]];
  });
}
