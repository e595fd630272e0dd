import { CaptureStream } from "./container/capture-stream.ts";
import { emptyPacket, fourAt as fourOf, type Packet } from "./container/packet.ts";
import type { CaptureSeen, CaptureTotals } from "./flow.ts";
import { Conversations, type WatchPayload } from "./flows/conversations.ts";
import { describeFlows } from "./flows/describe-flows.ts";
import { FlowTable, heard, phases, type FlowLimits } from "./flows/flow-table.ts";
import { Places } from "./flows/places.ts";
import { Fragments, type Left } from "./layers/fragments.ts";
import { emptyFrame, etherTypes } from "./layers/frame.ts";
import { appNameAt, readEthernetAt, readLink } from "./layers/link.ts";
import { emptyDatagram, protocols, readIpv4, readIpv6, type Datagram } from "./layers/network.ts";
import { carriedInDatagram, carriedInGre, isTunnelPort, type Carried } from "./layers/tunnels.ts";
import { oursIn, type Range } from "./ours.ts";
import type { CapturePrimitives } from "./primitives.ts";
import { Questions } from "./spoken/questions.ts";

export type ReadingParts = {
  readonly primitives: CapturePrimitives;
  /** Addresses of our side besides the private ones. */
  readonly ours?: readonly Range[];
  readonly limits?: Partial<FlowLimits>;
  /** Sees every byte that flows carry. */
  readonly watch?: WatchPayload;
};

const tcpFlags = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;
const nothing = new Uint8Array();
const noPorts = { source: 0, target: 0 };
const mostDepth = 3;
const defaultLimits: FlowLimits = { flows: 1 << 19, folded: 1 << 16 };

/**
 * Reads a capture in blocks, in one pass. Memory grows with the number of flows and questions up to
 * limits, never with the capture; what is beyond them is counted.
 */
export class CaptureReader {
  readonly #stream = new CaptureStream((packet) => this.#take(packet));
  readonly #table: FlowTable;
  readonly #questions = new Questions();
  readonly #conversations: Conversations;
  readonly #fragments = new Fragments();
  readonly #frame = emptyFrame();
  /** One for each depth of tunnels. */
  readonly #datagrams = Array.from({ length: mostDepth + 1 }, emptyDatagram);
  readonly #ports = { source: 0, target: 0 };
  readonly #apps = new Map<number, string>();
  readonly #places: Places;
  readonly #watch: WatchPayload | undefined;
  #at = 0;
  #from = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;
  #packets = 0;
  #bytes = 0;
  #neighbours = 0;
  #unread = 0;

