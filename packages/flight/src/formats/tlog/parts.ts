import type { FrameIndex } from "./find-frames.ts";

/** Bounds what a made-up file can cost. */
const mostParts = 256;

/** Microseconds by which the times of one log neither go back nor pause. */
const leap = { back: -60e6, forward: 3600e6 } as const;

/** How many times on each side of a leap are asked whether they go with it. */
const witnesses = 12;

/** How many frames on each side of a leap are searched for the vehicle's own time. */
const searched = 4096;

/**
 * The frames with which further logs begin: where the time of who wrote them leaps, as all around it
 * says, and the vehicle was started in between.
 */
export function partsOf({ stamps, count }: FrameIndex, boots: Float64Array): readonly number[] {
  const starts: number[] = [];
  let last = Number.NaN;
  for (let frame = 0; frame < count && starts.length < mostParts; frame += 1) {
    const stamp = stamps[frame] as number; // below the count
    const passed = stamp - last;
    if (stamp === stamp) {
      if ((passed < leap.back || passed > leap.forward) && isStart(frame, { stamps, boots, last }))
        starts.push(frame);
      last = stamp;
    }
  }
  return starts;
}

type Around = {
  readonly stamps: Float64Array;
  readonly boots: Float64Array;
  /** The time before. */
  readonly last: number;
};

function isStart(frame: number, { stamps, boots, last }: Around): boolean {
  const before = stamps.subarray(Math.max(0, frame - witnesses), frame);
  const behind = stamps.subarray(frame, frame + witnesses);
  if (!isShared(before, last) || !isShared(behind, stamps[frame] as number)) return false; // a frame
  const known = (boot: number) => boot === boot;
  const ended = boots.subarray(Math.max(0, frame - searched), frame).findLast(known);
  const began = boots.subarray(frame, frame + searched).find(known);
  return ended !== undefined && began !== undefined && began < ended;
}

/** Whether nearly all times are within a minute of one. */
function isShared(stamps: Float64Array, one: number): boolean {
  const near = stamps.filter((stamp) => Math.abs(stamp - one) < 60e6).length;
  return near >= witnesses / 2 && near * 4 >= stamps.length * 3;
}
