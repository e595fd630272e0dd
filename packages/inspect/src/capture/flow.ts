import type { Protocol, Reason, Service } from "@homepoint/policy";

/** One conversation in a capture, seen from our side: `from` is the device, whoever began. */
export type Flow = {
  /** ISO 8601 in UTC, by the clock of whoever captured. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly transport: Protocol;
  /** Whether the device began, or the other side. */
  readonly direction: "out" | "in";
  readonly from: string;
  readonly to: string;
  /** Of the other side; 0 where the transport has none, or where flows were too many to tell apart. */
  readonly port: number;
  /** How far it can have gone, by its addresses: no further than the link, our network, or out. */
  readonly scope: "link" | "local" | "world";
  /** Hardware address of the device, where the capture shows it. */
  readonly hardware?: string;
  /** Which of the two ends is the device: as in what a watch of payloads is told. */
  readonly ourSide?: 0 | 1;
  /** The device's own port. */
  readonly fromPort: number;
  /** What was spoken, as far as it can be told: `tls`, `quic`, `dns`, `http`, `ntp`, `mqtt` … */
  readonly spoken?: string;
  /** As the client named it in TLS or QUIC, else in HTTP. */
  readonly serverName?: string;
  /** Every host that requests named, as written: with its port where there was one. */
  readonly hosts?: readonly string[];
  readonly alpn?: readonly string[];
  readonly ja4?: string;
  /** There is a second name inside that cannot be read (ECH); `serverName` is its cover. */
  readonly covered?: true;
  /** The program, as it names itself or as the capture says. */
  readonly program?: string;
  /**
   * The name that was answered with this address last, before the flow began, in the same capture;
   * never proof by itself. Where the server's name is among the names, that one.
   */
  readonly dnsName?: string;
  /** All of them, the first answered first. */
  readonly dnsNames: readonly string[];
  /** It was carried within another flow of the same capture, and is not in the totals. */
  readonly within?: true;
  readonly service?: Service;
  readonly owner?: string;
  /** Payload of the transport, in bytes. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly packetsOut: number;
  readonly packetsIn: number;
  /** `not-judged`: no policy was given, or it cannot leave the link. */
  readonly verdict: "allowed" | "refused" | "not-judged";
  readonly because?: FlowReason;
  /** Counter of the policy of that moment, by which it was judged; null where nobody knows it. */
  readonly policy?: number | null;
};

/** `policy-not-known`: nothing says which policy was in force then, so that none allowed it. */
export type FlowReason = Reason | "policy-not-known";

/** A question for a name, and what came back. */
export type Question = {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** As on the wire. */
  readonly name: string;
  readonly type: string;
  readonly transport: "udp" | "tcp" | "mdns" | "llmnr";
  readonly answers: readonly string[];
  /** As `NOERROR`; none where no answer was captured. */
  readonly code?: string;
};

export type CaptureTotals = {
  readonly packets: number;
  /** On the wire. */
  readonly bytes: number;
  readonly flows: number;
  readonly questions: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** First and last packet, ISO 8601; null where there is none. */
  readonly from: string | null;
  readonly until: string | null;
  /** Packets that stay on their link by kind: ARP. */
  readonly neighbours: number;
  /** Packets that no reader here knows, so that nothing drops from sight. */
  readonly unread: number;
  /** Bytes of the file that are no packets, where packets should be. */
  readonly damaged: number;
  /** Packets whose flow was counted without its ports, for there were too many flows. */
  readonly folded: number;
  /** Packets that came in fragments and never became whole. */
  readonly incomplete: number;
  /** Beginnings of flows that were let go unread, for too many were open at once. */
  readonly unfinished: number;
  /** Questions that were not kept, for there were too many. */
  readonly questionsLeft: number;
};

/** What one capture shows. */
export type CaptureSeen = {
  readonly flows: readonly Flow[];
  readonly questions: readonly Question[];
  readonly totals: CaptureTotals;
};
