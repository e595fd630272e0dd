import type { Protocol, Reason, Service } from "@homepoint/policy";

/** One conversation in a capture, seen from our side: `from` is the device, wherever it began. */
export type Flow = {
  /** ISO 8601 in UTC, by the clock of whoever captured. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly transport: Protocol;
  readonly direction: "out" | "in";
  readonly from: string;
  readonly to: string;
  /** Of the other side; 0 where the transport has none. */
  readonly port: number;
  /** What was spoken, as far as it can be told: `tls`, `quic`, `dns`, `http`, `ntp`, `mqtt` … */
  readonly spoken?: string;
  /** As the client named it in TLS or QUIC, or HTTP's Host. */
  readonly serverName?: string;
  readonly alpn?: readonly string[];
  readonly ja4?: string;
  /** Names that were answered with this address before, in the same capture; never proof by itself. */
  readonly dnsNames: readonly string[];
  readonly service?: Service;
  readonly owner?: string;
  /** Payload of the transport, in bytes. */
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly packetsOut: number;
  readonly packetsIn: number;
  readonly verdict: "allowed" | "refused" | "not-judged";
  readonly because?: Reason;
};

/** A question for a name, and what came back. */
export type Question = {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly type: string;
  readonly transport: "udp" | "tcp" | "mdns";
  readonly answers: readonly string[];
  /** As `NOERROR`; none where no answer was captured. */
  readonly code?: string;
};

export type CaptureTotals = {
  readonly packets: number;
  readonly bytes: number;
  readonly flows: number;
  readonly questions: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Packets that no reader here knows, so that nothing drops from sight. */
  readonly unread: number;
};

/** What one capture shows. */
export type CaptureSeen = {
  readonly flows: readonly Flow[];
  readonly questions: readonly Question[];
  readonly totals: CaptureTotals;
};
