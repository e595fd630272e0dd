import { elementKinds, type ElementKind } from "../../gather/element-kinds.ts";
import { readText } from "../../gather/texts.ts";

/** How a letter of a format says a field lies in a row. */
type FieldShape = {
  readonly kind: ElementKind | "text";
  /** Bytes. */
  readonly size: number;
  /** What the raw number is multiplied by, where the letter itself says so. */
  readonly scale: number;
  /** More than one for arrays. */
  readonly elements: number;
};

export type Field = FieldShape & {
  readonly name: string;
  readonly letter: string;
  /** Bytes behind the start of the row, its header included. */
  readonly at: number;
};

/** What FMT says of one kind of row. */
export type Definition = {
  readonly type: number;
  readonly name: string;
  /** Of a row, its header included. */
  readonly length: number;
  readonly format: string;
  /** None where the format has a letter that is not known: its rows are counted, not read. */
  readonly fields: readonly Field[];
};

const number = (kind: ElementKind, scale = 1): FieldShape => ({
  kind,
  size: elementKinds[kind].size,
  scale,
  elements: 1,
});
const text = (size: number): FieldShape => ({ kind: "text", size, scale: 1, elements: 1 });

/** Letters of formats, as ArduPilot documents them in libraries/AP_Logger. */
const shapes: Readonly<Record<string, FieldShape>> = {
  a: { kind: "i16", size: 64, scale: 1, elements: 32 },
  b: number("i8"),
  B: number("u8"),
  h: number("i16"),
  H: number("u16"),
  i: number("i32"),
  I: number("u32"),
  f: number("f32"),
  d: number("f64"),
  n: text(4),
  N: text(16),
  Z: text(64),
  c: number("i16", 0.01),
  C: number("u16", 0.01),
  e: number("i32", 0.01),
  E: number("u32", 0.01),
  L: number("i32", 1e-7),
  M: number("u8"),
  q: number("i64"),
  Q: number("u64"),
  g: number("f16"),
};

/** Bytes before the fields of a row: A3 95 and the type. */
export const headerLength = 3;

/** The one kind of row that is known from the start. */
export const formatType = 128;
export const formatLength = 89;

type Stated = Pick<Definition, "type" | "name" | "format"> & {
  /** Of no matter to a log of text. */
  readonly length: number | undefined;
  readonly columns: readonly string[];
};

/** Undefined where lengths and letters contradict each other: damaged, or no definition at all. */
export function define({ type, name, format, columns, ...stated }: Stated): Definition | undefined {
  const { length = 255 } = stated;
  if (!/^\w{1,4}$/.test(name) || length < headerLength || length > 255) return undefined;
  const letters = [...format];
  const isKnown = letters.every((letter) => Object.hasOwn(shapes, letter));
  const fields: Field[] = [];
  let at = headerLength;
  for (const [place, letter] of isKnown ? letters.entries() : []) {
    const shape = shapes[letter] as FieldShape; // known, see above
    fields.push({ ...shape, letter, at, name: nameOf(columns, place) });
    at += shape.size;
  }
  const isContradicted = isKnown && stated.length !== undefined && at !== length;
  return isContradicted ? undefined : { type, name, length, format, fields };
}

/** Names are unique within a row, whatever the log says. */
function nameOf(columns: readonly string[], place: number): string {
  const name = columns[place]?.trim();
  return name && columns.indexOf(name) === place ? name : `field${place + 1}`;
}

/** FMT describes itself, but a log must be read also where that row is lost. */
export const ofFormats = define({
  type: formatType,
  name: "FMT",
  length: formatLength,
  format: "BBnNZ",
  columns: ["Type", "Length", "Name", "Format", "Columns"],
}) as Definition; // its letters add up to its length

/** FMT as it stands in a binary log; the row has to be whole. */
export function readDefinition(bytes: Uint8Array, at: number): Definition | undefined {
  return define({
    type: bytes[at + 3] ?? 0,
    length: bytes[at + 4] ?? 0,
    name: readText(bytes, at + 5, at + 9),
    format: readText(bytes, at + 9, at + 25),
    columns: readText(bytes, at + 25, at + 89).split(","),
  });
}
