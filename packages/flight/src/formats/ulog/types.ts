/** How wide the basic types of the specification are, and as what they are kept ("Data types"). */
export const basicTypes = {
  int8_t: { kept: "i8", size: 1 },
  uint8_t: { kept: "u8", size: 1 },
  int16_t: { kept: "i16", size: 2 },
  uint16_t: { kept: "u16", size: 2 },
  int32_t: { kept: "i32", size: 4 },
  uint32_t: { kept: "u32", size: 4 },
  int64_t: { kept: "i64", size: 8 },
  uint64_t: { kept: "u64", size: 8 },
  float: { kept: "f32", size: 4 },
  double: { kept: "f64", size: 8 },
  bool: { kept: "u8", size: 1 },
  char: { kept: "u8", size: 1 },
} as const;

export type BasicType = keyof typeof basicTypes;

/** What a column holds; texts are kept as numbers with labels. */
export type Kept = (typeof basicTypes)[BasicType]["kept"] | "text";

const basicNames: ReadonlySet<string> = new Set(Object.keys(basicTypes));

export function isBasicType(name: string): name is BasicType {
  return basicNames.has(name);
}

/** Of names: a-z A-Z 0-9 _ - / */
export function isNameByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x2f && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2d
  );
}

/** `float[4] q`, of a format. */
export type Declared = {
  readonly type: string;
  /** Undefined where it is no array. */
  readonly count: number | undefined;
  readonly name: string;
};

/** `type[2] name`; undefined where it is not of that form. Names are not judged. */
export function readDeclared(text: string): Declared | undefined {
  const space = text.indexOf(" ");
  if (space < 1 || space + 1 === text.length) return undefined;
  const name = text.slice(space + 1);
  const bracket = text.indexOf("[");
  if (bracket < 0 || bracket > space) return { type: text.slice(0, space), count: undefined, name };
  const count = Number(text.slice(bracket + 1, space - 1));
  const isCount = Number.isInteger(count) && count >= 0 && count <= 65_535;
  return isCount && text[space - 1] === "]" && bracket > 0
    ? { type: text.slice(0, bracket), count, name }
    : undefined;
}
