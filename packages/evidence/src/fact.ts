import type {
  Attempt,
  DeviceKind,
  DeviceWays,
  Handover,
  Policy,
  PolicyFound,
  RefusalReason,
  RestingMode,
  Role,
  SealRefusal,
  SensitivityLevel,
  Service,
  Subject,
  Verdict,
  Wish,
} from "@homepoint/policy";

/** Bytes and packets that one network interface has passed since it came up. */
export type InterfaceCounters = {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
};

/** How a gateway stands at one time. */
export type GatewayPosture = {
  readonly mode: RestingMode;
  readonly counter: number;
  /** Clients for whom everything passes, recorded. */
  readonly observing: readonly string[];
  readonly rules: "intact" | "changed" | "gone";
  readonly clock: ClockSource;
  /** Of the interfaces, the one that leads out. */
  readonly outer: string;
  /** Since it started, bytes: sent to its hub, and of clients' flows up and down. */
  readonly hubBytes: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
};

/** Where a clock was last set from. */
export type ClockSource = "system" | "network" | "gnss" | "witness" | "person";
/** Why nobody is believed about the time. */
export type ClockRefusal =
  | "locked"
  | "sealed"
  | "unreadable"
  | "another-installation"
  | "another-request"
  | "too-few-signatures"
  | "clock-differs";

export type Outcome = "done" | "failed" | "cancelled";

/**
 * What each kind of fact says besides `kind`, `at` and `by`. A new kind is a line here; it does
 * not compile until `describeFact` tells it.
 *
 * Each member is committed to by itself, so that a proof can show it alone: keep what may have to
 * stay hidden (names, places) in members of its own.
 */
