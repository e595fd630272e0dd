import { fieldsOf } from "../../mavlink/messages.ts";
import type { FrameIndex } from "./find-frames.ts";
import type { Stream } from "./group-frames.ts";
import type { Vehicle } from "./vehicles.ts";

/** When autopilots made their messages: milliseconds since they started, NaN where none says so. */
export function readBootTimes(
  bytes: Uint8Array,
  index: FrameIndex,
  {
    streams,
    vehicles,
  }: { readonly streams: readonly Stream[]; readonly vehicles: readonly Vehicle[] },
): Float64Array {
  const boots = new Float64Array(index.count).fill(Number.NaN);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { message, system, component, frames } of streams) {
    const field = fieldsOf(message).find(({ name }) => name === "time_boot_ms");
    const isPilot = vehicles.some((one) => one.system === system && one.component === component);
    if (!field || !isPilot) continue;
    for (let row = 0; row < frames.length; row += 1) {
      const frame = frames[row] as number; // below the length, and a frame of the index
      const from = (index.payloads[frame] as number) + field.at;
      const sent = (index.lengths[frame] as number) - field.at;
      const boot = sent >= 4 ? view.getUint32(from, true) : numberCutOff(bytes, from, sent);
      if (boot > 0) boots[frame] = boot;
    }
  }
  return boots;
}

/** A number of which the high bytes, zeros, were not sent. */
function numberCutOff(bytes: Uint8Array, from: number, sent: number): number {
  let number = 0;
  for (let byte = sent - 1; byte >= 0; byte -= 1)
    number = number * 256 + (bytes[from + byte] as number); // sent, so within the frame
  return number;
}
