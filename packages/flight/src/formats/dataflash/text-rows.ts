import { makeColumns } from "../../gather/gather.ts";
import { readText, TextWriter } from "../../gather/texts.ts";
import { define, ofFormats, type Definition } from "./definition.ts";
import {
  addGap,
  RowWriter,
  timeFieldsOf,
  type Column,
  type FoundRows,
  type Gap,
  type RowIndex,
} from "./rows.ts";

const comma = 0x2c;
const newline = 0x0a;

/** A definition, at the beginning of a line. */
const formatLine =
  /(?:^|\n)FMT, *\d{1,3}, *\d{1,3}, *\w{1,4}, *[A-Za-z]{0,16}(?:, *[^\r\n]*)?\r?(?:\n|$)/;

/** Says whether a text log begins within these bytes. */
export function isTextLog(head: Uint8Array): boolean {
  return formatLine.test(new TextDecoder("latin1").decode(head));
}

/** Bounds what a made-up file can cost. */
const mostDefinitions = 1024;
const mostStated = 65_536;
const mostNames = 1000;

/** Longer lines are none of a log. */
const mostLine = 2048;

/** The rows of a text log: one a line, its name first, values as they are meant. */
export class TextRows implements FoundRows {
  readonly index: RowIndex;
  readonly definitions: Definition[] = [ofFormats];
  readonly gaps: Gap[] = [];
  readonly unknown = new Map<string, number>();
  readonly #bytes: Uint8Array;
  #stated = 0;
  readonly #kinds = new Map([[ofFormats.name, 0]]);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.index = this.#find();
  }

  #find(): RowIndex {
    const bytes = this.#bytes;
    const writer = new RowWriter(1024 + Math.ceil(bytes.length / 48));
    let at = 0;
    while (at < bytes.length) {
      const found = bytes.indexOf(newline, at);
      const end = found < 0 ? bytes.length : found + 1;
      const name = this.#nameAt(at, end);
      if (name === "FMT") this.#define(at, end);
      const kind = this.#kinds.get(name);
      const isWhole = kind !== undefined && this.#isWhole(this.definitions[kind], at, end);
      if (isWhole) writer.write(at, kind);
      else if (!isBlank(bytes, at, end)) this.#skip(name, at, end);
      at = end;
    }
    return writer.index;
  }

  /** What stands before the first comma; nothing where that is no name. */
  #nameAt(at: number, end: number): string {
    let text = "";
    for (let place = at; place < Math.min(end, at + 5); place += 1) {
      const byte = this.#bytes[place] as number; // before the end
      if (byte === comma || byte === 0x0d || byte === newline) return text;
      if (!isWordByte(byte)) return "";
      text += String.fromCharCode(byte);
    }
    return "";
  }

  #define(at: number, end: number): void {
    this.#stated += 1;
    if (this.#stated > mostStated) return;
    const line = readText(this.#bytes, at, Math.min(end, at + mostLine));
    const [, type, , name = "", format = "", ...columns] = line
      .split(",")
      .map((part) => part.trim());
    const found = define({ type: Number(type), length: undefined, name, format, columns });
    if (!found || found.name === ofFormats.name || this.definitions.length >= mostDefinitions)
      return;
    this.#kinds.set(found.name, this.definitions.length);
    // A list of numbers is one value of the line.
    const fields = found.fields.map((field) => ({ ...field, elements: 1 }));
    this.definitions.push({ ...found, fields });
  }

  /** A line has as many values as its kind has fields. A text, which is the last, may hold commas. */
  #isWhole(definition: Definition | undefined, at: number, end: number): boolean {
    if (!definition || end - at > mostLine) return false;
    const { fields, name } = definition;
    if (name === "FMT") return true;
    let commas = 0;
    for (let place = at; place < end; place += 1) if (this.#bytes[place] === comma) commas += 1;
    const isText = fields.at(-1)?.kind === "text";
    return commas === fields.length || (isText && commas > fields.length);
  }

  #skip(name: string, at: number, end: number): void {
    const isUnknown = name !== "" && !this.#kinds.has(name);
    if (isUnknown && (this.unknown.size < mostNames || this.unknown.has(name)))
      this.unknown.set(name, (this.unknown.get(name) ?? 0) + 1);
    const why = isUnknown ? "unknown-kind" : "no-row";
    addGap(this.gaps, { offset: at, length: end - at, why });
  }

  stamps(): Float64Array {
    const { count, starts, kinds } = this.index;
    const times = timeFieldsOf(this.definitions);
    const stamps = new Float64Array(count).fill(Number.NaN);
    for (let row = 0; row < count; row += 1) {
      const time = times[kinds[row] as number]; // one for each definition
      if (!time) continue;
      const from = this.#valueAt(starts[row] as number, time.field);
      stamps[row] = readNumber(this.#bytes, from) * time.micros;
    }
    return stamps;
  }

  numbers(_: Definition, field: number, starts: Uint32Array): Float64Array {
    return Float64Array.from(starts, (start) =>
      readNumber(this.#bytes, this.#valueAt(start, field)),
    );
  }

  /** Numbers are written as they are meant, whichever their letter; a mode may be a name. */
  columns({ fields }: Definition, starts: Uint32Array): readonly Column[] {
    const rows = starts.length;
    const isNamed = fields.map(
      ({ kind, letter }, field) =>
        kind === "text" || (letter === "M" && this.#isName(starts, field)),
    );
    const texts = isNamed.map((named) => (named ? new TextWriter(rows) : undefined));
    const numbers = makeColumns(
      fields.map(() => "f64" as const),
      rows,
    ) as readonly Float64Array[]; // as asked for
    for (let row = 0; row < rows; row += 1) {
      let at = this.#valueAt(starts[row] as number, 0);
      for (let field = 0; field < fields.length; field += 1) {
        const end = this.#endOf(at, field === fields.length - 1);
        const column = numbers[field] as Float64Array; // one for each field
        if (texts[field]) texts[field]?.write(row, readText(this.#bytes, at, end).trim());
        else column[row] = meant(readNumber(this.#bytes, at), fields[field]?.letter);
        at = end + 1;
      }
    }
    return fields.map((_, field) => {
      const named = texts[field]?.texts;
      return named ?? { values: numbers[field] as Float64Array, isPlain: true };
    });
  }

  #isName(starts: Uint32Array, field: number): boolean {
    const [first] = starts;
    return (
      first !== undefined && Number.isNaN(readNumber(this.#bytes, this.#valueAt(first, field)))
    );
  }

  /** Where a value of a line begins: behind as many commas. */
  #valueAt(start: number, field: number): number {
    let at = start;
    for (let commas = 0; commas <= field && at < this.#bytes.length; at += 1)
      if (this.#bytes[at] === comma) commas += 1;
    return at;
  }

  #endOf(at: number, isLast: boolean): number {
    let end = at;
    while (end < this.#bytes.length && this.#bytes[end] !== newline) {
      if (!isLast && this.#bytes[end] === comma) return end;
      end += 1;
    }
    return end;
  }
}

/** A place of 0 is none. */
function meant(value: number, letter = ""): number {
  const isNoFix = letter === "L" && value === 0;
  return isNoFix || !Number.isFinite(value) ? Number.NaN : value;
}

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x5f
  );
}

function isBlank(bytes: Uint8Array, at: number, end: number): boolean {
  for (let place = at; place < end; place += 1) if ((bytes[place] as number) > 0x20) return false;
  return true;
}

/** A decimal number behind blanks, up to a comma or the end of the line; NaN where there is none. */
function readNumber(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20) at += 1;
  const begin = at;
  const isNegative = bytes[at] === 0x2d;
  if (isNegative) at += 1;
  let value = 0;
  let digits = 0;
  for (; isDigit(bytes[at]); at += 1, digits += 1) value = value * 10 + digitOf(bytes[at]);
  const isWhole = isEnd(bytes[at]);
  if (isWhole && digits > 0 && digits < 16) return isNegative ? -value : value;
  let end = at;
  while (end < begin + 40 && !isEnd(bytes[end])) end += 1;
  return slowNumber(bytes, begin, end);
}

function slowNumber(bytes: Uint8Array, begin: number, end: number): number {
  let text = "";
  for (let at = begin; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text.trim() === "" ? Number.NaN : Number(text);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function digitOf(byte: number | undefined): number {
  return (byte ?? 0x30) - 0x30;
}

function isEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === comma || byte === 0x0d || byte === newline;
}
