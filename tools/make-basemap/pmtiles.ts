import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A tile of MVT bytes, not compressed. */
export type Tile = {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
};

export type Archive = {
  readonly tiles: readonly Tile[];
  readonly maxZoom: number;
  readonly metadata: Readonly<Record<string, unknown>>;
};

type Entry = { readonly id: number; readonly offset: number; readonly length: number; run: number };

const headerLength = 127;
/** Header and root directory must lie in the first 16 KiB (specification v3 §3). */
const rootLimit = 16_384 - headerLength;
const entriesPerLeaf = 2048;
const gzipped = 2;
const mvt = 1;

/** A PMTiles archive, version 3: clustered, gzip inside, equal tiles stored once. */
export function writePmtiles({ tiles, maxZoom, metadata }: Archive): Uint8Array {
  const { entries, parts, contents } = placeTiles(tiles);
  const { root, leaves } = writeDirectories(entries);
  const json = gzip(Buffer.from(JSON.stringify(metadata)));
  const data = Buffer.concat(parts);
  const places = [root.length, json.length, leaves.length, data.length];
  const header = Buffer.alloc(headerLength);
  header.write("PMTiles");
  header.writeUInt8(3, 7);
  let offset = headerLength;
  places.forEach((length, at) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * at);
    header.writeBigUInt64LE(BigInt(length), 16 + 16 * at);
    offset += length;
  });
  header.writeBigUInt64LE(BigInt(tiles.length), 72);
  header.writeBigUInt64LE(BigInt(entries.length), 80);
  header.writeBigUInt64LE(BigInt(contents), 88);
  [1, gzipped, gzipped, mvt, 0, maxZoom].forEach((byte, at) => header.writeUInt8(byte, 96 + at));
  writePosition(header, 102, [-180, -85.0511287]);
  writePosition(header, 110, [180, 85.0511287]);
  header.writeUInt8(1, 118);
  writePosition(header, 119, [0, 20]);
  return Buffer.concat([header, root, json, leaves, data]);
}

function writePosition(header: Buffer, at: number, [longitude, latitude]: [number, number]): void {
  header.writeInt32LE(Math.round(longitude * 1e7), at);
  header.writeInt32LE(Math.round(latitude * 1e7), at + 4);
}

function placeTiles(tiles: readonly Tile[]) {
  const sorted = tiles
    .map((tile) => ({ id: tileId(tile), bytes: tile.bytes }))
    .sort((a, b) => a.id - b.id);
  const placed = new Map<string, { offset: number; length: number }>();
  const entries: Entry[] = [];
  const parts: Buffer[] = [];
  let end = 0;
  for (const { id, bytes } of sorted) {
    const hash = createHash("sha256").update(bytes).digest("hex");
    let place = placed.get(hash);
    if (!place) {
      const part = gzip(bytes);
      place = { offset: end, length: part.length };
      placed.set(hash, place);
      parts.push(part);
      end += part.length;
    }
    const last = entries.at(-1);
    if (last && last.offset === place.offset && last.id + last.run === id) last.run += 1;
    else entries.push({ id, ...place, run: 1 });
  }
  return { entries, parts, contents: placed.size };
}

function writeDirectories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = writeDirectory(entries);
  if (whole.length <= rootLimit) return { root: whole, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let at = 0; at < entries.length; at += entriesPerLeaf) {
    const part = entries.slice(at, at + entriesPerLeaf);
    const leaf = writeDirectory(part);
    // run 0 says: a directory lies here, not a tile
    pointers.push({ id: part[0]?.id ?? 0, offset, length: leaf.length, run: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: writeDirectory(pointers), leaves: Buffer.concat(leaves) };
}

/** Specification v3 §4.2: counts and columns of varints, ids as differences. */
function writeDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  writeVarint(bytes, entries.length);
  entries.forEach(({ id }, at) => writeVarint(bytes, id - (entries[at - 1]?.id ?? 0)));
  for (const { run } of entries) writeVarint(bytes, run);
  for (const { length } of entries) writeVarint(bytes, length);
  entries.forEach(({ offset }, at) => {
    const before = entries[at - 1];
    const follows = before !== undefined && before.offset + before.length === offset;
    writeVarint(bytes, follows ? 0 : offset + 1);
  });
  return gzip(Buffer.from(bytes));
}

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function gzip(bytes: Uint8Array): Buffer {
  return gzipSync(bytes, { level: 9 });
}

/** Number of a tile on the Hilbert curve through all zooms (specification v3 §4.1). */
export function tileId({ z, x, y }: Pick<Tile, "z" | "x" | "y">): number {
  let id = (4 ** z - 1) / 3;
  let [atX, atY] = [x, y];
  for (let side = 2 ** z / 2; side >= 1; side /= 2) {
    const right = (atX & side) > 0 ? 1 : 0;
    const low = (atY & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ low);
    if (low === 0) {
      if (right === 1) [atX, atY] = [side - 1 - (atX & (side - 1)), side - 1 - (atY & (side - 1))];
      [atX, atY] = [atY, atX];
    }
  }
  return id;
}
