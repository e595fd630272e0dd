import { crc32, deflateRawSync } from "node:zlib";

export type ZipOptions = {
  /** Kept as they are, not packed. */
  readonly stored?: true;
  /** Ends before its directory, as a copy that broke off. */
  readonly withoutDirectory?: true;
};

/** A zip of these files. Source: APPNOTE 6.3 §4.3. */
export function writeZip(
  files: Readonly<Record<string, Uint8Array>>,
  { stored, withoutDirectory }: ZipOptions = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const fields = fieldsOf({ name, bytes, packed, method: stored ? 0 : 8 });
    const local = Buffer.concat([word(0x04034b50), fields, half(0), Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([
        word(0x02014b50),
        half(20),
        fields,
        Buffer.alloc(12),
        word(offset),
        Buffer.from(name),
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = half(directory.length);
  const end = [
    word(0x06054b50),
    Buffer.alloc(4),
    count,
    count,
    word(listed.length),
    word(offset),
    half(0),
  ];
  return new Uint8Array(Buffer.concat(withoutDirectory ? parts : [...parts, listed, ...end]));
}

type Zipped = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly packed: Buffer;
  readonly method: 0 | 8;
};

/** What stands in both headers: version, flags, method, time, date, sums, lengths. */
function fieldsOf({ name, bytes, packed, method }: Zipped): Buffer {
  return Buffer.concat([
    half(20),
    half(0),
    half(method),
    half(0),
    half(0x21),
    word(crc32(bytes)),
    word(packed.length),
    word(bytes.length),
    half(Buffer.byteLength(name)),
  ]);
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
