import { nameOf, type SeriesName } from "../../series-names.ts";
import type { Labels } from "../../table.ts";
import type { Unit } from "../../units.ts";
import { meaningOf } from "./meanings.ts";
import { basicTypes, isBasicType, readDeclared, type Declared, type Kept } from "./types.ts";

/** A format message, taken apart: `name:type field;type[2] field;`. */
export type Format = { readonly name: string; readonly fields: readonly Declared[] };

/** A value of each row, at its place in the content. */
export type Field = {
  readonly source: string;
  readonly at: number;
  readonly kept: Kept;
  /** Bytes. */
  readonly size: number;
  readonly seriesName: SeriesName | undefined;
  readonly unit: Unit;
  readonly scale: number;
  readonly missing: number | undefined;
  readonly labels: Labels | undefined;
};

/** How the content of a topic's rows lies in their bytes. */
export type Layout = {
  readonly name: string;
  /** Bytes of a row; `least` without the padding at its end, which need not be written. */
  readonly size: number;
  readonly least: number;
  readonly fields: readonly Field[];
  /** Where the topic's own time stands; undefined where it has none. */
  readonly timestampAt: number | undefined;
  /** There are more fields than are read. */
  readonly isCropped: boolean;
};

const formatText = /^[a-zA-Z0-9_\-/]+:(?:[a-zA-Z0-9_\-/]+(?:\[\d{1,5}\])? [a-zA-Z0-9_]+;)+$/;

export function parseFormat(text: string): Format | undefined {
  if (!formatText.test(text)) return undefined;
  const colon = text.indexOf(":");
  const fields: Declared[] = [];
  for (const part of text.slice(colon + 1, -1).split(";")) {
    const field = readDeclared(part);
    if (!field) return undefined;
    fields.push(field);
  }
  return { name: text.slice(0, colon), fields };
}

/** No topic known has as many; bounds what a made-up format can cost. */
const mostFields = 4096;
const mostSteps = 65_536;
const mostDepth = 16;

export type LaidOut = {
  /** Undefined where a format it needs is absent, or none could be as long. */
  readonly layout: Layout | undefined;
  /** Work that it took, in values of a row. */
  readonly steps: number;
};

/** Lays out a topic in no more than `room` steps. */
export function layOut(name: string, formats: ReadonlyMap<string, Format>, room: number): LaidOut {
  const builder = new LayoutBuilder(name, formats, Math.min(room, mostSteps));
  const format = formats.get(name);
  const layout = format && builder.build(format);
  return { layout, steps: builder.steps };
}

class LayoutBuilder {
  readonly #topic: string;
  readonly #formats: ReadonlyMap<string, Format>;
  readonly #fields = new Map<string, Field>();
  #at = 0;
  readonly #mostSteps: number;
  #steps = 0;
  #isCropped = false;

  constructor(topic: string, formats: ReadonlyMap<string, Format>, mostSteps: number) {
    this.#topic = topic;
    this.#formats = formats;
    this.#mostSteps = mostSteps;
  }

  get steps(): number {
    return this.#steps;
  }

  build(format: Format): Layout | undefined {
    let least = 0;
    let timestampAt: number | undefined;
    for (const field of format.fields) {
      const isTime = field.name === "timestamp" && field.type === "uint64_t";
      if (isTime && field.count === undefined) timestampAt = this.#at;
      if (!this.#add(field, "", 0)) return undefined;
      if (!isPadding(field)) least = this.#at;
    }
    if (least === 0 || this.#at > 65_533) return undefined; // a message holds no more
    const fields = [...this.#fields.values()];
    const { length } = fields;
    return {
      name: this.#topic,
      size: this.#at,
      least,
      fields: length > mostFields ? fields.slice(0, mostFields) : fields,
      timestampAt,
      isCropped: this.#isCropped || length > mostFields,
    };
  }

  /** Says whether it could be laid out. */
  #add(field: Declared, prefix: string, depth: number): boolean {
    const { type, count } = field;
    const path = prefix + field.name;
    this.#steps += 1;
    if (this.#steps > this.#mostSteps) return false;
    if (isPadding(field) && isBasicType(type)) return this.#pass(basicTypes[type].size, count);
    if (type === "char" && count !== undefined) return this.#addField(path, "text", count);
    for (let place = 0; place < (count ?? 1); place += 1) {
      const own = count === undefined ? path : `${path}[${place}]`;
      if (!this.#addOne(type, own, depth)) return false;
    }
    return true;
  }

  #addOne(type: string, path: string, depth: number): boolean {
    this.#steps += 1;
    if (this.#steps > this.#mostSteps || this.#at > 65_535) return false;
    if (isBasicType(type)) {
      const { kept, size } = basicTypes[type];
      return this.#addField(path, kept, size);
    }
    const nested = this.#formats.get(type);
    if (!nested || depth >= mostDepth) return false;
    return nested.fields.every((field) => this.#add(field, `${path}.`, depth + 1));
  }

  /** A name that stands twice is read once. */
  #addField(path: string, kept: Kept, size: number): boolean {
    const at = this.#at;
    this.#at += size;
    if (path === "timestamp" || size === 0 || this.#fields.has(path)) return true;
    if (this.#fields.size > mostFields) this.#isCropped = true;
    else this.#fields.set(path, describeField(`${this.#topic}.${path}`, { at, kept, size }));
    return true;
  }

  #pass(size: number, count = 1): boolean {
    this.#at += size * count;
    return true;
  }
}

function isPadding({ name }: Declared): boolean {
  return name.startsWith("_padding");
}

type Place = Pick<Field, "at" | "kept" | "size">;

function describeField(source: string, { at, kept, size }: Place): Field {
  const { unit, scale, missing, labels } = meaningOf(source);
  return {
    source,
    at,
    kept,
    size,
    seriesName: nameOf(source),
    unit: unit ?? "1",
    scale: scale ?? 1,
    missing,
    labels,
  };
}
