import { CaptureReader, type ReadingParts } from "../capture/capture-reader.ts";
import type { CaptureSeen } from "../capture/flow.ts";
import { anywhereCapturePrimitives } from "../capture/primitives.ts";

/** Reads a capture in blocks of a size, or whole. */
export function readMade(
  file: Uint8Array,
  { block = file.length, ...parts }: Partial<ReadingParts> & { readonly block?: number } = {},
): CaptureSeen {
  const reader = new CaptureReader({ primitives: anywhereCapturePrimitives, ...parts });
  for (let at = 0; at < file.length; at += Math.max(1, block))
    reader.push(file.subarray(at, at + block));
  return reader.end();
}