export type FactBodies = {
  // The installation's life
  started: { readonly version: string };
  stopped: { readonly why: "asked" | "signal" | "failed" };
  heartbeat: {
    readonly runningSeconds: number;
    readonly interfaces: Readonly<Record<string, InterfaceCounters>>;
    /** Of a gateway. */
    readonly posture?: GatewayPosture;
    /** Of a gateway: the clients that were there on its side of the network. */
    readonly clients?: readonly string[];
  };
  /**
   * Time without a sign of life, found at a start. `counted`: of its seconds, how many a clock that
   * nobody sets saw pass; for the rest only the clock of the wall says that they did.
   */
  gap: { readonly from: string; readonly until: string; readonly counted?: number };
  clock: {
    readonly source: ClockSource;
    readonly before: string;
    readonly after: string;
  };
  /** Someone said that the clock is right, and was not believed. */
  "clock-refused": { readonly because: ClockRefusal };
  /** Found at a start, or, with `examined`, by a doctor who tried to get out. */
  containment: {
    readonly level: "full" | "partial" | "none";
    readonly examined?: {
      /** Whether all that the level promises is held. */
      readonly holds: boolean;
      /** Checks by their codes. */
      readonly held: readonly string[];
      readonly notHeld: readonly string[];
      readonly cannotTell: readonly string[];
    };
  };
  /** The first fact of each log: which one it is, why, and the last known checkpoint before it. */
  generation: {
    readonly number: number;
    readonly because: GenerationReason;
    readonly last?: string;
  };
  /** The intent at this entry has no outcome: the program ended in between. */
  interrupted: { readonly entry: number };

  // People and keys
  unlocked: { readonly how: "passphrase" | "key-file" | "recovery-words" };
  locked: { readonly why: "asked" | "idle" | "stopped" };
  "signed-in": { readonly person: string; readonly how: "passphrase" | "password" | "token" };
  "signed-out": { readonly person: string };
  /** Refused tries to sign in under one name, from one place; many become one fact. */
  "sign-in-refused": {
    readonly name: string;
    readonly from: string;
    readonly count: number;
    readonly until: string;
  };
  "person-added": { readonly person: string; readonly name: string; readonly role: Role };
  "person-changed": {
    readonly person: string;
    readonly changed: readonly string[];
    readonly role?: Role;
  };
  "person-removed": { readonly person: string };
  "token-made": {
    readonly token: string;
    readonly scopes: readonly string[];
    readonly until?: string;
  };
  "token-revoked": { readonly token: string };
  "passphrase-changed": Nothing;
  "recovery-shown": Nothing;
  "recovery-confirmed": Nothing;
  "key-file-written": { readonly sameDisk: boolean };

  // Objects
  /** `sha256`: of the original, hexadecimal. */
  sealed: {
    readonly object: string;
    readonly sha256: string;
    readonly size: number;
    readonly source: string;
    readonly name?: string;
  };
  /** Once for each person, object and hour. */
  opened: { readonly object: string; readonly person: string };
  resealed: { readonly object: string };
  /** Keys for a locked log were sealed beside it: so many are there now. */
  "keys-added": { readonly object: string; readonly keys: number };
  /** Intent: an export, download, release or key request. */
  "handing-over": {
    readonly handover: Handover;
    readonly objects: readonly string[];
    readonly to: string;
    readonly format?: string;
    readonly why?: string;
    readonly until?: string;
    readonly redacted?: readonly string[];
  };
  "handed-over": {
    readonly intent: number;
    readonly handover: Handover;
    readonly outcome: Outcome;
    readonly bytes?: number;
  };
  "handover-refused": { readonly handover: Handover; readonly role: Role };
  /** Intent. */
  shredding: { readonly objects: readonly string[]; readonly why: string };
  /**
   * `entries`: whose openings were destroyed; runs, first and last included, of the generation that
   * this fact is in unless it says which.
   */
  shredded: {
    readonly intent: number;
    readonly objects: readonly string[];
    readonly entries: readonly EntryRun[];
    readonly outcome: Outcome;
  };
  "backed-up": {
    readonly backup: string;
    readonly objects: number;
    /** Of these, so many without their content. */
    readonly damaged?: number;
    readonly bytes: number;
    readonly to: string;
    readonly until?: string;
  };
  "backup-forgotten": { readonly backup: string };
  restored: { readonly backup: string; readonly objects: number };
  rebuilt: { readonly flights: number; readonly logs: number; readonly failed?: number };

  /** Someone says what stands in each way out of a device; one that is left out is not known. */
  "ways-told": {
    /** Of the register. */
    readonly device: string;
    readonly name: string;
    readonly of: DeviceKind;
    readonly ways: DeviceWays["ways"];
    readonly serials: readonly string[];
    /** Its name at the gateway. */
    readonly client: string;
  };
  "mission-planned": {
    readonly mission: string;
    readonly name: string;
    readonly from: string;
    readonly until: string;
    readonly sensitivity: SensitivityLevel;
    /** Of the register. */
    readonly devices: readonly string[];
  };
  /** What it asked of the policy ended with it. A gateway does not know its name. */
  "mission-ended": {
    readonly mission: string;
    readonly name?: string;
    readonly why: "time" | "asked";
  };
  /** A gateway holds to it from now on, whatever else is in force there. */
  "mission-enforced": {
    readonly mission: string;
    readonly from: string;
    readonly until: string;
    /** At the laxest, and what may stay granted. */
    readonly mode: RestingMode;
    readonly services: readonly Service[];
  };
  /** Someone says that these points of a checklist were done. Nobody but them knows. */
  attested: {
    readonly device: string;
    readonly sensitivity: string;
    readonly points: readonly string[];
  };

  // Policy
  verdict: { readonly attempt: Attempt; readonly verdict: Verdict };
  /** Refusals that differ only in when they were tried. */
  "verdicts-aggregated": {
    readonly subject: Subject;
    /** A host, or a handover; `*` stands for more than were told apart. */
    readonly target: string;
    readonly because: Verdict["because"];
    readonly service?: Service;
    readonly count: number;
    readonly from: string;
    readonly until: string;
  };
  /** Intent: a relaxing, on record before it is in force. */
  "policy-changing": {
    readonly policy: Policy;
    /** Null where a sealed policy is applied. */
    readonly wish: Wish | null;
    readonly why: string;
  };
  "policy-changed": {
    readonly intent?: number;
    readonly policy: Policy;
    readonly wish: Wish | null;
    readonly effect: "relaxes" | "tightens" | "nothing";
    readonly why: string;
    readonly outcome: Outcome;
  };
  "policy-refused": {
    readonly wish: Wish;
    readonly because: RefusalReason;
    readonly why: string;
  };
  /**
   * A tightening that would cut a link of an aircraft waits for its landing, until then at the latest;
   * or does not any more. Where it is put in force, `policy-changed` says so.
   */
  "policy-waits": {
    readonly wish: Wish;
    readonly until: string;
    readonly why: string;
    readonly state: "waiting" | "dropped";
  };
  "policy-found": { readonly found: PolicyFound; readonly counter?: number };
  /** A policy that the hub offered its gateway, and that was not taken. */
  "offer-refused": { readonly because: PolicyOfferRefusal; readonly counter?: number };
  /** A log of a gateway that does not go on from what its hub had of it; both sizes. */
  "mirror-broken": {
    readonly gateway: string;
    readonly because: MirrorBroken;
    readonly size: number;
    readonly known: number;
  };
  /** A sealed policy was offered, and not taken. */
  "seal-refused": { readonly because: SealRefusal | "unreadable" };
  /** What passed a gateway by an attempt that was allowed, and why no more does. */
  "flow-ended": {
    readonly attempt: Attempt;
    readonly service?: Service;
    readonly bytesUp: number;
    readonly bytesDown: number;
    readonly because: "closed" | "policy" | "budget" | "rules" | "stopped";
  };
  /** How a gateway's packet filter was found; `hash`: SHA-256 over all its rules, hexadecimal. */
  "rules-found": { readonly found: "intact" | "changed" | "gone"; readonly hash: string };
  // What others say of logs
  /** A witness cosigned the first `size` entries of this log. */
  cosigned: { readonly witness: string; readonly size: number };
  /** An authority said that the first `size` entries were there at a time. */
  stamped: { readonly authority: string; readonly size: number; readonly stampedAt: string };
  /** As a witness of another log: its key signed two trees of one size. */
  "fork-found": { readonly origin: string; readonly size: number };
  "setting-changed": {
    readonly setting:
      | "watched-folder"
      | "device"
      | "program"
      | "report"
      | "capture"
      | "map"
      | "address"
      | "certificate"
      | "recipients"
      | "gateway"
      | "hub"
      | "witness"
      | "witnessed-log";
    readonly change: "added" | "removed" | "replaced";
    readonly name: string;
  };
};

