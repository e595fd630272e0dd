/** A field of a message, in the words of MAVLink. */
export type FieldDefinition = {
  readonly name: string;
  /** As CRC_EXTRA spells it: `uint8_t`, `float`, `char`. */
  readonly type: string;
  /** Elements of an array; 0 where it is none. */
  readonly length: number;
  readonly units: string;
  /** The value that says nothing. */
  readonly invalid: string;
  readonly labels: string;
  /** Tells apart several sources of one message. */
  readonly isInstance: boolean;
  readonly isExtension: boolean;
};

export type MessageDefinition = {
  readonly id: number;
  readonly name: string;
  /** In the order in which they are defined. */
  readonly fields: readonly FieldDefinition[];
};

const types: Readonly<Record<string, string>> = {
  u8: "uint8_t",
  i8: "int8_t",
  u16: "uint16_t",
  i16: "int16_t",
  u32: "uint32_t",
  i32: "int32_t",
  u64: "uint64_t",
  i64: "int64_t",
  f32: "float",
  f64: "double",
  char: "char",
};

const shortTypes = Object.fromEntries(Object.entries(types).map(([short, long]) => [long, short]));

const sizes: Readonly<Record<string, number>> = {
  uint8_t: 1,
  int8_t: 1,
  char: 1,
  uint16_t: 2,
  int16_t: 2,
  uint32_t: 4,
  int32_t: 4,
  float: 4,
  uint64_t: 8,
  int64_t: 8,
  double: 8,
};

export function sizeOf({ type }: Pick<FieldDefinition, "type">): number {
  const size = sizes[type];
  if (!size) throw new Error(`there is no type ${type}`);
  return size;
}

export function shortTypeOf({ type }: Pick<FieldDefinition, "type">): string {
  return shortTypes[type] ?? type;
}

/**
 * Reads definitions, a message a line: `ID NAME: TYPE name unit !invalid #, name, + TYPE name @LABELS`.
 * A field without a type has that of the field before; `name{1-4}` is four fields; `#` marks the
 * field that tells sources apart; fields behind `+` are extensions.
 */
export function readDefinitions(text: string): readonly MessageDefinition[] {
  return text.split("\n").filter(Boolean).map(readMessage);
}

function readMessage(line: string): MessageDefinition {
  const [, id, name, list] = /^(\d+) (\w+): (.*)$/.exec(line) ?? [];
  if (!id || !name || !list) throw new Error(`this is no message: ${line}`);
  const fields: FieldDefinition[] = [];
  let type = { type: "", length: 0 };
  let isExtension = false;
  for (const part of list.split(", ")) {
    isExtension ||= part.startsWith("+ ");
    const words = part.replace(/^\+ /, "").split(" ");
    const stated = readType(words[0] ?? "");
    if (stated) words.shift();
    type = stated ?? type;
    fields.push(...readField(words, { ...type, isExtension }));
  }
  return { id: Number(id), name, fields };
}

function readType(word: string) {
  const [, short, length] = /^([a-z]+\d*)(?:\[(\d+)\])?$/.exec(word) ?? [];
  const type = types[short ?? ""];
  return type ? { type, length: Number(length ?? 0) } : undefined;
}

function readField(
  [name = "", ...words]: readonly string[],
  shape: Pick<FieldDefinition, "type" | "length" | "isExtension">,
): readonly FieldDefinition[] {
  const rest = (mark: string) => words.find((word) => word.startsWith(mark))?.slice(1) ?? "";
  const field = {
    ...shape,
    name,
    units: words.find((word) => /^[a-zA-Z%/]/.test(word)) ?? "",
    invalid: rest("!"),
    labels: rest("@"),
    isInstance: words.includes("#"),
  };
  const [, before, first, last, behind] = /^(\w*)\{(\d+)-(\d+)\}(\w*)$/.exec(name) ?? [];
  if (first === undefined) return [field];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => ({
    ...field,
    name: `${before}${Number(first) + at}${behind}`,
  }));
}

/** The order on the wire: larger types first, extensions last and as defined. */
export function wireOrder({ fields }: MessageDefinition): readonly FieldDefinition[] {
  const base = fields.filter(({ isExtension }) => !isExtension);
  return [
    ...base.toSorted((a, b) => sizeOf(b) - sizeOf(a)),
    ...fields.filter(({ isExtension }) => isExtension),
  ];
}

export function lengthOf(fields: readonly FieldDefinition[]): number {
  return fields.reduce((sum, field) => sum + sizeOf(field) * Math.max(1, field.length), 0);
}

/** What sender and receiver must agree on: a checksum over names and types, no extensions. */
export function crcExtraOf(message: MessageDefinition): number {
  let crc = 0xffff;
  const add = (byte: number) => {
    let mixed = byte ^ (crc & 0xff);
    mixed = (mixed ^ (mixed << 4)) & 0xff;
    crc = ((crc >> 8) ^ (mixed << 8) ^ (mixed << 3) ^ (mixed >> 4)) & 0xffff;
  };
  const addText = (text: string) => [...text].forEach((letter) => add(letter.charCodeAt(0)));
  addText(`${message.name} `);
  for (const { type, name, length, isExtension } of wireOrder(message)) {
    if (isExtension) continue;
    addText(`${type} ${name} `);
    if (length > 0) add(length);
  }
  return (crc & 0xff) ^ (crc >> 8);
}
