import type { Rows } from "./rows.ts";

/** Room that a table begins with; it doubles, so that what a made-up file can cost is bounded. */
const firstRoom = 8192;

/** Stretches of contents that are the rows of one table, in the order in which they come. */
export class Pieces {
  #count = 0;
  #starts = new Uint32Array(firstRoom);
  #lengths = new Uint16Array(firstRoom);
  #places = new Uint32Array(firstRoom);

  /** The bytes from `start` to before `end`, of the content that stands at `place` in the file. */
  add(start: number, end: number, place: number): void {
    const at = this.#count;
    if (at === this.#starts.length) this.#grow();
    this.#starts[at] = start;
    this.#lengths[at] = end - start;
    this.#places[at] = place;
    this.#count = at + 1;
  }

  /** As rows of their own among the same bytes. */
  toRows(bytes: Uint8Array): Rows {
    const count = this.#count;
    return {
      count,
      bytes,
      scrambled: undefined,
      starts: this.#starts.subarray(0, count),
      lengths: this.#lengths.subarray(0, count),
      places: this.#places.subarray(0, count),
      doubtful: [],
    };
  }

  #grow(): void {
    const room = 2 * this.#starts.length;
    const { starts, lengths, places } = this.toRows(new Uint8Array());
    this.#starts = new Uint32Array(room);
    this.#starts.set(starts);
    this.#lengths = new Uint16Array(room);
    this.#lengths.set(lengths);
    this.#places = new Uint32Array(room);
    this.#places.set(places);
  }
}
