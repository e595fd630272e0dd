import type { Handover } from "./handover.ts";
import type { Service } from "./service.ts";
import type { Role, Subject } from "./subject.ts";

export type Direction = "out" | "in";
export type Protocol = "tcp" | "udp" | "icmp" | "other";

/**
 * Something that tries to get out, or in. `host` is a name or an address of the other side, as the
 * enforcer saw it; `subject` is the one on our side.
 */
export type Connection = {
  readonly kind: "connection";
  readonly direction: Direction;
  readonly subject: Subject;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** What a program says it is for. A client seen on the wire says nothing, and is not believed. */
  readonly service?: Service;
};

/** Something is let go by a person, or by a program under a person's token. */
export type HandoverAttempt = {
  readonly kind: "handover";
  readonly handover: Handover;
  readonly subject: Subject;
  readonly role: Role;
};

export type Attempt = Connection | HandoverAttempt;
