import { groupByKind, type Grouped } from "./group-rows.ts";

/** Grows while rows are sorted into tables: like the index of a file, for parts of its rows. */
export class PieceIndex {
  /** Where the row stands in the file whose pieces are added now. */
  place = 0;
  #count = 0;
  #tables: Uint8Array;
  #starts: Uint32Array;
  #lengths: Uint16Array;
  #places: Uint32Array;

  constructor(rows: number) {
    const room = 64 + rows * 8;
    this.#tables = new Uint8Array(room);
    this.#starts = new Uint32Array(room);
    this.#lengths = new Uint16Array(room);
    this.#places = new Uint32Array(room);
  }

  /** A row of the table with this number: the bytes from `start` to before `end`. */
  add(table: number, start: number, end: number): void {
    const at = this.#count;
    if (at === this.#starts.length) this.#grow();
    this.#tables[at] = table;
    this.#starts[at] = start;
    this.#lengths[at] = end - start;
    this.#places[at] = this.place;
    this.#count = at + 1;
  }

  /** Sorted by table. */
  grouped(): Grouped {
    const count = this.#count;
    return groupByKind({
      count,
      kinds: this.#tables.subarray(0, count),
      starts: this.#starts,
      lengths: this.#lengths,
      places: this.#places,
    });
  }

  #grow(): void {
    const room = this.#count * 2;
    this.#tables = copyInto(new Uint8Array(room), this.#tables);
    this.#starts = copyInto(new Uint32Array(room), this.#starts);
    this.#lengths = copyInto(new Uint16Array(room), this.#lengths);
    this.#places = copyInto(new Uint32Array(room), this.#places);
  }
}

function copyInto<A extends Uint8Array | Uint16Array | Uint32Array>(to: A, from: A): A {
  to.set(from);
  return to;
}
