import { DecimalShape, toDecimals, type DecimalColumn } from "./decimal-column.ts";

/** Numbers that come one after the other, nobody knows how many. */
class GrowingColumn {
  readonly #shape = new DecimalShape();
  #values = new Float64Array(256).fill(Number.NaN);

  put(row: number, value: number, digits: number): void {
    if (row >= this.#values.length) this.#grow(row + 1);
    if (Number.isNaN(value)) return;
    this.#values[row] = value;
    this.#shape.add(value, digits);
  }

  /** The first `rows`; NaN where nothing was put. */
  numbers(rows: number): Float64Array {
    if (rows > this.#values.length) this.#grow(rows);
    return this.#values.subarray(0, rows);
  }

  column(rows: number): DecimalColumn | undefined {
    return this.#shape.count === 0 ? undefined : toDecimals(this.numbers(rows), this.#shape);
  }

  #grow(least: number): void {
    const values = new Float64Array(Math.max(least, this.#values.length * 2)).fill(Number.NaN);
    values.set(this.#values);
    this.#values = values;
  }
}

/** A line has no more fields than this; bounds what a made-up file can cost. */
const mostFields = 200;

/** The points of one track as they are read, a row each. */
export class TrackRows {
  /** How many there are. A row may be written before it is counted. */
  count = 0;
  readonly #columns = new Map<string, GrowingColumn>();
  /** When each was, in microseconds since 1970. */
  readonly #stamps = new GrowingColumn();
  readonly #offsets = new GrowingColumn();

  /** Adds a row that begins at an offset of the file, and gives its number. */
  add(offset: number): number {
    this.#offsets.put(this.count, offset, 0);
    this.count += 1;
    return this.count - 1;
  }

  put(row: number, field: string, value: number, digits: number): void {
    let column = this.#columns.get(field);
    if (!column) {
      if (this.#columns.size >= mostFields) return;
      column = new GrowingColumn();
      this.#columns.set(field, column);
    }
    column.put(row, value, digits);
  }

  stamp(row: number, ms: number): void {
    this.#stamps.put(row, Math.round(ms * 1000), 0);
  }

  get fields(): readonly string[] {
    return [...this.#columns.keys()];
  }

  get stamps(): Float64Array {
    return this.#stamps.numbers(this.count);
  }

  get offsets(): Float64Array {
    return this.#offsets.numbers(this.count);
  }

  numbers(field: string): Float64Array {
    return (
      this.#columns.get(field)?.numbers(this.count) ?? new Float64Array(this.count).fill(Number.NaN)
    );
  }

  column(field: string): DecimalColumn | undefined {
    return this.#columns.get(field)?.column(this.count);
  }
}
