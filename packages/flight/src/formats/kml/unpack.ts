import { concat } from "@homepoint/base";
import type { ZipEntry } from "./zip.ts";

/** No file of a track is longer, and none packs better; what claims to is made to fill memory. */
const longest = 536_870_912;
const bestRatio = 200;
const alwaysAllowed = 1_048_576;

export type Unpacked = {
  readonly bytes: Uint8Array;
  /** Why there is not more of it. */
  readonly why?: "cut-off" | "too-large";
};

/** Unpacks a file of a zip, as far as it goes and no further than its limit. */
export async function unpack(
  zip: Uint8Array,
  { from, length, isPacked }: ZipEntry,
): Promise<Unpacked> {
  const packed = zip.subarray(from, from + length);
  if (!isPacked) return { bytes: packed };
  const limit = Math.min(longest, alwaysAllowed + packed.length * bestRatio);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of inflated(packed)) {
      size += part.length;
      if (size > limit) return { bytes: concat(...parts), why: "too-large" };
      parts.push(part);
    }
  } catch {
    return { bytes: concat(...parts), why: "cut-off" }; // what came before the damage is good
  }
  return { bytes: concat(...parts) };
}

/** In small pieces, so that little is lost with the one that the damage is in. */
const piece = 4096;

async function* inflated(packed: Uint8Array): AsyncIterable<Uint8Array> {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= packed.length) return controller.close();
      controller.enqueue(packed.slice(at, at + piece));
      at += piece;
    },
  });
  const reader = source.pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined); // it may have failed already
  }
}
