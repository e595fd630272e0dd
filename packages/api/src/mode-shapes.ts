import { z } from "zod";
import {
  allowReasons,
  blockReasons,
  consequences,
  handovers,
  isOwnHost,
  modes,
  restingModes,
  services,
  subjectKinds,
  type RefusalReason,
} from "@homepoint/policy";
import { instant, role } from "./shapes.ts";

const name = z.string().trim().min(1).max(200);

const subject = z.object({ kind: z.enum(subjectKinds), id: name });
const service = z.enum(services);

/** What someone wants changed. Passwords travel as they are typed, and are kept as scrypt's. */
export const modeWish = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set-mode"), mode: z.enum(restingModes) }),
  z.object({
    kind: z.literal("grant"),
    service,
    subject,
    /** Null: until it is revoked. */
    until: instant.nullable().default(null),
  }),
  z.object({ kind: z.literal("revoke"), service, subject }),
  z.object({
    kind: z.literal("begin-standard"),
    clients: z.array(name).min(1).max(1000),
    until: instant,
  }),
  z.object({ kind: z.literal("end-standard") }),
  z.object({
    kind: z.literal("set-own"),
    own: z.array(z.string().max(254).refine(isOwnHost, "is no local name or address")).max(100),
  }),
  z.object({
    kind: z.literal("set-handovers"),
    handovers: z.partialRecord(z.enum(handovers), z.array(role).max(10)),
  }),
  z.object({ kind: z.literal("lock"), password: z.string().min(8).max(1024) }),
  z.object({ kind: z.literal("unlock") }),
]);
export type ModeWish = z.output<typeof modeWish>;

const refusals = [
  "locked",
  "sealed",
  "not-in-this-mode",
  "ended-already",
  "clock-behind",
  "bad-change",
  "not-this-role",
  "wrong-password",
] as const satisfies readonly RefusalReason[];

/** Of a tightening that would cut a link of an aircraft. */
export const cutWhen = z.enum(["now", "after-landing"]);

/** A tightening that waits for a landing. */
export const waitingRow = z.object({
  id: z.string(),
  /** Of the package policy. */
  wish: z.looseObject({ kind: z.string() }),
  by: z.string(),
  askedAt: instant,
  /** Then it is put in force in any case. */
  until: instant,
  why: z.string(),
});
export type WaitingRow = z.infer<typeof waitingRow>;

/** Something that changed the policy, or tried to; from a fact. */
export const modeChange = z.object({
  entry: z.number().int(),
  at: instant,
  by: z.string(),
  what: z.enum(["changed", "refused", "found"]),
  /** Of the package policy; null where time or a file changed it. */
  wish: z.looseObject({ kind: z.string() }).nullable(),
  effect: z.enum(["relaxes", "tightens", "nothing"]).nullable(),
  because: z.enum(refusals).nullable(),
  /** How the policy file was found. */
  found: z.string().nullable(),
  outcome: z.enum(["done", "failed", "cancelled"]).nullable(),
  /** Afterwards. */
  mode: z.enum(restingModes).nullable(),
  why: z.string(),
});
export type ModeChange = z.infer<typeof modeChange>;

/** Tries that were refused and differ only in when. */
export const refusedTry = z.object({
  subject,
  host: z.string(),
  owner: z.string().nullable(),
  /** What stops working while it is blocked; null where nobody knows the host. */
  whatStops: z.enum(consequences).nullable(),
  because: z.string(),
  count: z.number().int(),
  /** At which gateway; null where the hub itself or a program refused. */
  gateway: z.string().nullable(),
  lastAt: instant,
  /** What would let it pass: services, never a host; empty where nothing would. */
  services: z.array(service),
  /** Why nothing would. */
  stays: z.enum(["nothing-known", "not-in-this-mode"]).nullable(),
});
/** Refused tries of the last day, in steps of the same length. */
export const triesOverTime = z.object({
  from: instant,
  until: instant,
  refused: z.array(z.number().int()),
});
export type TriesOverTime = z.infer<typeof triesOverTime>;
export type RefusedTry = z.infer<typeof refusedTry>;

/** A program is about to reach someone. */
export const reachingOut = z.object({
  /** Its name in the policy, over the hub's socket file; others are known by their token. */
  program: name.optional(),
  host: z.string().min(1).max(254),
  port: z.int().min(1).max(65_535),
  protocol: z.enum(["tcp", "udp"]).default("tcp"),
  /** What for; without one, a machine of the installation's own. */
  service: service.optional(),
});

const verdictAbout = {
  mode: z.enum(modes),
  service: service.exactOptional(),
  owner: z.string().exactOptional(),
};

/** Verdict of the package policy. */
export const verdict = z.discriminatedUnion("allowed", [
  z.object({ allowed: z.literal(true), because: z.enum(allowReasons), ...verdictAbout }),
  z.object({ allowed: z.literal(false), because: z.enum(blockReasons), ...verdictAbout }),
]);
