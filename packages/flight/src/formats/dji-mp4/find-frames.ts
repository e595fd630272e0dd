import type { ByteSource } from "@homepoint/base";
import { viewOf } from "./boxes.ts";
import type { Samples } from "./samples.ts";
import { Wire } from "./wire.ts";

const blockLength = 4 * 1024 * 1024;

/** The longest are those of cameras with two lenses, whose first sample has its calibration. */
const longestSample = 64 * 1024;

/** Bounds what a made-up file can cost. */
const mostFrames = 4_000_000;

/** A frame of the `djmd` track: what it says of itself. */
type Found = { readonly offset: number; readonly length: number; readonly uptime: number };

/**
 * Looks for the samples of a video through all of it, where no description says where they are: a
 * battery that gives out takes it along. A frame is known by its header, by a time near that of the
 * others, and by being a whole message; in the pictures, next to nothing is all of that.
 */
export async function findFrames(source: ByteSource): Promise<Samples> {
  const all: Found[] = [];
  for (let at = 0; at < source.size && all.length < mostFrames; at += blockLength)
    findIn(await source.read(at, blockLength + longestSample), at, all);
  const frames = withoutStrays(all);
  const [first] = frames;
  return {
    count: frames.length,
    offsets: Float64Array.from(frames, ({ offset }) => offset),
    sizes: Uint32Array.from(frames, ({ length }) => length),
    times: Float64Array.from(frames, ({ uptime }) => (uptime - (first?.uptime ?? 0)) / 1e6),
    lost: 0,
  };
}

/** Field 3 of a sample, and of a frame its header: both messages. */
const frameTag = 0x1a;
const headerTag = 0x0a;

function findIn(block: Uint8Array, start: number, frames: Found[]): void {
  const view = viewOf(block);
  for (let at = block.indexOf(frameTag); at >= 0 && at < blockLength;) {
    const frame = frameAt(view, at);
    const last = frames.at(-1);
    if (!frame || start + at < (last ? last.offset + last.length : 0)) {
      at = block.indexOf(frameTag, at + 1);
      continue;
    }
    const head = last ? at : headBefore(view, at);
    frames.push({ offset: start + head, length: frame.end - head, uptime: frame.uptime });
    at = block.indexOf(frameTag, frame.end);
  }
}

/** Half a day, in microseconds: no battery lasts so long. */
const longestFilm = 43_200_000_000;

/** Frames of one film are near each other in time, and what only looks like a frame is not. */
function withoutStrays(frames: readonly Found[]): readonly Found[] {
  const uptimes = Float64Array.from(frames, ({ uptime }) => uptime).sort();
  const middle = uptimes[uptimes.length >> 1] ?? 0;
  return frames.filter(({ uptime }) => Math.abs(uptime - middle) < longestFilm);
}

function frameAt(view: DataView, at: number): { end: number; uptime: number } | undefined {
  const sample = new Wire(view, at, Math.min(view.byteLength, at + longestSample));
  if (!sample.next() || sample.from + 4 > sample.end) return undefined;
  if (view.getUint8(sample.from) !== headerTag) return undefined;
  const uptime = uptimeOf(view, sample);
  return uptime === undefined ? undefined : { end: sample.end, uptime };
}

/** Of a frame that is a whole message of messages; undefined where it is none. */
function uptimeOf(view: DataView, { from, end }: Wire): number | undefined {
  const frame = new Wire(view, from, end);
  let uptime: number | undefined;
  let parts = 0;
  while (frame.next()) {
    if (frame.type !== 2 || frame.number > 15) return undefined;
    if (parts === 0) uptime = readHeader(view, frame);
    if (uptime === undefined) return undefined;
    parts += 1;
  }
  return frame.isBroken || parts < 2 ? undefined : uptime;
}

/** `FrameMetaHeader`: a number, and microseconds since the aircraft was switched on. */
function readHeader(view: DataView, { from, end }: Wire): number | undefined {
  const header = new Wire(view, from, end);
  let uptime = 0;
  while (header.next()) {
    if (header.type !== 0 || header.number > 6 || header.value < 0) return undefined;
    if (header.number === 2) uptime = header.value;
  }
  return header.isBroken || uptime === 0 ? undefined : uptime;
}

const name = [..."dvtm_"].map((character) => character.charCodeAt(0));

/** Where the sample begins: the first one has the header of the video before its frame. */
function headBefore(view: DataView, at: number): number {
  for (let from = at - 12; from >= Math.max(0, at - longestSample); from -= 1) {
    if (name.some((byte, index) => view.getUint8(from + index) !== byte)) continue;
    for (let head = from - 6; head >= Math.max(0, from - 9); head -= 1)
      if (endOfHead(view, head, at) === at) return head;
    return at;
  }
  return at;
}

/** Behind fields 1 and 2, one after the other. */
function endOfHead(view: DataView, head: number, limit: number): number {
  const wire = new Wire(view, head, limit);
  let end = head;
  while (wire.next()) {
    if (wire.type !== 2 || wire.number > 2) return head;
    end = wire.end;
  }
  return wire.isBroken ? head : end;
}
