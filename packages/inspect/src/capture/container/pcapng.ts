import {
  emptyPacket,
  fourAt,
  twoAt,
  type ContainerReader,
  type Packet,
  type TakePacket,
} from "./packet.ts";

const blockTypes = {
  section: 0x0a0d0d0a,
  link: 1,
  oldPacket: 2,
  simplePacket: 3,
  packet: 6,
} as const;
const byteOrder = 0x1a2b3c4d;
const longestBlock = 1 << 24;
const mostLinks = 4096;
const options = { end: 0, resolution: 9, offset: 14 } as const;

type Link = {
  readonly type: number;
  readonly snapLength: number;
  /** Ticks of its clock in a millisecond. */
  readonly ticks: number;
  readonly offsetMs: number;
};

export function isPcapng(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && fourAt(bytes, 0, true) === blockTypes.section;
}

/** pcapng (draft-ietf-opsawg-pcapng): sections of either byte order, one after the other. */
export class PcapngReader implements ContainerReader {
  readonly #packet: Packet = emptyPacket();
  readonly #take: TakePacket;
  #links: Link[] = [];
  #isLittle = true;
  damaged = 0;

  constructor(take: TakePacket) {
    this.#take = take;
  }

  read(bytes: Uint8Array, from: number, isLast: boolean): number {
    this.#packet.bytes = bytes;
    let at = from;
    while (at + 12 <= bytes.length) {
      const length = this.#lengthAt(bytes, at);
      if (length === undefined) {
        const next = this.#search(bytes, at + 1, isLast);
        this.damaged += next - at;
        at = next;
        if (next + 12 > bytes.length || this.#lengthAt(bytes, next) === undefined) return at;
        continue;
      }
      const isWhole = at + length <= bytes.length;
      if (!isWhole && !isLast) return at;
      this.#readBlock(bytes, at, isWhole ? at + length - 4 : bytes.length);
      at = isWhole ? at + length : bytes.length;
    }
    if (!isLast || at >= bytes.length) return at;
    this.damaged += bytes.length - at;
    return bytes.length;
  }

  /** Of the block here; undefined where none can begin. A section says its own byte order. */
  #lengthAt(bytes: Uint8Array, at: number): number | undefined {
    let isLittle = this.#isLittle;
    if (fourAt(bytes, at, true) === blockTypes.section) {
      if (fourAt(bytes, at + 8, true) === byteOrder) isLittle = true;
      else if (fourAt(bytes, at + 8, false) === byteOrder) isLittle = false;
      else return undefined;
    }
    const length = fourAt(bytes, at + 4, isLittle);
    if (length < 12 || length > longestBlock || length % 4 !== 0) return undefined;
    const end = at + length;
    if (end <= bytes.length && fourAt(bytes, end - 4, isLittle) !== length) return undefined;
    return length;
  }

  #search(bytes: Uint8Array, from: number, isLast: boolean): number {
    for (let at = from; at + 12 <= bytes.length; at += 1) {
      const type = fourAt(bytes, at, this.#isLittle);
      const isKnown = type === blockTypes.section || (type >= 1 && type <= 11);
      if (!isKnown) continue;
      const length = this.#lengthAt(bytes, at);
      if (length !== undefined && at + length <= bytes.length) return at;
    }
    return isLast ? bytes.length : Math.max(from, bytes.length - 11);
  }

  #readBlock(bytes: Uint8Array, at: number, end: number): void {
    const type = fourAt(bytes, at, this.#isLittle);
    const body = at + 8;
    if (type === blockTypes.packet) this.#readPacket(bytes, body, end);
    else if (type === blockTypes.section) {
      this.#isLittle = fourAt(bytes, body, true) === byteOrder;
      this.#packet.isLittle = this.#isLittle;
      this.#links = [];
    } else if (type === blockTypes.link) this.#addLink(bytes, body, end);
    else if (type === blockTypes.simplePacket) this.#readSimple(bytes, body, end);
    else if (type === blockTypes.oldPacket) this.#readOld(bytes, body, end);
  }

