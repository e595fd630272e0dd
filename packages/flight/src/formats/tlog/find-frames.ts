import {
  frameAt,
  isSigned,
  messageIdAt,
  nextFrame,
  payloadAt,
  payloadLengthAt,
  senderAt,
} from "../../mavlink/frames.ts";

/** What stands where in a telemetry log: one entry a frame, in the order of the file. */
export type FrameIndex = {
  readonly count: number;
  /** Microseconds since 1970 by the clock of who wrote the file, as they stand there. */
  readonly stamps: Float64Array;
  readonly payloads: Uint32Array;
  readonly lengths: Uint8Array;
  readonly ids: Uint32Array;
  /** System × 256 + component. */
  readonly senders: Uint16Array;
  readonly signed: number;
};

export type Gap = { readonly offset: number; readonly length: number; readonly why: string };

/** Each frame stands behind its time: 8 bytes, big-endian. */
const stampLength = 8;

/** Ends in the year 2100: bounds what counts as a time where a file is not known yet. */
const mostHigh = 0x000e_ffff;

/** More runs of damage than this are one. */
const mostGaps = 10_000;

/** Finds all frames of a telemetry log; what is between them is listed as gaps. */
export function findFrames(bytes: Uint8Array): {
  readonly index: FrameIndex;
  readonly gaps: readonly Gap[];
} {
  const writer = new IndexWriter(bytes);
  const gaps: Gap[] = [];
  let end = 0; // of the last frame
  while (end < bytes.length) {
    let at = end + stampLength;
    let length = frameAt(bytes, at);
    if (length <= 0) {
      at = nextFrame(bytes, end);
      if (at >= bytes.length) break;
      length = frameAt(bytes, at);
    }
    const begin = at - end >= stampLength ? at - stampLength : at;
    if (begin > end) addGap(gaps, end, begin);
    writer.write(at, begin < at);
    end = at + length;
  }
  if (end < bytes.length) addGap(gaps, end, bytes.length);
  return { index: writer.index, gaps };
}

/** Where a frame begins that has a time before it, the time included. */
export function startOf(bytes: Uint8Array, { payloads }: FrameIndex, frame: number): number {
  const payload = payloads[frame] ?? 0;
  const isNew = frameAt(bytes, payload - headerLengths.new) > 0;
  const header = isNew && payloadAt(bytes, payload - headerLengths.new) === payload;
  return payload - (header ? headerLengths.new : headerLengths.old) - stampLength;
}

/** Of frames of version 2, and of version 1. */
const headerLengths = { new: 10, old: 6 } as const;

function addGap(gaps: Gap[], offset: number, end: number): void {
  const last = gaps.at(-1);
  if (last && gaps.length >= mostGaps)
    gaps[gaps.length - 1] = { ...last, length: end - last.offset };
  else gaps.push({ offset, length: end - offset, why: "no-frame" });
}

/** How far into a file the first frames are looked for. */
const lookLength = 16_384;

/**
 * Says whether bytes are a telemetry log: two frames that follow each other, both behind a time of
 * this century; or only one, which then is the whole file.
 */
export function isTelemetryLog(head: Uint8Array): boolean {
  const last = Math.min(head.length, lookLength);
  for (let at = nextFrame(head, stampLength); at < last; at = nextFrame(head, at + 1)) {
    if (!isStamp(head, at - stampLength)) continue;
    const end = at + frameAt(head, at);
    if (at === stampLength && end === head.length) return true;
    if (isStamp(head, end) && frameAt(head, end + stampLength) > 0) return true;
  }
  return false;
}

function isStamp(bytes: Uint8Array, at: number): boolean {
  if (at + stampLength > bytes.length) return false;
  const high = ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16); // within the bytes
  return high >= 0 && high <= mostHigh;
}

/** Grows by doubling; so it is never larger than twice what the file needs. */
class IndexWriter {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #count = 0;
  #signed = 0;
  #stamps: Float64Array;
  #payloads: Uint32Array;
  #lengths: Uint8Array;
  #ids: Uint32Array;
  #senders: Uint16Array;

  constructor(bytes: Uint8Array) {
    const room = 1024 + Math.ceil(bytes.length / 40);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#stamps = new Float64Array(room);
    this.#payloads = new Uint32Array(room);
    this.#lengths = new Uint8Array(room);
    this.#ids = new Uint32Array(room);
    this.#senders = new Uint16Array(room);
  }

  /** The frame at a place; its time stands before it, or was lost. */
  write(at: number, hasStamp: boolean): void {
    if (this.#count === this.#stamps.length) this.#grow();
    const row = this.#count;
    this.#stamps[row] = hasStamp ? this.#stampAt(at - stampLength) : Number.NaN;
    this.#payloads[row] = payloadAt(this.#bytes, at);
    this.#lengths[row] = payloadLengthAt(this.#bytes, at);
    this.#ids[row] = messageIdAt(this.#bytes, at);
    this.#senders[row] = senderAt(this.#bytes, at);
    if (isSigned(this.#bytes, at)) this.#signed += 1;
    this.#count += 1;
  }

  #stampAt(at: number): number {
    return this.#view.getUint32(at) * 2 ** 32 + this.#view.getUint32(at + 4);
  }

  #grow(): void {
    const room = this.#count * 2;
    this.#stamps = copyInto(new Float64Array(room), this.#stamps);
    this.#payloads = copyInto(new Uint32Array(room), this.#payloads);
    this.#lengths = copyInto(new Uint8Array(room), this.#lengths);
    this.#ids = copyInto(new Uint32Array(room), this.#ids);
    this.#senders = copyInto(new Uint16Array(room), this.#senders);
  }

  get index(): FrameIndex {
    const count = this.#count;
    return {
      count,
      stamps: this.#stamps.subarray(0, count),
      payloads: this.#payloads.subarray(0, count),
      lengths: this.#lengths.subarray(0, count),
      ids: this.#ids.subarray(0, count),
      senders: this.#senders.subarray(0, count),
      signed: this.#signed,
    };
  }
}

function copyInto<Column extends { set(from: Column): void }>(to: Column, from: Column): Column {
  to.set(from);
  return to;
}
