import { FrameReader, FrameWriter } from "./frames.ts";
import { longestLeaf } from "./leaf.ts";
import type { SealedGroup } from "./opening-group.ts";
import { tileWidth } from "./tile.ts";

/** C2SP tlog-tiles, "Log entries": each entry behind its length, 16 bits, big-endian. */
export function formatEntries(entries: readonly Uint8Array[]): Uint8Array {
  const writer = new FrameWriter(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  for (const entry of entries) {
    if (entry.length > longestLeaf) throw new RangeError("an entry has at most 65,535 bytes");
    writer.u16(entry.length).put(entry);
  }
  return writer.bytes;
}

/** Entries share memory. Stops at the first that is not whole, and says how many bytes are left. */
export function parseEntries(bytes: Uint8Array): {
  readonly entries: readonly Uint8Array[];
  readonly left: number;
} {
  const reader = new FrameReader(bytes);
  const entries: Uint8Array[] = [];
  while (entries.length < tileWidth) {
    const start = reader.at;
    const entry = reader.borrow(reader.u16());
    if (!entry) return { entries, left: bytes.length - start };
    entries.push(entry);
  }
  return { entries, left: reader.left };
}

const mark = new TextEncoder().encode("homepoint-openings-v1\n");
const keyFrame = 1;
const groupFrame = 2;
const headLength = 5;

/** Groups of one bundle of 256, in the order of their indices. docs/formats/evidence.md §5. */
export function formatOpenings(groups: readonly SealedGroup[]): Uint8Array {
  const keyed = groups.map((group, at) => ({ group, isNewKey: group.key !== groups[at - 1]?.key }));
  const length = keyed.reduce(
    (sum, { group: { key, indices, sealed }, isNewKey }) =>
      sum +
      (isNewKey ? headLength + key.length : 0) +
      (headLength + 2 + indices.length + sealed.length),
    mark.length,
  );
  const writer = new FrameWriter(length);
  writer.put(mark);
  for (const { group, isNewKey } of keyed) {
    const { key, indices, sealed } = group;
    if (isNewKey) writer.u8(keyFrame).u32(key.length).put(key);
    writer.u8(groupFrame).u32(2 + indices.length + sealed.length);
    writer.u16(indices.length);
    for (const index of indices) writer.u8(index % tileWidth);
    writer.put(sealed);
  }
  return writer.bytes;
}

/**
 * Groups of the bundle with this number; bytes share memory. `whole` is false where the file ends
 * early or makes no sense; what came before stands.
 */
export function parseOpenings(
  bytes: Uint8Array,
  bundle: number,
): { readonly groups: readonly SealedGroup[]; readonly whole: boolean } {
  const groups: SealedGroup[] = [];
  const reader = new FrameReader(bytes);
  if (!reader.borrow(mark.length)?.every((byte, at) => byte === mark[at]))
    return { groups, whole: false };
  let key: Uint8Array | undefined;
  let least = bundle * tileWidth;
  while (reader.left > 0) {
    const kind = reader.u8();
    const body = reader.borrow(reader.u32());
    const group = kind === groupFrame && key && body ? parseGroup(body, key, least) : undefined;
    if (kind === keyFrame && body) key = body;
    else if (group) {
      groups.push(group);
      least = (group.indices.at(-1) as number) + 1; // a group has at least one
    } else return { groups, whole: false };
  }
  return { groups, whole: true };
}

/** Indices only go up, from `least` on; a place that went down would be of another bundle. */
function parseGroup(body: Uint8Array, key: Uint8Array, least: number): SealedGroup | undefined {
  const reader = new FrameReader(body);
  const places = reader.borrow(reader.u16());
  const sealed = reader.borrow(reader.left);
  if (!places || !sealed || places.length === 0) return undefined;
  const first = Math.floor(least / tileWidth) * tileWidth;
  const indices = Array.from(places, (place) => first + place);
  const goUp = indices.every((index, at) => index >= (at === 0 ? least : indices[at - 1]! + 1)); // at > 0
  return goUp ? { indices, key, sealed } : undefined;
}
