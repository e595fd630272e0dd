import { isElementKind, type ElementKind } from "../../gather/element-kinds.ts";
import { gather, makeColumns, placeRows } from "../../gather/gather.ts";
import { gatherTexts } from "../../gather/texts.ts";
import {
  formatLength,
  formatType,
  headerLength,
  ofFormats,
  readDefinition,
  type Definition,
  type Field,
} from "./definition.ts";
import {
  addGap,
  RowWriter,
  timeFieldsOf,
  type TimeField,
  type Column,
  type FoundRows,
  type Gap,
  type RowIndex,
} from "./rows.ts";

const first = 0xa3;
const second = 0x95;

/** Bounds what a made-up file can cost. */
const mostDefinitions = 1024;

/** Says whether a binary log begins within these bytes: a definition that holds water. */
export function isBinaryLog(head: Uint8Array): boolean {
  for (
    let at = nextHeader(head, 0);
    at + formatLength <= head.length;
    at = nextHeader(head, at + 1)
  )
    if (head[at + 2] === formatType && readDefinition(head, at)) return true;
  return false;
}

/** The next place where a row may begin; the length of the bytes where there is none. */
function nextHeader(bytes: Uint8Array, from: number): number {
  for (let at = from; at + headerLength <= bytes.length; at += 1)
    if (bytes[at] === first && bytes[at + 1] === second) return at;
  return bytes.length;
}

/** The rows of a binary log. It borrows the bytes. */
export class BinaryRows implements FoundRows {
  readonly index: RowIndex;
  readonly definitions: Definition[] = [ofFormats];
  readonly gaps: Gap[] = [];
  readonly unknown = new Map<string, number>();
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** By type: the number of the definition in force, -1 where there is none, and its length. */
  readonly #kinds = new Int16Array(256).fill(-1);
  readonly #lengths = new Uint8Array(256);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#kinds[formatType] = 0;
    this.#lengths[formatType] = formatLength;
    this.index = this.#find();
  }

  /** No check covers a row: it counts where the next begins behind it, or none begins within it. */
  #find(): RowIndex {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    const lengths = this.#lengths;
    const writer = new RowWriter(1024 + Math.ceil(bytes.length / 48));
    let at = 0;
    while (at < bytes.length) {
      const isRow = bytes[at] === first && bytes[at + 1] === second;
      const type = isRow ? (bytes[at + 2] ?? 0) : 0;
      const length = isRow ? (lengths[type] as number) : 0; // one for each type
      const end = at + length;
      const hasNext = bytes[end] === first && bytes[end + 1] === second;
      const isWhole = length > 0 && end <= bytes.length;
      const inner = isWhole && !hasNext && end < bytes.length ? this.#innerRow(at, end) : 0;
      if (!isWhole || inner > 0) {
        at = this.#skip(at, inner);
        continue;
      }
      writer.write(at, kinds[type] as number);
      if (type === formatType) this.#define(at);
      at = end;
    }
    return writer.index;
  }

  /** Of the row at a place; 0 where none begins, its kind is unknown, or it is cut off. */
  #lengthAt(at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== first || bytes[at + 1] !== second) return 0;
    const length = this.#lengths[bytes[at + 2] ?? 0] as number; // one for each type
    return at + length <= bytes.length ? length : 0;
  }

  #isBoundary(at: number): boolean {
    return at === this.#bytes.length || this.#isHeader(at);
  }

  #isHeader(at: number): boolean {
    return this.#bytes[at] === first && this.#bytes[at + 1] === second;
  }

  /** A row that begins within another and has a neighbour: the outer one has lost bytes. */
  #innerRow(at: number, end: number): number {
    for (let inner = at + headerLength; inner < end; inner += 1) {
      const length = this.#isHeader(inner) ? this.#lengthAt(inner) : 0;
      if (length > 0 && this.#isBoundary(inner + length)) return inner;
    }
    return 0;
  }

  /** Goes on at a row that was found, or at the next that may be one. */
  #skip(at: number, found: number): number {
    const bytes = this.#bytes;
    const isHeader = this.#isHeader(at) && at + headerLength <= bytes.length;
    const type = bytes[at + 2] ?? 0;
    const isUnknown = isHeader && (this.#kinds[type] as number) < 0;
    const next = found || nextHeader(bytes, at + (isHeader ? headerLength : 1));
    if (isUnknown) this.unknown.set(`type ${type}`, (this.unknown.get(`type ${type}`) ?? 0) + 1);
    const cut = isHeader ? "cut-short" : "no-row";
    addGap(this.gaps, { offset: at, length: next - at, why: isUnknown ? "unknown-kind" : cut });
    return next;
  }

  /** A definition that says the same again is the same. */
  #define(at: number): void {
    const found = readDefinition(this.#bytes, at);
    if (!found || found.type === formatType) return;
    const last = this.definitions[this.#kinds[found.type] as number];
    if (last && isSame(last, found)) return;
    if (this.definitions.length >= mostDefinitions) return;
    this.#kinds[found.type] = this.definitions.length;
    this.#lengths[found.type] = found.length;
    this.definitions.push(found);
  }

  stamps(): Float64Array {
    const { count, starts, kinds } = this.index;
    const stamps = new Float64Array(count);
    const times = timeFieldsOf(this.definitions);
    const readers = this.definitions.map((definition, at) =>
      this.#stampReader(definition, times[at]),
    );
    for (let row = 0; row < count; row += 1) {
      const read = readers[kinds[row] as number]; // one for each definition
      stamps[row] = read ? read(starts[row] as number) : Number.NaN;
    }
    return stamps;
  }

  #stampReader(
    definition: Definition,
    time: TimeField | undefined,
  ): ((start: number) => number) | undefined {
    const field = time && definition.fields[time.field];
    if (!field) return undefined;
    const view = this.#view;
    const { at } = field;
    const { micros } = time;
    if (field.kind === "u32") return (start) => view.getUint32(start + at, true) * micros;
    if (field.kind !== "u64") return undefined;
    return (start) =>
      (view.getUint32(start + at + 4, true) * 2 ** 32 + view.getUint32(start + at, true)) * micros;
  }

  numbers({ fields }: Definition, field: number, starts: Uint32Array): Float64Array {
    const only = fields[field];
    const [column] = only ? this.columns({ fields: [only] }, starts) : [];
    return Float64Array.from({ length: starts.length }, (_, row) => Number(column?.values[row]));
  }

  columns({ fields }: Pick<Definition, "fields">, starts: Uint32Array): readonly Column[] {
    const rows = placeRows(this.#bytes, starts);
    const places = fields.flatMap(placesOf);
    const numbers = places.flatMap(({ kind }) => (isElementKind(kind) ? [kind] : []));
    const columns = makeColumns(numbers, starts.length);
    let next = 0;
    return places.map(({ kind, at, size }) => {
      if (!isElementKind(kind)) return gatherTexts(rows, at, { length: size, rows: starts.length });
      const values = columns[next++] as Column["values"]; // one for each number
      gather(kind, rows, at, values);
      return { values };
    });
  }
}

type Place = { readonly kind: ElementKind | "text"; readonly at: number; readonly size: number };

/** One for each element of an array. */
function placesOf({ kind, at, size, elements }: Field): readonly Place[] {
  const each = size / elements;
  return Array.from({ length: elements }, (_, element) => ({
    kind,
    at: at + element * each,
    size: each,
  }));
}

function isSame(a: Definition, b: Definition): boolean {
  const words = ({ name, format, fields }: Definition) =>
    [name, format, ...fields.map((field) => field.name)].join();
  return words(a) === words(b);
}
