import type { HandoverRules } from "./handover.ts";
import type { MissionTerms } from "./missions/mission-terms.ts";
import type { RestingMode } from "./mode.ts";
import type { Service } from "./service.ts";
import type { Span } from "./span.ts";
import type { Subject } from "./subject.ts";

/** From lax to strict. `sealed` is made and replaced off the machine, never by it. */
export const locks = ["open", "password", "sealed"] as const;
export type Lock = (typeof locks)[number];

/** Lets one service pass for one subject; without a span, until it is revoked. */
export type Grant = {
  readonly service: Service;
  readonly subject: Subject;
  readonly span?: Span;
  readonly by: string;
  readonly why: string;
};

/** Everything passes for these gateway clients, recorded and named, for at most 24 hours. */
export type Standard = {
  readonly clients: readonly string[];
  readonly span: Span;
  readonly by: string;
  readonly why: string;
};

/** Who may replace a sealed policy, and what it was made for. Checked where it is replaced. */
export type Seal = {
  /** Grows with every sealed policy of this installation. */
  readonly counter: number;
  /** Signatures by different keys that a replacement needs. */
  readonly threshold: number;
  /** Verifier keys of signed notes, one for each who signs. */
  readonly keys: readonly string[];
  /** Keys that sign in the place of those in `keys`, one for each in the same order, or none. */
  readonly successors: readonly string[];
  /** SHA-256 of the destination catalogue it was made with, hexadecimal. */
  readonly catalogue: string;
  /** Versions of Homepoint it approves. */
  readonly versions: readonly string[];
};

/** What may go out, and in. On disk: canonical JSON, docs/formats/policy.md. */
export type Policy = {
  readonly version: 1;
  readonly installationId?: string;
  /** Grows with every change. */
  readonly counter: number;
  readonly mode: RestingMode;
  /** At most one for each service and subject. */
  readonly grants: readonly Grant[];
  readonly standard?: Standard;
  /** Names and addresses of the hub and the gateway's page; local ones only. */
  readonly own: readonly string[];
  /** What planned missions ask for, each while it lasts. Never lets anything pass. */
  readonly missions?: readonly MissionTerms[];
  readonly handovers?: HandoverRules;
  readonly lock: Lock;
  /** What the password is checked with; opaque here. */
  readonly password?: string;
  readonly seal?: Seal;
};

/** Local Data Mode without exceptions: what an installation begins with. */
export const defaultPolicy: Policy = {
  version: 1,
  counter: 0,
  mode: "local-data",
  grants: [],
  own: [],
  lock: "open",
};

export const longestStandardSeconds = 24 * 60 * 60;
