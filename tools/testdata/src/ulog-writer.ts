import { Content } from "./content.ts";

export type UlogValue = number | bigint | string | boolean | readonly UlogValue[] | UlogFields;
export type UlogFields = { readonly [field: string]: UlogValue };

const sizes: Readonly<Record<string, number>> = {
  int8_t: 1,
  uint8_t: 1,
  bool: 1,
  char: 1,
  int16_t: 2,
  uint16_t: 2,
  int32_t: 4,
  uint32_t: 4,
  float: 4,
  int64_t: 8,
  uint64_t: 8,
  double: 8,
};

type Declared = {
  readonly type: string;
  readonly count: number | undefined;
  readonly name: string;
};

/** Where a message with a row stands in the file. */
export type UlogRow = { readonly topic: string; readonly offset: number; readonly length: number };

const utf8 = (text: string) => new TextEncoder().encode(text);
const magic = [0x55, 0x4c, 0x6f, 0x67, 0x01, 0x12, 0x35];
const sync = [0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12];

/** Writes a PX4 log message by message. Times are seconds on the aircraft's clock. */
export class UlogWriter {
  readonly rows: UlogRow[] = [];
  readonly #parts: Uint8Array[] = [];
  readonly #formats = new Map<string, readonly Declared[]>();
  readonly #topics: { readonly name: string; readonly key: string }[] = [];
  #length = 0;
  #flags: Content | undefined;
  #appended = 0;

  constructor(startSeconds: number, version = 1) {
    const header = new Content(16);
    header.bytes.set(magic);
    this.raw(header.u8(7, version).i64(8, Math.round(startSeconds * 1e6)).bytes);
  }

  get length(): number {
    return this.#length;
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }

  message(kind: string, content: Uint8Array): this {
    const head = new Content(3).u16(0, content.length).u8(2, kind.charCodeAt(0));
    return this.raw(head.bytes).raw(content);
  }