/** Why an offered policy is not taken. `seal-missing`: it says it is sealed, and nobody proves it. */
export type PolicyOfferRefusal =
  | "unreadable"
  | "bad-signature"
  | "another-installation"
  | "older"
  | "laxer"
  | "seal-missing";

/** `began-anew`: a new generation, and entries of the one before it are lost. */
export type MirrorBroken = "forked" | "rolled-back" | "bad-signature" | "damaged" | "began-anew";

export type EntryRun =
  | readonly [first: number, last: number]
  | readonly [first: number, last: number, generation: number];

type Nothing = Readonly<Record<never, never>>;

export type GenerationReason = "first" | "asked" | "shorter" | "forked" | "damaged" | "key-missing";

export type FactKind = keyof FactBodies;

export type FactOf<Kind extends FactKind> = {
  readonly kind: Kind;
  /** ISO 8601 in UTC, by the clock of the writer. */
  readonly at: string;
  /** A person, a device or a program, by the installation's own name for it. */
  readonly by: string;
} & FactBodies[Kind];

/** What happened. */
export type Fact = { readonly [Kind in FactKind]: FactOf<Kind> }[FactKind];

/** A fact that the log has yet to put its time on. */
export type NewFact = { readonly [Kind in FactKind]: Omit<FactOf<Kind>, "at"> }[FactKind];

/** Intents, each with the kind of fact that tells its outcome. */
export const outcomeOf = {
  "handing-over": "handed-over",
  shredding: "shredded",
  "policy-changing": "policy-changed",
} as const satisfies Partial<Record<FactKind, FactKind>>;

export type IntentKind = keyof typeof outcomeOf;

/** How a fact stands to others: it opens an intent, closes the one at an entry, or neither. */
export type Relation =
  | { readonly kind: "none" }
  | { readonly kind: "intent" }
  | { readonly kind: "outcome"; readonly intent: number };

export function relationOf(fact: NewFact): Relation {
  if (fact.kind in outcomeOf) return { kind: "intent" };
  if (fact.kind === "interrupted") return { kind: "outcome", intent: fact.entry };
  if ("intent" in fact && fact.intent !== undefined)
    return { kind: "outcome", intent: fact.intent };
  return { kind: "none" };
}

/** Small facts without which nobody could make room again; a full disk has a reserve for them. */
export const essentialKinds: ReadonlySet<FactKind> = new Set<FactKind>([
  "started",
  "stopped",
  "generation",
  "interrupted",
  "unlocked",
  "locked",
  "signed-in",
  "signed-out",
  "shredding",
  "shredded",
  "policy-changed",
  "setting-changed",
]);
