import { isPlainDns, readDnsMessage } from "../../names/dns-message.ts";
import { looksLikeQuic, QuicHello } from "../../quic/quic-hello.ts";
import { readHelloBeginning } from "../../tls/client-hello.ts";
import type { Question } from "../flow.ts";
import type { CapturePrimitives } from "../primitives.ts";
import { DnsStream } from "../spoken/dns-stream.ts";
import { DtlsHello } from "../spoken/dtls-hello.ts";
import { readRequestHead } from "../spoken/http-head.ts";
import type { Questions } from "../spoken/questions.ts";
import { spokenByServer, spokenInDatagram } from "../spoken/signatures.ts";
import { StreamReader } from "../spoken/stream-reader.ts";
import { Talk } from "../spoken/talk.ts";
import { heard, phases, type FlowTable } from "./flow-table.ts";
import type { Places } from "./places.ts";

/**
 * Who else wants every byte that conversations carry: borrowed, in the order of the capture.
 * `sequence`: of TCP's, and without bytes where a connection begins; undefined for a datagram.
 */
export type WatchPayload = (
  flow: number,
  side: 0 | 1,
  sequence: number | undefined,
  bytes: Uint8Array,
) => void;

type Reading = {
  readonly talk: Talk;
  stream?: StreamReader;
  dns?: readonly [DnsStream, DnsStream];
  quic?: QuicHello;
  dtls?: DtlsHello;
  looked: number;
  held: number;
};

const dnsPorts: Readonly<Record<number, { transport: Question["transport"]; spoken: string }>> = {
  53: { transport: "udp", spoken: "dns" },
  5353: { transport: "mdns", spoken: "mdns" },
  5355: { transport: "llmnr", spoken: "llmnr" },
};
const mostLooked = 32;
/** For beginnings of flows that are not whole yet. */
const mostHeld = 1 << 26;

/**
 * Each try to open a datagram costs tens of microseconds. After so many in vain only those are tried
 * that are as long as a client's first must be: RFC 9000 §14.1.
 */
const mostMisses = 10_000;
const shortestInitial = 1200;

/** Reads what flows of one table say, as far as that tells what they are. */
export class Conversations {
  readonly #table: FlowTable;
  readonly #questions: Questions;
  readonly #places: Places;
  readonly #primitives: CapturePrimitives;
  readonly #readings: (Reading | undefined)[] = [];
  /** Those that hold bytes, the oldest first. */
  readonly #holding = new Set<number>();
  #held = 0;
  /** Datagrams that looked like the first of a connection, and could not be opened. */
  #misses = 0;
  /** Let go before they were read. */
  unfinished = 0;

  constructor(parts: {
    readonly table: FlowTable;
    readonly questions: Questions;
    readonly places: Places;
    readonly primitives: CapturePrimitives;
  }) {
    const { table, questions, places, primitives } = parts;
    this.#table = table;
    this.#places = places;
    this.#questions = questions;
    this.#primitives = primitives;
  }

  talkOf(flow: number): Talk | undefined {
    return this.#readings[flow]?.talk;
  }

