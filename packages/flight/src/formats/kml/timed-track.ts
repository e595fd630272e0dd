import { readIsoTime } from "../../gather/iso-time.ts";
import { NumberReader } from "../../gather/number-reader.ts";
import { TrackRows } from "../../gather/track-rows.ts";
import { isPlace, readWords } from "./coordinates.ts";

/** A run of the file. */
type Run = { readonly bytes: Uint8Array; readonly from: number; readonly to: number };

/**
 * A `gx:Track`, or the tracks of a `gx:MultiTrack` one after the other. Its times, places, angles and
 * measures stand in lists of their own: the first of each belong together, and so on.
 */
export class TimedTrack {
  readonly rows = new TrackRows();
  mode = "";
  readonly #numbers = new NumberReader();
  #base = 0;
  #whens = 0;
  #angles = 0;
  readonly #values = new Map<string, number>();

  /** Another track of the same flight begins. */
  begin(): void {
    this.#base = this.rows.count;
    this.#whens = 0;
    this.#angles = 0;
    this.#values.clear();
  }

  when({ bytes, from, to }: Run): void {
    this.rows.stamp(this.#base + this.#whens, readIsoTime(bytes, from, to));
    this.#whens += 1;
  }

  /** Adds a row; false where it has no place. */
  coord({ bytes, from, to }: Run): boolean {
    const [longitude, latitude, altitude] = readWords(bytes, from, to, this.#numbers);
    const row = this.rows.add(from);
    if (!isPlace(longitude?.value, latitude?.value)) return false;
    const parts = { longitude, latitude, altitude };
    for (const [field, part] of Object.entries(parts))
      if (part) this.rows.put(row, field, part.value, part.digits);
    return true;
  }

  angles({ bytes, from, to }: Run): void {
    const [heading, tilt, roll] = readWords(bytes, from, to, this.#numbers);
    for (const [field, part] of Object.entries({ heading, tilt, roll }))
      if (part) this.rows.put(this.#base + this.#angles, field, part.value, part.digits);
    this.#angles += 1;
  }

  /** A measure of `gx:SimpleArrayData`. */
  value(name: string, { bytes, from, to }: Run): void {
    const place = this.#values.get(name) ?? 0;
    const value = this.#numbers.read(bytes, from, to);
    this.rows.put(this.#base + place, name, value, this.#numbers.digits);
    this.#values.set(name, place + 1);
  }
}
