import type { FlightImage } from "../../flight.ts";
import type { Details } from "./details.ts";
import type { Region } from "./find-rows.ts";

/**
 * The pictures that the details list, DJI flight record §1.2: four snapshots, then their four
 * thumbnails, ending where the details begin (or the file ends). None where the lengths are garbage
 * or no JPEG begins there.
 */
export function listedImages(
  bytes: Uint8Array,
  details: Details,
  end: number,
): readonly FlightImage[] {
  const lengths = [...details.imageLengths, ...details.thumbnailLengths];
  if (lengths.some((length) => length < 0)) return [];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total === 0 || total > end - 12) return [];
  let offset = end - total;
  if (bytes[offset] !== 0xff || bytes[offset + 1] !== 0xd8) return [];
  const images: FlightImage[] = [];
  for (const [place, length] of lengths.entries()) {
    const kind = place < 4 ? "snapshot" : "thumbnail";
    const position = details.imagePositions[place % 4];
    if (length > 0) images.push({ offset, length, kind, ...(position ? { position } : {}) });
    offset += length;
  }
  return images;
}

/** The parts of the file that hold no rows, in order and apart from each other. */
export function regionsOf(parts: readonly (Region | undefined)[]): readonly Region[] {
  const sorted = parts.filter((part) => part !== undefined).sort((a, b) => a.offset - b.offset);
  return sorted.filter((part, at) => {
    const before = sorted[at - 1];
    return !before || before.offset + before.length <= part.offset;
  });
}
