import { textOf } from "@homepoint/base";
import type { Clip } from "./clip.ts";
import type { Gathered } from "./gather-samples.ts";
import { fieldAt, spanOf } from "./wire.ts";

/** When, and at which time of the table. */
export type GpsStart = { readonly ms: number; readonly seconds: number };

/** Where a frame states the satellites' time, `GpsBasic` 6.1. */
function pathOf({ protocol: { drone, receiver } }: Clip): readonly number[] | undefined {
  if (receiver) return [3, receiver.part, receiver.gps, 6, 1];
  return drone?.holds.includes("gps") ? [3, drone.part, 4, 6, 1] : undefined;
}

/**
 * What the satellites said when a second began: the text has no part of a second, so the sample with
 * which it first changes says it best.
 */
export function readGpsStart(
  gathered: Gathered,
  {
    clip,
    rows,
    times,
  }: { readonly clip: Clip; readonly rows: Uint32Array; readonly times: Float64Array },
): GpsStart | undefined {
  const path = pathOf(clip);
  if (!path) return undefined;
  let first: GpsStart | undefined;
  for (let row = 0; row < rows.length; row += 1) {
    const ms = readTime(gathered, rows[row] as number, path); // below the length
    if (ms === undefined) continue;
    const found = { ms, seconds: times[row] as number }; // as long
    if (first && first.ms !== ms) return found;
    first ??= found;
    if (found.seconds - first.seconds > longestSecond) return first;
  }
  return first;
}

/** Receivers say the time once a second, or every few. */
const longestSecond = 10;

const form = /^(\d{4})[-:/](\d{2})[-:/](\d{2}) (\d{2})[-:](\d{2})[-:](\d{2})$/;

const earliestMs = Date.UTC(2015, 0, 1);

function readTime({ bytes, starts }: Gathered, row: number, path: readonly number[]) {
  const span = spanOf(bytes, starts[row] as number, starts[row + 1] as number); // a row, one more
  const field = fieldAt(span, ...path);
  if (field?.type !== 2 || field.end - field.from > 30) return undefined;
  const text = textOf(bytes.subarray(field.from, field.end)).replaceAll("\0", "").trim();
  const parts = form.exec(text)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return month >= 1 && month <= 12 && day <= 31 && hour < 24 && ms >= earliestMs ? ms : undefined;
}