  constructor({ primitives, ours = [], limits, watch }: ReadingParts) {
    this.#table = new FlowTable({ ...defaultLimits, ...limits });
    this.#places = new Places(oursIn(ours));
    this.#conversations = new Conversations({
      table: this.#table,
      questions: this.#questions,
      places: this.#places,
      primitives,
    });
    this.#watch = watch;
  }

  /** Borrows the block until it returns. @throws inspect/not-a-capture */
  push(block: Uint8Array): void {
    this.#stream.push(block);
  }

  /** What was seen; the capture ends here. @throws inspect/not-a-capture */
  end(): CaptureSeen {
    this.#stream.end();
    for (const left of this.#fragments.end()) this.#carryLeft(left);
    this.#conversations.end();
    const flows = describeFlows({
      table: this.#table,
      conversations: this.#conversations,
      questions: this.#questions,
      places: this.#places,
      apps: this.#apps,
    });
    const outer = flows.filter(({ within }) => !within);
    const total = (key: "bytesOut" | "bytesIn") => outer.reduce((sum, flow) => sum + flow[key], 0);
    const totals: CaptureTotals = {
      packets: this.#packets,
      bytes: this.#bytes,
      flows: flows.length,
      questions: this.#questions.all.length,
      bytesOut: total("bytesOut"),
      bytesIn: total("bytesIn"),
      from: timeText(this.#from),
      until: timeText(this.#until),
      neighbours: this.#neighbours,
      unread: this.#unread,
      damaged: this.#stream.damaged,
      folded: this.#table.left,
      incomplete: this.#fragments.incomplete,
      unfinished: this.#conversations.unfinished,
      questionsLeft: this.#questions.left,
    };
    return { flows, questions: this.#questions.all, totals };
  }

  #take(packet: Packet): void {
    const frame = this.#frame;
    this.#packets += 1;
    this.#bytes += packet.length;
    // A time that no calendar has is damage: that of the packet before stands.
    if (isTime(packet.at)) this.#at = packet.at;
    if (this.#at < this.#from) this.#from = this.#at;
    if (this.#at > this.#until) this.#until = this.#at;
    readLink(packet, frame);
    if (frame.type === etherTypes.arp) this.#neighbours += 1;
    else if (!this.#readNetwork(packet, { type: frame.type, at: frame.at, depth: 0 }))
      this.#unread += 1;
  }

  #readNetwork(
    packet: Packet,
    { type, at, depth }: { readonly type: number; readonly at: number; readonly depth: number },
  ): boolean {
    const datagram = this.#datagrams[depth] as Datagram; // depth is checked where it grows
    const { bytes, from, to, length } = packet;
    const place = { bytes, at, end: to, wire: from + length };
    const isRead =
      type === etherTypes.ipv4
        ? readIpv4(datagram, place)
        : type === etherTypes.ipv6 && readIpv6(datagram, place);
    if (!isRead) return false;
    if (datagram.piece >= 0) this.#takeFragment(packet, datagram, depth);
    else this.#carry(packet, datagram, depth);
    return true;
  }

  #carry(packet: Packet, datagram: Datagram, depth: number): void {
    const { protocol } = datagram;
    if (protocol === protocols.tcp) this.#segment(packet, datagram, depth);
    else if (protocol === protocols.udp) this.#userDatagram(packet, datagram, depth);
    else {
      const flow = this.#flowOf(packet, { datagram, ports: noPorts, depth });
      this.#count(flow, datagram.length);
      const { at, end } = datagram;
      if (at < end)
        this.#watch?.(flow, this.#table.side, undefined, datagram.bytes.subarray(at, end));
      if (depth < mostDepth) this.#tunnel(packet, datagram, depth + 1);
    }
  }

  #segment(packet: Packet, datagram: Datagram, depth: number): void {
    const { bytes, at, end } = datagram;
    const ports = this.#portsAt(bytes, at, end);
    let flow = this.#flowOf(packet, { datagram, ports, depth });
    if (at + 20 > end) return this.#count(flow, Math.max(0, datagram.length - 20));
    const head = ((bytes[at + 12] as number) >> 4) * 4; // checked above, as below
    const flags = bytes[at + 13] as number;
    const sequence = fourAt(bytes, at + 4);
    if ((flags & tcpFlags.syn) !== 0) flow = this.#open(flow, flags, datagram);
    this.#table.flags[flow] = (this.#table.flags[flow] ?? 0) | flags;
    const length = Math.max(0, datagram.length - head);
    this.#count(flow, length);
    const from = at + head;
    const isSyn = (flags & tcpFlags.syn) !== 0 ? 1 : 0;
    const number = (sequence + isSyn) >>> 0;
    if (isSyn === 1) this.#watch?.(flow, this.#table.side, number, nothing);
    if (length === 0 || head < 20 || from >= end) return;
    const { phase, side, initiator } = this.#table;
    const isHeard = this.#table.heard[flow] === heard.server && side !== initiator[flow];
    if (phase[flow] !== phases.done && !isHeard)
      this.#conversations.segment(flow, number | 0, bytes.subarray(from, end), this.#at);
    this.#watch?.(flow, this.#table.side, number, bytes.subarray(from, end));
  }

  /** A connection begins; one with the same ends and other numbers is another. */
  #open(known: number, flags: number, { bytes, at }: Datagram): number {
    const table = this.#table;
    const isAnswer = (flags & tcpFlags.ack) !== 0;
    const base = isAnswer ? fourAt(bytes, at + 8) : (fourAt(bytes, at + 4) + 1) >>> 0;
    let flow = known;
    const isOther = table.hasBase[flow] === 1 && table.base[flow] !== base;
    const packets = (table.packets[flow * 2] ?? 0) + (table.packets[flow * 2 + 1] ?? 0);
    const hasTalked = table.hasBase[flow] === 0 && packets > 0;
    if (!isAnswer && (isOther || hasTalked)) {
      const { side } = table;
      flow = table.renew(known);
      if (flow !== known) this.#begin(flow);
      table.side = side;
    }
    if (isAnswer && table.hasBase[flow]) return flow;
    table.base[flow] = base;
    table.hasBase[flow] = 1;
    table.initiator[flow] = isAnswer ? 1 - table.side : table.side;
    return flow;
  }

  #userDatagram(packet: Packet, datagram: Datagram, depth: number): void {
    const { bytes, at, end } = datagram;
    const ports = this.#portsAt(bytes, at, end);
    let flow = this.#flowOf(packet, { datagram, ports, depth });
    const length = Math.max(0, datagram.length - 8);
    const { side } = this.#table;
    const stop = Math.min(end, at + 8 + length);
    const isHeard = this.#table.heard[flow] === heard.short && (bytes[at + 8] ?? 0) < 0x80;
    if (at + 8 < stop && this.#table.phase[flow] !== phases.done && !isHeard) {
      const known = flow;
      flow = this.#conversations.datagram(flow, bytes.subarray(at + 8, stop), this.#at);
      if (flow !== known) this.#begin(flow, "keep who began");
      this.#table.side = side;
    }
    this.#count(flow, length);
    if (at + 8 < stop) this.#watch?.(flow, side, undefined, bytes.subarray(at + 8, stop));
    const { source, target } = this.#ports;
    const port = isTunnelPort(target) ? target : source;
    if (!isTunnelPort(port) || depth >= mostDepth || at + 8 >= stop) return;
    const inner = { ...packet, bytes, from: at + 8, to: stop, length: stop - at - 8 };
    this.#readCarried(inner, carriedInDatagram(bytes, { at: at + 8, end: stop, port }), depth + 1);
  }

  /** What is carried within another packet is a flow of its own, besides that which carries it. */
  #tunnel(packet: Packet, { bytes, at, end, protocol }: Datagram, depth: number): void {
    const inner = { ...packet, bytes, from: at, to: end, length: end - at };
    if (protocol === protocols.ipv4) this.#readNetwork(inner, { type: etherTypes.ipv4, at, depth });
    else if (protocol === protocols.ipv6)
      this.#readNetwork(inner, { type: etherTypes.ipv6, at, depth });
    else if (protocol === protocols.gre)
      this.#readCarried(inner, carriedInGre(bytes, at, end), depth);
  }

  #readCarried(inner: Packet, carried: Carried | undefined, depth: number): void {
    if (!carried || carried.at >= inner.to) return;
    const { type, at } = carried;
    if (type !== "ethernet") {
      this.#readNetwork(inner, { type, at, depth });
      return;
    }
    const frame = emptyFrame();
    readEthernetAt(inner, frame, at);
    this.#readNetwork(inner, { type: frame.type, at: frame.at, depth });
  }

  #takeFragment(packet: Packet, datagram: Datagram, depth: number): void {
    const whole = this.#fragments.add({ datagram, frame: this.#frame, depth, at: this.#at });
    for (const left of this.#fragments.takeLeft()) this.#carryLeft(left);
    if (!whole) return;
    const { bytes } = whole;
    datagram.bytes = bytes;
    [datagram.at, datagram.end, datagram.length, datagram.piece] = [
      0,
      bytes.length,
      bytes.length,
      -1,
    ];
    datagram.protocol = whole.protocol;
    this.#carry({ ...packet, bytes, from: 0, to: bytes.length }, datagram, depth);
  }

  /** Fragments that never became whole still went somewhere; the first tells to which port. */
  #carryLeft({ datagram, frame, depth, at, first, held, protocol }: Left): void {
    const now = { at: this.#at, frame: { ...this.#frame } };
    this.#at = at;
    Object.assign(this.#frame, frame);
    const end = first.length;
    const packet: Packet = { ...emptyPacket(), at, bytes: first, to: end, length: held };
    const place = { bytes: first, at: 0, end, length: held, piece: -1, protocol };
    if (end > 0) this.#carry(packet, { ...datagram, ...place }, depth);
    else this.#count(this.#flowOf(packet, { datagram, ports: noPorts, depth }), held);
    this.#at = now.at;
    Object.assign(this.#frame, now.frame);
  }

  #flowOf(
    packet: Packet,
    {
      datagram,
      ports,
      depth,
    }: { datagram: Datagram; ports: { source: number; target: number }; depth: number },
  ): number {
    const table = this.#table;
    const flow = table.find(datagram, ports, depth);
    if (table.isNew) {
      this.#begin(flow);
      // Where the beginning was not captured, servers are told by their low ports.
      if (ports.source < 1024 && ports.target >= 1024) table.initiator[flow] = 1 - table.side;
      if (this.#frame.user >= 0) this.#noteApp(packet, flow);
    }
    if (!this.#frame.isBroadcast) table.isDirected[flow] = 1;
    if (table.hardware[flow * 2 + table.side] === 0)
      table.hardware[flow * 2 + table.side] = this.#frame.hardware;
    return flow;
  }

  #begin(flow: number, who: "set who began" | "keep who began" = "set who began"): void {
    this.#table.first[flow] = this.#at;
    this.#table.isDirected[flow] = this.#frame.isBroadcast ? 0 : 1;
    if (who === "set who began") this.#table.initiator[flow] = this.#table.side;
  }

  #noteApp(packet: Packet, flow: number): void {
    const { user } = this.#frame;
    this.#table.user[flow] = user;
    if (this.#apps.has(user)) return;
    this.#apps.set(user, appNameAt(packet) ?? `user ${user}`);
  }

  #count(flow: number, length: number): void {
    const table = this.#table;
    const place = flow * 2 + table.side;
    table.bytes[place] = (table.bytes[place] as number) + length; // the flow is there
    table.packets[place] = (table.packets[place] as number) + 1;
    if (this.#at > (table.last[flow] as number)) table.last[flow] = this.#at;
  }

  #portsAt(bytes: Uint8Array, at: number, end: number): { source: number; target: number } {
    if (at + 4 > end) return noPorts;
    this.#ports.source = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
    this.#ports.target = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    return this.#ports;
  }
}

function fourAt(bytes: Uint8Array, at: number): number {
  return fourOf(bytes, at, false);
}

function timeText(at: number): string | null {
  return isTime(at) ? new Date(at).toISOString() : null;
}

function isTime(at: number): boolean {
  return Math.abs(at) < 8.64e15;
}
