import type { Field, Kind } from "./fields.ts";
import type { Gathered } from "./gather-samples.ts";
import { viewOf } from "./boxes.ts";
import { Wire } from "./wire.ts";

/** One value a kept sample; NaN where it says nothing. */
export type Column = { readonly field: Field; readonly values: Float64Array };

export type Decoded = {
  /** Of the samples that were read, in order. */
  readonly rows: Uint32Array;
  readonly columns: ReadonlyMap<string, Column>;
  /** Samples that are no message, or hold no frame. */
  readonly broken: readonly number[];
};

/** A message on the way to values: by field number, a message or a value. */
type Node = { readonly fields: Map<number, Node>; leaf?: Leaf };

type Leaf = {
  readonly field: Field;
  readonly values: Float64Array;
  /** Leaves of the same part of a frame are zero where the part is there and they are not. */
  readonly part: Part;
};

type Part = { readonly isThere: Uint8Array };

/** Bounds what a made-up file can cost. */
const mostBroken = 10_000;

/** One pass over all samples; values go straight into columns. */
export function decodeSamples(gathered: Gathered, fields: readonly Field[]): Decoded {
  const decoding = new Decoding(gathered, fields);
  for (let row = 0; row < gathered.count; row += 1) decoding.sample(row);
  return decoding.finish();
}

const frame = 3;

class Decoding {
  readonly #view: DataView;
  readonly #starts: Float64Array;
  readonly #rows: Uint32Array;
  readonly #root: Node = { fields: new Map() };
  readonly #leaves: Leaf[] = [];
  readonly #parts = new Map<number, Part>();
  readonly #broken: number[] = [];
  #count = 0;

  constructor({ bytes, starts, count }: Gathered, fields: readonly Field[]) {
    this.#view = viewOf(bytes);
    this.#starts = starts;
    this.#rows = new Uint32Array(count);
    for (const field of fields) this.#add(field, count);
  }

  sample(row: number): void {
    const [from, end] = [this.#starts[row] as number, this.#starts[row + 1] as number]; // one more
    this.#rows[this.#count] = row;
    if (hasFrame(this.#view, from, end) && this.#message(this.#root, from, end)) this.#count += 1;
    else {
      this.#forgetRow();
      if (this.#broken.length < mostBroken) this.#broken.push(row);
    }
  }

  finish(): Decoded {
    const count = this.#count;
    const columns = new Map<string, Column>();
    for (const { field, values, part } of this.#leaves) {
      const kept = values.subarray(0, count);
      if (kept.every((value) => Number.isNaN(value))) continue; // no sample states it
      settleZeros(kept, field, part);
      columns.set(field.name, { field, values: kept });
    }
    return { rows: this.#rows.subarray(0, count), columns, broken: this.#broken };
  }

  #add(field: Field, count: number): void {
    const number = field.path[1] ?? 0;
    const part = this.#parts.get(number) ?? { isThere: new Uint8Array(count) };
    this.#parts.set(number, part);
    const values = new Float64Array(count).fill(Number.NaN);
    const leaf: Leaf = { field, values, part };
    let node = this.#root;
    for (const step of field.path) {
      const next = node.fields.get(step) ?? { fields: new Map() };
      node.fields.set(step, next);
      node = next;
    }
    node.leaf = leaf;
    this.#leaves.push(leaf);
  }

  /** False where it is no message. */
  #message(node: Node, from: number, end: number): boolean {
    const wire = new Wire(this.#view, from, end);
    while (wire.next()) {
      const next = node.fields.get(wire.number);
      if (!next) continue;
      if (next.leaf) this.#value(next.leaf, wire);
      else if (wire.type === 2) {
        if (node === this.#root.fields.get(frame)) this.#meet(wire.number);
        if (!this.#message(next, wire.from, wire.end)) return false;
      }
    }
    return !wire.isBroken;
  }

  #meet(part: number): void {
    const met = this.#parts.get(part);
    if (met) met.isThere[this.#count] = 1;
  }

  #value(leaf: Leaf, wire: Wire): void {
    const value = readers[leaf.field.kind](this.#view, wire, leaf.values[this.#count] as number);
    if (Number.isFinite(value)) leaf.values[this.#count] = value;
  }

  #forgetRow(): void {
    for (const { values } of this.#leaves) values[this.#count] = Number.NaN;
    for (const { isThere } of this.#parts.values()) isThere[this.#count] = 0;
  }
}

/** A sample that is whole holds the message of a frame. */
function hasFrame(view: DataView, from: number, end: number): boolean {
  const wire = new Wire(view, from, end);
  while (wire.next()) if (wire.number === frame && wire.type === 2) return true;
  return false;
}

/** proto3 leaves zeros out: a level gimbal has no angle, an aircraft on the ground no height. */
function settleZeros(values: Float64Array, { zero }: Field, { isThere }: Part): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length
    if (zero === "unknown" && value === 0) values[row] = Number.NaN;
    else if (zero === undefined && Number.isNaN(value) && isThere[row] === 1) values[row] = 0;
  }
}

type Read = (view: DataView, wire: Wire, before: number) => number;

/** A value of another type than its kind has says nothing. */
const readers: Readonly<Record<Kind, Read>> = {
  whole: (_, { type, value }) => (type === 0 ? value : Number.NaN),
  fixed: (view, { type, from }) => (type === 5 ? view.getUint32(from, true) : Number.NaN),
  float: (view, { type, from }) => (type === 5 ? view.getFloat32(from, true) : Number.NaN),
  double: (view, { type, from }) => (type === 1 ? view.getFloat64(from, true) : Number.NaN),
  ratio: readRatio,
};

/** Packed, as proto3 does it; or one by one: then the second divides what the first gave. */
function readRatio(view: DataView, { type, value, from, end }: Wire, before: number): number {
  if (type === 0) return Number.isNaN(before) ? value : over(before, value);
  if (type !== 2) return Number.NaN;
  const [numerator = Number.NaN, denominator = Number.NaN] = packed(view, from, end);
  return over(numerator, denominator);
}

function over(numerator: number, denominator: number): number {
  return numerator >= 0 && denominator > 0 ? numerator / denominator : Number.NaN;
}

function packed(view: DataView, from: number, end: number): readonly number[] {
  const values: number[] = [];
  let [value, factor] = [0, 1];
  for (let at = from; at < end && values.length < 2; at += 1) {
    const byte = view.getUint8(at);
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte >= 0x80) continue;
    values.push(value);
    [value, factor] = [0, 1];
  }
  return values;
}
