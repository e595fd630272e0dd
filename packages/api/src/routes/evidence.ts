import { z } from "zod";
import { mayAudit, mayLook } from "../access.ts";
import { route, type Route } from "../route.ts";
import { evidenceEntry, heartbeatAccount, instant, verification } from "../shapes.ts";

export const evidenceRoutes = {
  listEvidence: route({
    method: "GET",
    path: "/api/evidence",
    summary: "Facts, newest first",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    query: z.object({
      /** Entries below this index. */
      before: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    answer: z.object({ size: z.number().int(), entries: z.array(evidenceEntry) }),
  }),
  followEvidence: route({
    method: "GET",
    path: "/api/evidence/live",
    summary: "Facts as they come",
    access: mayAudit,
    works: "when-open",
    kind: "stream",
    answer: evidenceEntry,
  }),
  getCheckpoint: route({
    method: "GET",
    path: "/api/evidence/checkpoint",
    summary: "The signed checkpoint, and the key that anyone can verify it with",
    access: mayLook,
    works: "always",
    kind: "json",
    answer: z.object({ checkpoint: z.string(), verifierKey: z.string() }),
  }),
  verifyEvidence: route({
    method: "POST",
    path: "/api/evidence/verify",
    summary: "Verify signature, tree, entries and openings, all of them, now",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    answer: verification,
  }),
  countHeartbeats: route({
    method: "GET",
    path: "/api/evidence/heartbeats",
    summary: "Silences of hub and gateways, and what their links sent that is not on record",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    query: z.object({ from: instant, until: instant }),
    answer: z.object({ accounts: z.array(heartbeatAccount) }),
  }),
  getProof: route({
    method: "GET",
    path: "/api/evidence/:index/proof",
    summary: "One fact with its proof, to verify without this hub",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    params: z.object({ index: z.coerce.number().int().min(0) }),
    answer: z.record(z.string(), z.unknown()),
    problems: ["evidence/no-such-entry", "evidence/opening-gone"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
