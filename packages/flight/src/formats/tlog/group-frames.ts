import { messageNumber, messages, type Message } from "../../mavlink/messages.ts";
import type { FrameIndex } from "./find-frames.ts";

/** All frames of one message from one sender, by their numbers in the index, in order. */
export type Stream = {
  readonly system: number;
  readonly component: number;
  readonly message: Message;
  readonly frames: Uint32Array;
};

/** Frames of a message that no dialect has. */
export type UnknownMessages = {
  readonly system: number;
  readonly id: number;
  readonly count: number;
};

export type GroupedFrames = {
  readonly streams: readonly Stream[];
  readonly unknown: readonly UnknownMessages[];
};

/** Bounds what a made-up file can cost: what is beyond is counted together. */
const mostStreams = 16_384;
const mostUnknown = 1000;

/** Streams in the order in which they begin. */
export function groupFrames(index: FrameIndex): GroupedFrames {
  const numbers = new Map<number, number>();
  const streamOf = new Uint16Array(index.count);
  const unknown = new Map<string, UnknownMessages>();
  for (let frame = 0; frame < index.count; frame += 1) {
    const sender = index.senders[frame] as number; // below the count, like the id
    const id = index.ids[frame] as number;
    const message = messageNumber(id);
    const stream = message < 0 ? 0 : numberOf(numbers, sender * messages.length + message);
    streamOf[frame] = stream;
    if (stream === 0) countUnknown(unknown, sender >> 8, id);
  }
  const frames = framesByStream(streamOf, numbers.size + 1);
  const streams = [...numbers].map(([key, number]): Stream => {
    const sender = Math.floor(key / messages.length);
    return {
      system: sender >> 8,
      component: sender & 0xff,
      message: messages[key % messages.length] as Message, // made of its number above
      frames: frames[number] as Uint32Array, // one for each number
    };
  });
  return { streams, unknown: [...unknown.values()] };
}

/** From 1; 0 where there are too many. */
function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  if (numbers.size >= mostStreams) return 0;
  numbers.set(key, numbers.size + 1);
  return numbers.size;
}

function countUnknown(all: Map<string, UnknownMessages>, system: number, id: number): void {
  const isRoom = all.size < mostUnknown;
  const key = isRoom || all.has(`${system} ${id}`) ? `${system} ${id}` : "";
  const known = all.get(key) ?? { system, id, count: 0 };
  all.set(key, { ...known, count: known.count + 1 });
}

function framesByStream(streamOf: Uint16Array, streams: number): readonly Uint32Array[] {
  const counts = new Uint32Array(streams);
  for (const stream of streamOf) counts[stream] = (counts[stream] as number) + 1; // below streams
  const frames = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let frame = 0; frame < streamOf.length; frame += 1) {
    const stream = streamOf[frame] as number; // below the length
    const row = counts[stream] as number;
    (frames[stream] as Uint32Array)[row] = frame;
    counts[stream] = row + 1;
  }
  return frames;
}
