import type { ByteSource } from "@homepoint/base";
import { boxHeadAt, longestHead, typeAt, viewOf } from "./boxes.ts";

/** The box that describes a film: its bytes, and where they stand in the file. */
export type FoundMovie = { readonly bytes: Uint8Array; readonly offset: number };

/** Two hours of sixty pictures a second, with covers, take a third of it. */
const largestMovie = 64 * 1024 * 1024;

/** Bounds what a made-up file can cost: these boxes are a handful. */
const mostTopBoxes = 1000;

/**
 * Looks from box to box, past the pictures themselves, for the one that describes them: aircraft
 * write it last. Undefined where there is none, or more of it than any film needs.
 */
export async function findMovie(source: ByteSource): Promise<FoundMovie | undefined> {
  let at = 0;
  for (let boxes = 0; boxes < mostTopBoxes && at + 8 <= source.size; boxes += 1) {
    const left = source.size - at;
    const found = boxHeadAt(viewOf(await source.read(at, longestHead)), 0, left);
    if (!found) return undefined;
    if (found.type === "moov") return readAt(source, at, found.length);
    at += Math.min(found.length, left);
  }
  return undefined;
}

async function readAt(
  source: ByteSource,
  offset: number,
  stated: number,
): Promise<FoundMovie | undefined> {
  const length = Math.min(stated, source.size - offset);
  return length > largestMovie ? undefined : { bytes: await source.read(offset, length), offset };
}

const blockLength = 4 * 1024 * 1024;

/** Looks for that box through all of a file, where the boxes do not lead to it. */
export async function searchMovie(source: ByteSource): Promise<FoundMovie | undefined> {
  for (let start = 0; start < source.size; start += blockLength) {
    const block = await source.read(start, blockLength + longestHead);
    const view = viewOf(block);
    for (let at = block.indexOf(0x6d); at >= 0; at = block.indexOf(0x6d, at + 1)) {
      if (at < 4 || at + 12 > block.length) continue;
      // Its own head and that of the first box in it.
      if (typeAt(view, at) !== "moov" || typeAt(view, at + 8) !== "mvhd") continue;
      const stated = view.getUint32(at - 4);
      return readAt(source, start + at - 4, stated >= longestHead ? stated : source.size);
    }
  }
  return undefined;
}

/** Types with which films begin. `ftyp` came with MP4; cameras of before begin with the others. */
const firstTypes = ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"];

/** Whether this may be the beginning of a film file. */
export function isFilm(head: Uint8Array): boolean {
  const found = boxHeadAt(viewOf(head), 0, head.length);
  return (found !== undefined && firstTypes.includes(found.type)) || namesFrames(head);
}

/** What the first sample says, or the description of its track: then its beginning may be damaged. */
export function namesFrames(head: Uint8Array): boolean {
  return /dvtm_\w+|stsd.{12}djmd/s.test(new TextDecoder("latin1").decode(head));
}
