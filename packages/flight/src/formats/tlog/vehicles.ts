import type { FrameIndex } from "./find-frames.ts";
import type { Stream } from "./group-frames.ts";

/** A system that flies or drives, and the component of it that steers. */
export type Vehicle = {
  readonly system: number;
  readonly component: number;
  /** MAV_AUTOPILOT and MAV_TYPE; undefined where no heartbeat says so. */
  readonly autopilot?: number;
  readonly type?: number;
};

const heartbeat = 0;
const heartbeatLength = 9;

/** MAV_AUTOPILOT of what is no autopilot: ground stations, cameras, gimbals. */
const noAutopilot = 8;

/** MAV_TYPE of what is no vehicle either, though some of it names an autopilot. */
const noVehicles: ReadonlySet<number> = new Set([
  6, 18, 26, 27, 30, 31, 32, 33, 34, 36, 37, 38, 39, 40, 41, 42,
]);

/** Bounds what a made-up file can cost; frames of further vehicles go with the first. */
const mostVehicles = 32;

/**
 * The vehicles of a log, in the order in which their autopilots are heard of. Where none is, the
 * system that says most counts as one.
 */
export function findVehicles(
  bytes: Uint8Array,
  index: FrameIndex,
  streams: readonly Stream[],
): readonly Vehicle[] {
  const found = new Map<number, Vehicle>();
  for (const { message, frames, system, component } of streams) {
    if (message.id !== heartbeat || found.has(system) || found.size >= mostVehicles) continue;
    const byte = (at: number) => heartbeatByte(bytes, index, { frame: frames[0] ?? 0, at });
    if (byte(5) !== noAutopilot && !noVehicles.has(byte(4)))
      found.set(system, { system, component, autopilot: byte(5), type: byte(4) });
  }
  return found.size > 0 ? [...found.values()] : [loudest(streams)];
}

/** Zeros at the end of a payload may be cut off. */
function heartbeatByte(
  bytes: Uint8Array,
  { payloads, lengths }: FrameIndex,
  { frame, at }: { readonly frame: number; readonly at: number },
): number {
  const isSent = at < Math.min(heartbeatLength, lengths[frame] ?? 0);
  return isSent ? (bytes[(payloads[frame] ?? 0) + at] ?? 0) : 0;
}

function loudest(streams: readonly Stream[]): Vehicle {
  const most = streams.reduce<Stream | undefined>(
    (best, stream) => (stream.frames.length > (best?.frames.length ?? 0) ? stream : best),
    undefined,
  );
  return { system: most?.system ?? 0, component: most?.component ?? 0 };
}
