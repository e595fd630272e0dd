import { z } from "zod";
import { locks, policyFindings, restingModes, services } from "@homepoint/policy";
import { instant } from "./shapes.ts";

const name = z.string().trim().min(1).max(100);
const count = z.number().int().min(0);
const note = z.string().max(1 << 20);
const base64 = z
  .string()
  .max(1 << 24)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

const clockSources = ["system", "network", "gnss", "witness", "person"] as const;
export const mirrorBroken = [
  "forked",
  "rolled-back",
  "bad-signature",
  "damaged",
  "began-anew",
] as const;

/** What a gateway tells its hub of itself; the record is its evidence. */
export const gatewayTold = z.object({
  version: z.string().max(100),
  isOpen: z.boolean(),
  rules: z.enum(["intact", "changed", "gone"]),
  policy: z.object({
    mode: z.enum(restingModes),
    found: z.enum(policyFindings),
    counter: count,
    lock: z.enum(locks),
    /** Of the sealed policy in force. */
    seal: count.nullable(),
    /** Of a sealed policy that waits until the gateway starts again. */
    waiting: count.nullable(),
  }),
  observing: z.array(name).max(1000),
  clock: z.object({ source: z.enum(clockSources), at: instant }),
  unrecorded: count,
  evidence: z.object({ generation: count, size: count, checkpoint: note }),
});
export type GatewayTold = z.infer<typeof gatewayTold>;

/** What the hub answers: what is in force, the time, and how far its copy of the evidence goes. */
export const hubTold = z.object({
  /** A note that the hub's key for gateways signs: installation, the nonce asked with, the time. */
  time: note,
  /** The policy in force, signed by the same key. */
  policy: note,
  /** The sealed policy as its owners signed it, where one is in force. */
  seal: note.nullable(),
  mirrored: z.object({ generation: count, size: count }).nullable(),
  /** The checkpoint last witnessed, with the line of the witness, and its key. */
  witnessed: note.nullable(),
  witness: z.string().max(1000).nullable(),
  maps: z.array(z.object({ id: z.string(), name: z.string(), size: count })),
});
export type HubTold = z.infer<typeof hubTold>;

/** Some of a gateway's evidence; entries and openings as their files have them. */
export const gatewayEvidence = z.object({
  generation: z.number().int().min(1),
  key: z.string().max(1000),
  checkpoint: note,
  follows: note.nullable().default(null),
  from: count,
  to: z.number().int().min(1),
  path: z.array(base64).max(64),
  bundles: z.array(z.object({ entries: base64, openings: base64 })).max(64),
});
export type GatewayEvidence = z.input<typeof gatewayEvidence>;

/** A gateway of this hub, or an invitation that nobody has taken yet. */
export const gatewayRow = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["invited", "joined"]),
  madeAt: instant,
  /** Of an invitation. */
  expiresAt: instant.nullable(),
  joinedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  told: gatewayTold.nullable(),
  /** Whether the policy in force there is the one in force here. */
  hasPolicy: z.boolean(),
  evidence: z.object({
    generation: count,
    /** Entries that are here. */
    size: count,
    witnessedAt: instant.nullable(),
    /** Why its evidence is no longer taken. */
    broken: z.enum(mirrorBroken).nullable(),
  }),
  /** In the last day: without a sign of life, or with rules that were not whole. */
  uncoveredSeconds: count.nullable(),
});
export type GatewayRow = z.infer<typeof gatewayRow>;

/** What passed a gateway, by subject and host. */
export const passedFlow = z.object({
  gateway: z.string(),
  client: z.string(),
  host: z.string(),
  service: z.enum(services).nullable(),
  count,
  bytesUp: count,
  bytesDown: count,
  lastAt: instant,
});
export type PassedFlow = z.infer<typeof passedFlow>;