  /** A segment with a payload, of a flow that is not done. */
  segment(flow: number, sequence: number, piece: Uint8Array, at: number): void {
    const table = this.#table;
    const reading = this.#readingOf(flow);
    const { side } = table;
    if (this.#isDns(flow)) return this.#dnsSegment(reading, { flow, sequence, piece, at });
    const beganHere = side === table.initiator[flow];
    if (!beganHere && !this.#isTurned(flow, piece, reading)) {
      reading.talk.spoken ??= spokenByServer(piece);
      if (table.hasBase[flow] || reading.stream) table.heard[flow] = heard.server;
      return;
    }
    reading.stream ??= this.#newStream(flow, reading.talk);
    reading.stream.take(sequence, piece);
    this.#hold(flow, reading, reading.stream.held);
    if (reading.stream.isDone) this.#done(flow, reading);
  }

  /** A datagram of a flow that is not done; gives the flow that it belongs to. */
  datagram(flow: number, piece: Uint8Array, at: number): number {
    const table = this.#table;
    const reading = this.#readingOf(flow);
    if (reading.quic) {
      const isTheirs = reading.quic.hasKeys && table.side !== table.initiator[flow];
      if (isTheirs || !looksLikeQuic(piece, 0)) return flow;
    }
    const dns = dnsPorts[table.portOf(flow, 0)] ?? dnsPorts[table.portOf(flow, 1)];
    if (dns && this.#dnsDatagram(flow, piece, { at, transport: dns.transport })) {
      reading.talk.spoken = dns.spoken;
      return flow;
    }
    if (looksLikeQuic(piece, 0)) return this.#quicDatagram(flow, reading, piece);
    reading.looked += 1;
    if (reading.looked > mostLooked && !dns) table.phase[flow] = phases.done;
    else if (piece[0] === 22 && piece[1] === 0xfe) this.#dtlsDatagram(flow, reading, piece);
    else this.#otherDatagram(flow, reading, { piece, at });
    if (reading.talk.spoken === "ssdp") readDiscovery(reading.talk, piece);
    return flow;
  }

  /** Nothing follows. */
  end(): void {
    for (const flow of this.#holding) this.#letGo(flow);
  }

  #readingOf(flow: number): Reading {
    const known = this.#readings[flow];
    if (known) return known;
    const made: Reading = { talk: new Talk(), looked: 0, held: 0 };
    this.#readings[flow] = made;
    this.#table.phase[flow] = phases.reading;
    return made;
  }

  /** Ports of the flow as its client sees them. */
  #portsOf(flow: number): { from: number; to: number } {
    const [a, b] = [this.#table.portOf(flow, 0), this.#table.portOf(flow, 1)];
    return this.#table.initiator[flow] === 0 ? { from: a, to: b } : { from: b, to: a };
  }

  /** Names asked for where nobody expects it are all read, like those of port 53. */
  #otherDatagram(
    flow: number,
    reading: Reading,
    { piece, at }: { readonly piece: Uint8Array; readonly at: number },
  ): void {
    const { talk } = reading;
    talk.spoken ??= spokenInDatagram(piece, this.#portsOf(flow));
    if (talk.spoken !== undefined && talk.spoken !== "dns") return;
    if (!isPlainDns(piece) || !this.#dnsDatagram(flow, piece, { at, transport: "udp" })) return;
    talk.spoken = "dns";
    reading.looked -= 1;
  }

  #isDns(flow: number): boolean {
    return this.#table.portOf(flow, 0) === 53 || this.#table.portOf(flow, 1) === 53;
  }

  #newStream(flow: number, talk: Talk): StreamReader {
    const stream = new StreamReader(talk, this.#portsOf(flow), this.#primitives);
    if (this.#table.hasBase[flow]) stream.beginAt(this.#table.base[flow] ?? 0);
    return stream;
  }

  /** A hello from the side that did not seem to begin: where the beginning was not captured. */
  #isTurned(flow: number, piece: Uint8Array, reading: Reading): boolean {
    const isHello = piece[0] === 22 && piece[1] === 3 && piece[5] === 1;
    if (!isHello || this.#table.hasBase[flow] || reading.talk.serverName !== undefined)
      return false;
    this.#table.initiator[flow] = this.#table.side;
    delete reading.stream;
    return true;
  }

  #dnsSegment(
    reading: Reading,
    {
      flow,
      sequence,
      piece,
      at,
    }: { flow: number; sequence: number; piece: Uint8Array; at: number },
  ): void {
    const table = this.#table;
    let when = at;
    const streamOf = () =>
      new DnsStream((message) => {
        const read = this.#dnsDatagram(flow, message, { at: when, transport: "tcp" });
        if (read) reading.talk.spoken = "dns";
      });
    reading.dns ??= [streamOf(), streamOf()];
    when = at;
    const stream = reading.dns[table.side];
    if (table.hasBase[flow] && table.side === table.initiator[flow])
      stream.beginAt(table.base[flow] ?? 0);
    stream.add(sequence, piece);
    this.#hold(flow, reading, reading.dns[0].held + reading.dns[1].held);
  }

  #dnsDatagram(
    flow: number,
    piece: Uint8Array,
    { at, transport }: { at: number; transport: Question["transport"] },
  ): boolean {
    const message = readDnsMessage(piece);
    if (!message) return false;
    const { side } = this.#table;
    const asker = message.isReply && transport !== "mdns" ? other(side) : side;
    const from = this.#places.of(this.#table.addressOf(flow, asker)).text;
    const to = this.#places.of(this.#table.addressOf(flow, other(asker))).text;
    this.#questions.take(message, { flow, at, from, to, transport });
    return true;
  }

