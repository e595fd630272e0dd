// Writes a TrueType font with simple glyphs only: OpenType 1.9, chapters cmap, glyf, head, hhea, hmtx,
// loca, maxp, name, OS/2, post. pdfkit's subsetting cannot take the composite glyphs of a WOFF2 file.

export type Outline = {
  readonly codePoint: number;
  readonly advance: number;
  /** Each a ring of points in font units; off-curve points are quadratic. */
  readonly rings: readonly (readonly OutlinePoint[])[];
};

export type OutlinePoint = { readonly x: number; readonly y: number; readonly isOn: boolean };

export type FontMeasures = {
  readonly name: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly xHeight: number;
};

/** The first glyph stands for every letter that is missing: an empty one of this advance. */
const missing: Outline = { codePoint: 0, advance: 600, rings: [] };

export function writeTrueType(measures: FontMeasures, outlines: readonly Outline[]): Uint8Array {
  const sorted = outlines.toSorted((a, b) => a.codePoint - b.codePoint);
  const glyphs = [missing, ...sorted];
  const bodies = glyphs.map(writeGlyph);
  const offsets: number[] = [0];
  for (const body of bodies) offsets.push((offsets.at(-1) ?? 0) + body.length);
  const count = glyphs.length;
  const tables: readonly (readonly [string, readonly number[]])[] = [
    ["OS/2", writeOs2(measures)],
    ["cmap", writeCmap(sorted)],
    ["glyf", bodies.flat()],
    ["head", writeHead(measures)],
    ["hhea", writeHhea(measures, count)],
    ["hmtx", glyphs.flatMap(({ advance, rings }) => [...u16(advance), ...u16(leftOf(rings))])],
    ["loca", offsets.flatMap(u32)],
    ["maxp", [...u32(0x00010000), ...u16(count), ...many(13, u16(0))]],
    ["name", writeName(measures.name)],
    ["post", [...u32(0x00030000), ...many(14, u16(0))]],
  ];
  return pack(tables);
}

const u16 = (value: number): readonly number[] => [(value >> 8) & 255, value & 255];
const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value)];
const many = (times: number, bytes: readonly number[]) =>
  Array.from({ length: times }, () => bytes).flat();

function pack(tables: readonly (readonly [string, readonly number[]])[]): Uint8Array {
  const head = 12 + 16 * tables.length;
  let at = head;
  const entries: number[] = [...u32(0x00010000), ...u16(tables.length), ...many(3, u16(0))];
  const starts = tables.map(([tag, bytes]) => {
    const start = at;
    entries.push(...[...tag].map((letter) => letter.charCodeAt(0)));
    entries.push(...u32(0), ...u32(start), ...u32(bytes.length)); // nobody here reads the checksum
    at += (bytes.length + 3) & ~3;
    return start;
  });
  const file = new Uint8Array(at);
  file.set(entries);
  for (const [place, [, bytes]] of tables.entries()) file.set(bytes, starts[place]);
  return file;
}

function boundsOf(rings: Outline["rings"]) {
  const points = rings.flat();
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const leftOf = (rings: Outline["rings"]) =>
  rings.length === 0 ? 0 : Math.min(...rings.flat().map(({ x }) => x));

/** Without the short forms of coordinates: larger, and simple. */
function writeGlyph({ rings }: Outline): readonly number[] {
  if (rings.length === 0) return [];
  let end = -1;
  const ends = rings.flatMap((ring) => u16((end += ring.length)));
  const points = rings.flat();
  const steps = (axis: "x" | "y") =>
    points.flatMap((point, at) => u16(point[axis] - (points[at - 1]?.[axis] ?? 0)));
  const bytes = [
    ...u16(rings.length),
    ...boundsOf(rings).flatMap(u16),
    ...ends,
    ...u16(0),
    ...points.map(({ isOn }) => (isOn ? 1 : 0)),
    ...steps("x"),
    ...steps("y"),
  ];
  return [...bytes, ...many(-bytes.length & 3, [0])];
}

function writeCmap(outlines: readonly Outline[]): readonly number[] {
  const groups = outlines.flatMap(({ codePoint }, at) => [
    ...u32(codePoint),
    ...u32(codePoint),
    ...u32(at + 1),
  ]);
  const format12 = [...u16(12), ...u16(0), ...u32(16 + groups.length), ...u32(0)];
  return [
    ...u16(0),
    ...u16(1),
    ...u16(3),
    ...u16(10),
    ...u32(12),
    ...format12,
    ...u32(outlines.length),
    ...groups,
  ];
}

function writeHead({ unitsPerEm, ascent, descent }: FontMeasures): readonly number[] {
  return [
    ...u32(0x00010000),
    ...u32(0x00010000),
    ...u32(0),
    ...u32(0x5f0f3cf5),
    ...u16(0),
    ...u16(unitsPerEm),
    ...many(4, u32(0)),
    ...u16(0),
    ...u16(descent),
    ...u16(unitsPerEm),
    ...u16(ascent),
    ...u16(0),
    ...u16(8),
    ...u16(2),
    ...u16(1),
    ...u16(0),
  ];
}

function writeHhea({ ascent, descent }: FontMeasures, count: number): readonly number[] {
  return [...u32(0x00010000), ...u16(ascent), ...u16(descent), ...many(13, u16(0)), ...u16(count)];
}

function writeName(name: string): readonly number[] {
  const text = [...name].flatMap((letter) => u16(letter.charCodeAt(0)));
  const ids = [1, 4, 6];
  const rows = ids.flatMap((id) => [
    ...u16(3),
    ...u16(1),
    ...u16(0x409),
    ...u16(id),
    ...u16(text.length),
    ...u16(0),
  ]);
  return [...u16(0), ...u16(ids.length), ...u16(6 + rows.length), ...rows, ...text];
}

function writeOs2({ ascent, descent, capHeight, xHeight }: FontMeasures): readonly number[] {
  const bytes = new Uint8Array(96);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 4);
  view.setUint16(4, 400);
  view.setUint16(6, 5);
  view.setInt16(68, ascent);
  view.setInt16(70, descent);
  view.setUint16(74, ascent);
  view.setUint16(76, -descent);
  view.setInt16(86, xHeight);
  view.setInt16(88, capHeight);
  return [...bytes];
}
