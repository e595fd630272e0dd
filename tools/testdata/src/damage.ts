import { Random } from "./random.ts";

/** A file with something done to it. */
export type Damaged = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Says whether a run of the whole file is in the damaged one, unchanged and in one piece. */
  readonly keeps: (offset: number, length: number) => boolean;
};

type Run = { readonly offset: number; readonly length: number };

const overlaps = (a: Run, b: Run) =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** The 79 kinds of damage that every reader has to live with. */
export function damage(bytes: Uint8Array, seed = 1): readonly Damaged[] {
  const { length } = bytes;
  const part = (percent: number) => Math.floor((length * percent) / 100);
  const cuts = [0, 1, 2, 5, 10, 11, 12, 13, 50, 99, 100, 101, 110, 150, 300, 536, 809];
  const parts = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99];
  const ends = [1, 2, 3, 50, 399, 400, 401];
  return [
    ...cuts.map((at) => cut(bytes, Math.min(at, length))),
    ...parts.map((percent) => cut(bytes, part(percent))),
    ...ends.map((left) => cut(bytes, Math.max(0, length - left))),
    ...[1, 10, 100, 1000].flatMap((count) => [0, 1].map((n) => changed(bytes, count, seed + n))),
    ...[1, 2, 16, 100, 4096].map((run) => removed(bytes, part(37), run)),
    removed(bytes, 12, 88),
    removed(bytes, 100, 57),
    ...[0x00, 0xff].flatMap((fill) =>
      [1, 16, 500].map((run) => inserted(bytes, part(43), run, fill)),
    ),
    ...[0x00, 0xff].flatMap((fill) =>
      [16, 256, 4096].map((run) => hole(bytes, part(61), run, fill)),
    ),
    hole(bytes, 0, 100, 0),
    hole(bytes, 100, 300, 0),
    hole(bytes, 100, 300, 0xff),
    changed(bytes, Math.ceil(length / 50), seed),
    removed(bytes, part(90), Math.ceil(length / 20)),
    ...offsets(length).map((offset) => withOffset(bytes, offset)),
    ...[0, 5, 255].map((version) => withByte(bytes, 10, version)),
    doubled(bytes),
    repeatedHead(bytes, part(50)),
    hole(bytes, Math.max(0, length - 420), 420, 0),
  ];
}

function offsets(length: number): readonly bigint[] {
  return [0n, 1n, BigInt(length), BigInt(length) * 2n, 1n << 40n, BigInt(length >> 1)];
}

function cut(bytes: Uint8Array, end: number): Damaged {
  const keeps = (offset: number, length: number) => offset + length <= end;
  return { name: `cut after ${end} bytes`, bytes: bytes.slice(0, end), keeps };
}

function changed(bytes: Uint8Array, count: number, seed: number): Damaged {
  const random = new Random(seed * 1000 + count);
  const damaged = bytes.slice();
  const places = Array.from({ length: count }, () => random.below(bytes.length));
  for (const place of places) damaged[place] = (damaged[place] ?? 0) ^ (1 + random.below(255));
  return {
    name: `${count} bytes changed (${seed})`,
    bytes: damaged,
    keeps: (offset, length) => !places.some((place) => place >= offset && place < offset + length),
  };
}

function removed(bytes: Uint8Array, offset: number, length: number): Damaged {
  return {
    name: `${length} bytes removed at ${offset}`,
    bytes: joined(bytes.subarray(0, offset), bytes.subarray(offset + length)),
    keeps: (at, run) => !overlaps({ offset: at, length: run }, { offset, length }),
  };
}

function inserted(bytes: Uint8Array, at: number, length: number, fill: number): Damaged {
  const run = new Uint8Array(length).fill(fill);
  return {
    name: `${length} bytes ${fill.toString(16)} inserted at ${at}`,
    bytes: joined(bytes.subarray(0, at), run, bytes.subarray(at)),
    keeps: (offset, size) => offset >= at || offset + size <= at,
  };
}

function hole(bytes: Uint8Array, offset: number, length: number, fill: number): Damaged {
  return {
    name: `${length} bytes overwritten with ${fill.toString(16)} at ${offset}`,
    bytes: bytes.slice().fill(fill, offset, offset + length),
    keeps: (at, run) => !overlaps({ offset: at, length: run }, { offset, length }),
  };
}

function withOffset(bytes: Uint8Array, offset: bigint): Damaged {
  const damaged = bytes.slice();
  if (bytes.length >= 8) new DataView(damaged.buffer).setBigUint64(0, offset, true);
  return { name: `details said to be at ${offset}`, bytes: damaged, keeps: (at) => at >= 8 };
}

function withByte(bytes: Uint8Array, at: number, value: number): Damaged {
  const damaged = bytes.slice();
  if (at < bytes.length) damaged[at] = value;
  const keeps = (offset: number, length: number) => at < offset || at >= offset + length;
  return { name: `byte ${at} set to ${value}`, bytes: damaged, keeps };
}

function doubled(bytes: Uint8Array): Damaged {
  return { name: "the file twice", bytes: joined(bytes, bytes), keeps: () => true };
}

function repeatedHead(bytes: Uint8Array, at: number): Damaged {
  const head = bytes.subarray(0, 100);
  return {
    name: `the first 100 bytes again at ${at}`,
    bytes: joined(bytes.subarray(0, at), head, bytes.subarray(at)),
    keeps: (offset, length) => offset >= at || offset + length <= at,
  };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
