/** An attribute of Android's: its name, its id, and a text or a whole number. */
type MadeAttribute = readonly [name: string, id: number, value: string | number | boolean];

export type MadeElement = {
  readonly name: string;
  readonly attributes?: readonly MadeAttribute[];
  readonly children?: readonly MadeElement[];
  readonly text?: string;
};

const none = 0xffff_ffff;

/** Binary XML as AOSP's `ResourceTypes.h` has it, with UTF-16 texts. */
export function makeBinaryXml(root: MadeElement): Uint8Array {
  const names = namesWithIds(root);
  const pool: string[] = names.map(([name]) => name);
  const index = (text: string) => {
    const at = pool.indexOf(text, names.length === 0 ? 0 : undefined);
    return at >= 0 ? at : pool.push(text) - 1;
  };
  const body = Buffer.concat([...chunksOf(root, index)]);
  const strings = stringPool(pool);
  const ids = chunk(0x0180, 8, Buffer.concat(names.map(([, id]) => u32(id))));
  return Uint8Array.from(chunk(0x0003, 8, Buffer.concat([strings, ids, body])));
}

function namesWithIds(root: MadeElement): [string, number][] {
  const found = new Map<string, number>();
  const walk = ({ attributes = [], children = [] }: MadeElement): void => {
    for (const [name, id] of attributes) found.set(name, id);
    for (const child of children) walk(child);
  };
  walk(root);
  return [...found];
}

function* chunksOf(element: MadeElement, index: (text: string) => number): Iterable<Buffer> {
  const { name, attributes = [], children = [], text } = element;
  const head = Buffer.concat([u32(1), u32(none)]);
  const rows = attributes.map(([attribute, , value]) => {
    const [type, data] = typeof value === "string" ? [0x03, index(value)] : numberOf(value);
    const raw = typeof value === "string" ? data : none;
    return Buffer.concat([
      u32(none),
      u32(index(attribute)),
      u32(raw),
      u32((type << 24) | 8),
      u32(data),
    ]);
  });
  const about = Buffer.from(Uint16Array.from([20, 20, rows.length, 0, 0, 0]).buffer);
  yield chunk(0x0102, 16, Buffer.concat([head, u32(none), u32(index(name)), about, ...rows]));
  if (text !== undefined)
    yield chunk(0x0104, 16, Buffer.concat([head, u32(index(text)), u32(8), u32(0)]));
  for (const child of children) yield* chunksOf(child, index);
  yield chunk(0x0103, 16, Buffer.concat([head, u32(none), u32(index(name))]));
}

function numberOf(value: number | boolean): [number, number] {
  return typeof value === "boolean" ? [0x12, value ? none : 0] : [0x10, value];
}

function stringPool(texts: readonly string[]): Buffer {
  const parts = texts.map((text) =>
    Buffer.concat([u16(text.length), Buffer.from(text, "utf16le"), u16(0)]),
  );
  const offsets = parts.map((_, at) =>
    u32(parts.slice(0, at).reduce((sum, { length }) => sum + length, 0)),
  );
  const start = 28 + 4 * texts.length;
  const head = [u32(texts.length), u32(0), u32(0), u32(start), u32(0)];
  return chunk(0x0001, 28, Buffer.concat([...head, ...offsets, ...parts]));
}

/** `headerSize` counts the first eight bytes. */
function chunk(type: number, headerSize: number, rest: Buffer): Buffer {
  const padded = Buffer.concat([rest, Buffer.alloc((4 - (rest.length % 4)) % 4)]);
  return Buffer.concat([u16(type), u16(headerSize), u32(8 + padded.length), padded]);
}

function u16(value: number): Buffer {
  return Buffer.from(Uint16Array.of(value).buffer);
}

function u32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value >>> 0).buffer);
}
