import { crc32, deflateRawSync } from "node:zlib";

export type MadeEntry = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly stored?: true;
  /** What the directory says instead of the truth. */
  readonly claims?: { readonly size?: number; readonly method?: number; readonly flags?: number };
  /** What the local header calls it. */
  readonly localName?: string;
};

/** A zip as APPNOTE 6.3 has it, lies included. */
export function makeZip(entries: readonly MadeEntry[]): Uint8Array {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, bytes, stored, claims = {}, localName = name } of entries) {
    const packed = stored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claims.flags ?? 0, 2);
    common.writeUInt16LE(claims.method ?? (stored ? 0 : 8), 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims.size ?? bytes.length, 18);
    const local = Buffer.from(common);
    local.writeUInt16LE(Buffer.byteLength(localName), 22);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const file = Buffer.concat([Buffer.from("PK\x03\x04"), local, Buffer.from(localName), packed]);
    directory.push(Buffer.from("PK\x01\x02\x14\0"), common, place, Buffer.from(name));
    files.push(file);
    at += file.length;
  }
  const rows = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(rows.length, 8);
  end.writeUInt32LE(at, 12);
  return Uint8Array.from(Buffer.concat([...files, rows, Buffer.from("PK\x05\x06"), end]));
}
