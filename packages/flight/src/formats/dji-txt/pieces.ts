/** Told which stretches of packed contents are rows, and of which table (by number, below 256). */
export interface Pieces {
  /** Where the row stands in the file whose stretches come now. */
  place: number;
  /** The bytes from `start` to before `end`. */
  add(table: number, start: number, end: number): void;
}

/** Goes first, so that every array of the second is as long as it has to be. */
export class PieceCounter implements Pieces {
  place = 0;
  /** How many rows each table has, at its number and one. */
  readonly counts = new Uint32Array(257);

  add(table: number): void {
    this.counts[table + 1] = (this.counts[table + 1] as number) + 1; // below 256
  }
}

/** Lays the rows of each table down together, in the order in which they come. */
export class PiecePlacer implements Pieces {
  place = 0;
  /** Where the rows of each table begin; 257 places. */
  readonly firsts: Uint32Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  readonly places: Uint32Array;
  readonly #next: Uint32Array;

  constructor({ counts }: PieceCounter) {
    this.firsts = counts.slice();
    for (let table = 0; table < 256; table += 1)
      this.firsts[table + 1] = (this.firsts[table + 1] as number) + (this.firsts[table] as number);
    const count = this.firsts[256] as number; // the last of 257
    this.#next = this.firsts.slice();
    this.starts = new Uint32Array(count);
    this.lengths = new Uint16Array(count);
    this.places = new Uint32Array(count);
  }

  add(table: number, start: number, end: number): void {
    const at = this.#next[table] as number; // below 256
    this.#next[table] = at + 1;
    this.starts[at] = start;
    this.lengths[at] = end - start;
    this.places[at] = this.place;
  }
}
