import type { DeviceKind } from "../advise/checklist.ts";
import type { SensitivityLevel } from "../advise/questions.ts";
import type { DeviceWays, WayOut } from "../advise/ways-out.ts";
import type { Service } from "../service.ts";

/** A device that a flight's logs name, or that a mission says took part. */
export type NamedDevice = {
  /** Of which it is one; a log that names a program tells the kind of its device and no more. */
  readonly kinds: readonly DeviceKind[];
  readonly serial?: string;
};

/** A device as it stood in the register when the flight was flown. */
export type DeviceThen = DeviceWays & {
  readonly name: string;
  /** As logs tell them. */
  readonly serials: readonly string[];
  /** Its name at the gateway. */
  readonly client: string;
  /** Somebody said before the flight what stands in its ways; false where it was said later. */
  readonly saidBefore: boolean;
  /** A mission at that time names it. */
  readonly inMission?: true;
};

/** What left by one service, or by none that is known. */
export type Passed = {
  readonly service?: Service;
  /** Whether the policy of that moment let it pass by name; `standard` lets pass without. */
  readonly allowed: "granted" | "standard" | "not-allowed";
  readonly count: number;
  readonly bytes: number;
};

/** What a gateway saw of one client in a span of time. */
export type Coverage = {
  readonly client: string;
  /** Of the span: a gateway was there, its rules were whole, and its evidence says so. */
  readonly coveredSeconds: number;
  readonly refused: number;
  readonly passed: readonly Passed[];
  /** Counted by the outer interface, and told by no fact. */
  readonly unexplainedBytes: number;
};

/** What is known of a flight, as far as what left is concerned. */
export type FlightFacts = {
  /** ISO 8601, UTC; undefined where no log tells. */
  readonly from?: string;
  readonly until?: string;
  /** False where the clock was set by nobody, or its zone is a guess. */
  readonly isTimeSure: boolean;
  readonly named: readonly NamedDevice[];
  readonly devices: readonly DeviceThen[];
  /** The highest that the flight and its missions carry. */
  readonly sensitivity?: SensitivityLevel;
  /** By clients; undefined where no gateway's evidence is known at all. */
  readonly coverage?: readonly Coverage[];
  /** What gateways saw of the same clients later: what an app kept may leave while it is idle. */
  readonly later?: { readonly seconds: number; readonly coverage: readonly Coverage[] };
};

export const proofVerdicts = ["held", "not-held", "not-proved"] as const;
/** `held`: nothing left but what was granted, and that was seen. Never said where it was not seen. */
export type ProofVerdict = (typeof proofVerdicts)[number];

/** Why not held. */
export const breachCodes = ["passed-not-allowed", "passed-in-standard", "too-sensitive"] as const;
/** Why not proved. */
export const doubtCodes = [
  "no-time",
  "time-unsure",
  "nothing-named",
  "not-registered",
  "said-later",
  "way-not-covered",
  "only-attested",
  "no-gateway",
  "unseen",
  "unexplained-bytes",
] as const;
/** What a reader of the proof should know all the same. */
export const remarkCodes = ["attested", "granted", "refused", "later"] as const;
export type ProofCode =
  | (typeof breachCodes)[number]
  | (typeof doubtCodes)[number]
  | (typeof remarkCodes)[number];

/** A code, and what goes into its sentence. */
export type ProofReason = {
  readonly code: ProofCode;
  readonly device?: string;
  readonly kind?: DeviceKind;
  readonly serial?: string;
  readonly way?: WayOut;
  readonly service?: Service;
  readonly sensitivity?: SensitivityLevel;
  readonly seconds?: number;
  readonly bytes?: number;
  readonly count?: number;
};

export type FlightProof = {
  readonly verdict: ProofVerdict;
  /** Breaches, then doubts, then remarks; each once. */
  readonly reasons: readonly ProofReason[];
  /** The devices of the register that took part. */
  readonly devices: readonly string[];
  /** Of the flight; of each device that goes through a gateway the least covered counts. */
  readonly seconds?: number;
  readonly coveredSeconds?: number;
  readonly refused: number;
  readonly bytesOut: number;
};