  #addLink(bytes: Uint8Array, at: number, end: number): void {
    if (at + 8 > end || this.#links.length >= mostLinks) return;
    const isLittle = this.#isLittle;
    let [ticks, offsetMs] = [1000, 0];
    for (let option = at + 8; option + 4 <= end;) {
      const code = twoAt(bytes, option, isLittle);
      const size = twoAt(bytes, option + 2, isLittle);
      const value = option + 4;
      if (code === options.end || value + size > end) break;
      if (code === options.resolution && size >= 1) ticks = ticksOf(bytes[value] ?? 6);
      if (code === options.offset && size >= 8) offsetMs = longAt(bytes, value, isLittle) * 1000;
      option = value + ((size + 3) & ~3);
    }
    const type = twoAt(bytes, at, isLittle);
    this.#links.push({ type, snapLength: fourAt(bytes, at + 4, isLittle), ticks, offsetMs });
  }

  /** RFC draft §4.3: interface, time in two halves, captured, original. */
  #readPacket(bytes: Uint8Array, at: number, end: number): void {
    if (at + 20 > end) return this.#lose(end - at);
    const link = this.#links[fourAt(bytes, at, this.#isLittle)];
    if (!link) return this.#lose(end - at);
    this.#setTime(bytes, at + 4, link);
    this.#give(bytes, { at: at + 20, end, sizes: at + 12, link });
  }

  /** Obsolete: the number of its interface has two bytes, and drops have two. */
  #readOld(bytes: Uint8Array, at: number, end: number): void {
    if (at + 20 > end) return this.#lose(end - at);
    const link = this.#links[twoAt(bytes, at, this.#isLittle)];
    if (!link) return this.#lose(end - at);
    this.#setTime(bytes, at + 4, link);
    this.#give(bytes, { at: at + 20, end, sizes: at + 12, link });
  }

  /** Says no time: that of the packet before stands. */
  #readSimple(bytes: Uint8Array, at: number, end: number): void {
    const [link] = this.#links;
    if (at + 4 > end || !link) return this.#lose(end - at);
    const length = fourAt(bytes, at, this.#isLittle);
    const most = link.snapLength === 0 ? length : Math.min(length, link.snapLength);
    const packet = this.#packet;
    [packet.from, packet.to] = [at + 4, Math.min(end, at + 4 + most)];
    [packet.length, packet.link] = [length, link.type];
    this.#take(packet);
  }

  #setTime(bytes: Uint8Array, at: number, link: Link): void {
    const [high, low] = [fourAt(bytes, at, this.#isLittle), fourAt(bytes, at + 4, this.#isLittle)];
    this.#packet.at = (high * 4_294_967_296 + low) / link.ticks + link.offsetMs;
  }

  #give(
    bytes: Uint8Array,
    { at, end, sizes, link }: { at: number; end: number; sizes: number; link: Link },
  ): void {
    const packet = this.#packet;
    const captured = fourAt(bytes, sizes, this.#isLittle);
    packet.from = at;
    packet.to = Math.min(end, at + captured);
    packet.length = Math.max(fourAt(bytes, sizes + 4, this.#isLittle), packet.to - at);
    packet.link = link.type;
    this.#take(packet);
  }

  #lose(bytes: number): void {
    this.damaged += Math.max(0, bytes);
  }
}

/** Ticks a millisecond: a power of ten, or of two where the highest bit says so. */
function ticksOf(resolution: number): number {
  const power = resolution & 0x7f;
  return (resolution & 0x80 ? 2 ** power : 10 ** power) / 1000;
}

function longAt(bytes: Uint8Array, at: number, isLittle: boolean): number {
  const [first, second] = [fourAt(bytes, at, isLittle), fourAt(bytes, at + 4, isLittle)];
  const [high, low] = isLittle ? [second, first] : [first, second];
  return (high | 0) * 4_294_967_296 + low;
}
