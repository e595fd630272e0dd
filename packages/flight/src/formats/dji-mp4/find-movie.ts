import type { ByteSource } from "@homepoint/base";
import { boxHeadAt, longestHead, viewOf } from "./boxes.ts";

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
    const length = Math.min(found.length, left);
    if (found.type === "moov")
      return length > largestMovie
        ? undefined
        : { bytes: await source.read(at, length), offset: at };
    at += length;
  }
  return undefined;
}

/** Types with which films begin. `ftyp` came with MP4; cameras of before begin with the others. */
const firstTypes = ["ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"];

/** Whether this may be the beginning of a film file. */
export function isFilm(head: Uint8Array): boolean {
  const found = boxHeadAt(viewOf(head), 0, head.length);
  return found !== undefined && firstTypes.includes(found.type);
}
