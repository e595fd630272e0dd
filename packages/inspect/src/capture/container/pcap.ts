import {
  emptyPacket,
  fourAt,
  type ContainerReader,
  type Packet,
  type TakePacket,
} from "./packet.ts";

export const pcapHeadBytes = 24;
/** As libpcap: no link has longer packets, but for a margin. */
const longestPacket = 1 << 18;
const farMilliseconds = 400 * 24 * 3_600_000;

type Shape = {
  readonly isLittle: boolean;
  /** Parts of a second. */
  readonly ticks: number;
  /** Of what stands before each packet. */
  readonly headBytes: number;
};

const shapes: Readonly<Record<number, Omit<Shape, "isLittle">>> = {
  0xa1b2c3d4: { ticks: 1e6, headBytes: 16 },
  0xa1b23c4d: { ticks: 1e9, headBytes: 16 },
  // Alexey Kuznetzov's: eight more bytes a packet.
  0xa1b2cd34: { ticks: 1e6, headBytes: 24 },
};

/** Undefined where the bytes begin no pcap file. */
export function pcapShape(bytes: Uint8Array): Shape | undefined {
  if (bytes.length < 4) return undefined;
  for (const isLittle of [true, false]) {
    const shape = shapes[fourAt(bytes, 0, isLittle)];
    if (shape) return { ...shape, isLittle };
  }
  return undefined;
}

/** pcap, as libpcap writes it (draft-ietf-opsawg-pcap), behind its head. */
export class PcapReader implements ContainerReader {
  readonly #packet: Packet = emptyPacket();
  readonly #take: TakePacket;
  readonly #shape: Shape;
  #latest = 0;
  damaged = 0;

  constructor(head: Uint8Array, shape: Shape, take: TakePacket) {
    this.#take = take;
    this.#shape = shape;
    this.#packet.isLittle = shape.isLittle;
    // The upper bits tell of check sequences.
    this.#packet.link = fourAt(head, 20, shape.isLittle) & 0xffff;
  }

  read(bytes: Uint8Array, from: number, isLast: boolean): number {
    const { headBytes, isLittle, ticks } = this.#shape;
    const packet = this.#packet;
    const end = bytes.length;
    let at = from;
    packet.bytes = bytes;
    while (at + headBytes <= end) {
      const captured = fourAt(bytes, at + 8, isLittle);
      const length = fourAt(bytes, at + 12, isLittle);
      if (!this.#isPlausible(bytes, at, isLast)) {
        const next = this.#search(bytes, at + 1, isLast);
        this.damaged += next - at;
        at = next;
        if (at + headBytes > end || !this.#isLikely(bytes, at)) return at;
        this.#latest = 0;
        continue;
      }
      const start = at + headBytes;
      if (start + captured > end && !isLast) return at;
      packet.from = start;
      packet.to = Math.min(end, start + captured);
      packet.length = Math.max(length, packet.to - start);
      packet.at =
        fourAt(bytes, at, isLittle) * 1000 + fourAt(bytes, at + 4, isLittle) / (ticks / 1000);
      this.#latest = packet.at;
      this.#take(packet);
      at = start + captured;
    }
    if (!isLast || at >= end) return Math.min(at, end);
    this.damaged += end - at;
    return end;
  }

  /** Files joined of several jump in time, but their sizes fit, and those of the next packet. */
  #isPlausible(bytes: Uint8Array, at: number, isLast: boolean): boolean {
    const { headBytes, isLittle } = this.#shape;
    const captured = fourAt(bytes, at + 8, isLittle);
    if (captured > longestPacket) return false;
    if (this.#isLikely(bytes, at)) return true;
    const next = at + headBytes + captured;
    if (next + headBytes > bytes.length) return !isLast || next === bytes.length;
    const length = fourAt(bytes, next + 12, isLittle);
    return fourAt(bytes, next + 8, isLittle) <= Math.min(length, longestPacket);
  }

  /** Whether a packet surely begins here. */
  #isLikely(bytes: Uint8Array, at: number): boolean {
    const { isLittle, ticks } = this.#shape;
    const captured = fourAt(bytes, at + 8, isLittle);
    if (captured > longestPacket || fourAt(bytes, at + 4, isLittle) >= ticks) return false;
    const length = fourAt(bytes, at + 12, isLittle);
    if (length > longestPacket * 4) return false;
    const time = fourAt(bytes, at, isLittle) * 1000;
    return this.#latest === 0 || Math.abs(time - this.#latest) < farMilliseconds;
  }

  /** Behind damage: the next place where a packet may begin that another follows. */
  #search(bytes: Uint8Array, from: number, isLast: boolean): number {
    const { headBytes, isLittle } = this.#shape;
    for (let at = from; at + headBytes <= bytes.length; at += 1) {
      const captured = fourAt(bytes, at + 8, isLittle);
      if (captured < 14 || captured > fourAt(bytes, at + 12, isLittle)) continue;
      if (!this.#isLikely(bytes, at)) continue;
      const next = at + headBytes + captured;
      if (
        next + headBytes <= bytes.length
          ? this.#isLikely(bytes, next)
          : !isLast || next === bytes.length
      )
        return at;
    }
    return isLast ? bytes.length : Math.max(from, bytes.length - headBytes + 1);
  }
}