  /** Must be first; `append` sets its flag and offsets later. */
  flags(compatible = 0, incompatible = 0): this {
    this.#flags = new Content(40).u8(0, compatible).u8(8, incompatible);
    return this.message("B", this.#flags.bytes);
  }

  /** `vehicle_status:uint64_t timestamp;uint8_t[3] values;` */
  format(text: string): this {
    const colon = text.indexOf(":");
    const fields = text
      .slice(colon + 1)
      .split(";")
      .filter(Boolean);
    this.#formats.set(text.slice(0, colon), fields.map(readDeclared));
    return this.message("F", utf8(text));
  }

  info(type: string, name: string, value: UlogValue): this {
    return this.message("I", joined(keyOf(type, name), encode(value, type)));
  }

  multiInfo(type: string, name: string, value: UlogValue, continued = 0): this {
    return this.message(
      "M",
      joined(Uint8Array.of(continued), keyOf(type, name), encode(value, type)),
    );
  }

  parameter(type: "int32_t" | "float", name: string, value: number): this {
    return this.message("P", joined(keyOf(type, name), encode(value, type)));
  }

  defaultParameter(
    groups: number,
    type: "int32_t" | "float",
    [name, value]: readonly [string, number],
  ): this {
    return this.message("Q", joined(Uint8Array.of(groups), keyOf(type, name), encode(value, type)));
  }

  /** Returns the number under which rows of the topic are written. */
  subscribe(name: string, instance = 0): number {
    const id = this.#topics.length;
    this.#topics.push({ name, key: instance > 0 ? `${name}#${instance}` : name });
    this.message("A", joined(Uint8Array.of(instance), u16(id), utf8(name)));
    return id;
  }

  unsubscribe(id: number): this {
    return this.message("R", u16(id));
  }

  /** Padding at the end is left out, as the logger does; `padded` writes it. */
  row(id: number, values: UlogFields, padded = false): this {
    const topic = this.#topics[id];
    const fields = this.#formats.get(topic?.name ?? "") ?? [];
    const last = padded ? undefined : fields.at(-1);
    const written = last?.name.startsWith("_padding") ? fields.slice(0, -1) : fields;
    const offset = this.#length;
    this.message("D", joined(u16(id), this.#encodeFields(written, values)));
    this.rows.push({ topic: topic?.key ?? "", offset, length: this.#length - offset });
    return this;
  }

  text(level: number, seconds: number, text: string): this {
    return this.message("L", joined(utf8(String(level)), micros(seconds), utf8(text)));
  }

  taggedText(level: number, tag: number, [seconds, text]: readonly [number, string]): this {
    return this.message("C", joined(utf8(String(level)), u16(tag), micros(seconds), utf8(text)));
  }

  dropout(milliseconds: number): this {
    return this.message("O", u16(milliseconds));
  }

  sync(): this {
    return this.message("S", Uint8Array.from(sync));
  }

  /** What follows is appended: the log before may end in the middle of a message. */
  append(): this {
    this.#flags?.u8(8, 1).i64(16 + 8 * this.#appended, this.#length);
    this.#appended += 1;
    return this;
  }

  finish(): Uint8Array {
    return joined(...this.#parts);
  }

  #encodeFields(fields: readonly Declared[], values: UlogFields): Uint8Array {
    return joined(
      ...fields.map(({ type, count, name }) => this.#encode(type, count, values[name])),
    );
  }

  #encode(type: string, count: number | undefined, value: UlogValue = 0): Uint8Array {
    const nested = this.#formats.get(type);
    if (!nested) return encode(value, count === undefined ? type : `${type}[${count}]`);
    const all = Array.isArray(value) ? value : [value];
    return joined(
      ...Array.from({ length: count ?? 1 }, (_, place) =>
        this.#encodeFields(nested, (all[place] ?? {}) as UlogFields),
      ),
    );
  }
}

/** A `.ulge`: a header, a wrapped key and a nonce that are none, and noise. */
export function writeUlge(content: Uint8Array): Uint8Array {
  const header = new Content(22).text(0, 7, "ULogEnc").u8(7, 1).i64(8, 1_700_000);
  header.u8(16, 4).u8(17, 1).u16(18, 512).u16(20, 12);
  const noise = content.map((byte, at) => byte ^ ((at * 167 + 13) & 0xff));
  return joined(header.bytes, new Uint8Array(524).fill(0xa7), noise);
}

function readDeclared(text: string): Declared {
  const [, type = "", count, name = ""] = /^([^[ ]+)(?:\[(\d+)\])? (.+)$/.exec(text) ?? [];
  return { type, name, count: count === undefined ? undefined : Number(count) };
}

function keyOf(type: string, name: string): Uint8Array {
  const key = utf8(`${type} ${name}`);
  return joined(Uint8Array.of(key.length), key);
}

function encode(value: UlogValue, declared: string): Uint8Array {
  const { type, count } = readDeclared(`${declared} _`);
  if (count === undefined) return encodeOne(value, type);
  if (typeof value === "string") return new Content(count).text(0, count, value).bytes;
  const all = Array.isArray(value) ? value : [];
  return joined(...Array.from({ length: count }, (_, place) => encodeOne(all[place] ?? 0, type)));
}

function encodeOne(value: UlogValue, type: string): Uint8Array {
  const content = new Content(sizes[type] ?? 1);
  const view = new DataView(content.bytes.buffer);
  if (type === "uint64_t" || type === "int64_t")
    view.setBigUint64(
      0,
      BigInt.asUintN(64, typeof value === "bigint" ? value : BigInt(Math.round(Number(value)))),
      true,
    );
  else if (type === "double") view.setFloat64(0, Number(value), true);
  else if (type === "float") view.setFloat32(0, Number(value), true);
  else if (sizes[type] === 4) view.setInt32(0, Number(value) | 0, true);
  else if (sizes[type] === 2) view.setUint16(0, Number(value), true);
  else view.setUint8(0, Number(value));
  return content.bytes;
}

function u16(value: number): Uint8Array {
  return new Content(2).u16(0, value).bytes;
}

function micros(seconds: number): Uint8Array {
  return new Content(8).i64(0, seconds * 1e6).bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