  #quicDatagram(flow: number, reading: Reading, piece: Uint8Array): number {
    this.#table.heard[flow] = heard.short;
    reading.talk.spoken ??= "quic";
    if (this.#misses > mostMisses && piece.length < shortestInitial) return flow;
    reading.quic ??= new QuicHello(this.#primitives);
    const taken = reading.quic.take(piece);
    if (taken === "other" && !reading.quic.hasKeys) this.#misses += 1;
    if (taken === "another") {
      const renewed = this.#table.renew(flow);
      if (renewed === flow) return flow;
      this.#table.initiator[renewed] = this.#table.side;
      return this.#quicDatagram(renewed, this.#readingOf(renewed), piece);
    }
    if (taken === "more") this.#table.initiator[flow] = this.#table.side;
    if (typeof taken === "object") {
      this.#table.initiator[flow] = this.#table.side;
      reading.talk.setHello(taken, "q", this.#primitives);
    }
    const isWaiting = taken === "more";
    this.#hold(flow, reading, isWaiting ? reading.quic.held : 0);
    return flow;
  }

  #dtlsDatagram(flow: number, reading: Reading, piece: Uint8Array): void {
    const { talk } = reading;
    reading.dtls ??= new DtlsHello();
    const said = reading.dtls.take(piece);
    if (said && this.#table.side === this.#table.initiator[flow])
      talk.setHello(said, "d", this.#primitives);
    else if (talk.ja4 === undefined)
      talk.spoken = talk.spoken === "stun" || talk.spoken === "webrtc" ? "webrtc" : "dtls";
    this.#hold(flow, reading, said ? 0 : reading.dtls.held);
  }

  #hold(flow: number, reading: Reading, held: number): void {
    this.#held += held - reading.held;
    reading.held = held;
    if (held === 0) this.#holding.delete(flow);
    else this.#holding.add(flow);
    while (this.#held > mostHeld) {
      const [oldest] = this.#holding;
      if (oldest === undefined || oldest === flow) return;
      this.unfinished += 1;
      this.#letGo(oldest);
    }
  }

  #letGo(flow: number): void {
    const reading = this.#readings[flow];
    if (!reading) return;
    reading.stream?.end();
    const beginning = reading.quic?.beginning;
    const read = beginning && beginning.length > 0 ? readHelloBeginning(beginning) : undefined;
    if (read?.state === "read") {
      reading.talk.setHello(read.said, "q", this.#primitives);
      reading.talk.ja4 = undefined; // of half a hello it would be another client's
    }
    this.#done(flow, reading);
  }

  #done(flow: number, reading: Reading): void {
    this.#hold(flow, reading, 0);
    delete reading.stream;
    delete reading.quic;
    delete reading.dns;
    delete reading.dtls;
    this.#table.phase[flow] = phases.done;
  }
}

function other(side: 0 | 1): 0 | 1 {
  return side === 0 ? 1 : 0;
}

/** Requests of SSDP have the heads of HTTP's. */
function readDiscovery(talk: Talk, piece: Uint8Array): void {
  const read = readRequestHead(piece, true);
  if (read.state === "read") talk.setHead(read.head);
}
