import { z } from "zod";
import { mayAudit, mayLook, mayManage } from "../access.ts";
import { route, type Route } from "../route.ts";
import { stampRow, witnessedLogRow, witnessRow } from "../witness-shapes.ts";

const key = z.object({ key: z.string().min(1).max(1000) });
const note = z.string().min(1).max(100_000);

export const witnessRoutes = {
  listWitnesses: route({
    method: "GET",
    path: "/api/evidence/witnesses",
    summary: "Witnesses of this hub's log and what they cosigned, and time stamps",
    access: mayLook,
    works: "always",
    kind: "json",
    answer: z.object({
      origin: z.string(),
      size: z.number().int(),
      witnesses: z.array(witnessRow),
      stamps: z.array(stampRow),
      /** Checkpoints with their cosignatures, to verify with keys from elsewhere. */
      notes: z.array(z.string()),
    }),
  }),
  addWitness: route({
    method: "POST",
    path: "/api/evidence/witnesses",
    summary: "Take cosignatures of this witness from now on",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: key,
    answer: z.object({ name: z.string() }),
    problems: ["evidence/bad-key"],
  }),
  removeWitness: route({
    method: "DELETE",
    path: "/api/evidence/witnesses",
    summary: "Take no more cosignatures of this witness",
    access: mayManage,
    works: "when-open",
    kind: "json",
    query: key,
    answer: z.object({}),
  }),
  offerCheckpoint: route({
    method: "GET",
    path: "/api/evidence/offer",
    summary: "What to ask a witness: C2SP tlog-witness's add-checkpoint, as text",
    access: mayLook,
    works: "always",
    kind: "json",
    query: z.object({
      /** Entries that the witness knows already. */
      old: z.coerce.number().int().min(0).optional(),
      /** Instead: the witness's key, where it cosigned before. */
      key: z.string().max(1000).optional(),
    }),
    answer: z.object({ offer: z.string(), old: z.number().int() }),
    problems: ["evidence/witness-knows-more"],
  }),
  addCosignatures: route({
    method: "POST",
    path: "/api/evidence/cosignatures",
    summary: "Keep a checkpoint that witnesses cosigned",
    access: mayLook,
    works: "always",
    kind: "json",
    body: z.object({ note }),
    answer: z.object({ witnesses: z.array(witnessRow) }),
    problems: ["evidence/bad-checkpoint", "evidence/not-of-this-log", "evidence/not-cosigned"],
  }),
  requestStamp: route({
    method: "POST",
    path: "/api/evidence/stamps/request",
    summary: "What to bring to a time stamp authority: RFC 3161, in base64",
    access: mayManage,
    works: "always",
    kind: "json",
    answer: z.object({ request: z.base64() }),
  }),
  addStamp: route({
    method: "POST",
    path: "/api/evidence/stamps",
    summary: "Keep the authority's reply",
    access: mayManage,
    works: "always",
    kind: "json",
    body: z.object({
      reply: z.base64().max(100_000),
      /** Certificates in PEM that are trusted. */
      authorities: z.array(z.string().max(1_000_000)).max(100).optional(),
    }),
    answer: stampRow,
    problems: ["evidence/bad-stamp"],
  }),
  getWitness: route({
    method: "GET",
    path: "/api/witness",
    summary: "This hub as a witness of other logs: its key, and what it has seen",
    access: mayAudit,
    works: "always",
    kind: "json",
    answer: z.object({ key: z.string(), logs: z.array(witnessedLogRow) }),
  }),
  addWitnessedLog: route({
    method: "POST",
    path: "/api/witness/logs",
    summary: "Look at the log with this verifier key, and cosign what goes on",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: key,
    answer: witnessedLogRow,
    problems: ["evidence/bad-key", "evidence/another-key"],
  }),
  removeWitnessedLog: route({
    method: "DELETE",
    path: "/api/witness/logs",
    summary: "Forget a log, and what was seen of it",
    access: mayManage,
    works: "when-open",
    kind: "json",
    query: z.object({ origin: z.string().min(1).max(1000) }),
    answer: z.object({}),
  }),
  cosignCheckpoint: route({
    method: "POST",
    path: "/api/witness/cosign",
    summary: "Cosign a checkpoint that goes on from the last; the offer is add-checkpoint's text",
    access: mayAudit,
    works: "always",
    kind: "json",
    body: z.object({ offer: z.string().max(100_000) }),
    answer: z.object({
      cosigned: z.boolean(),
      /** The checkpoint with the cosignature. */
      note: z.string().optional(),
      because: z.string().optional(),
      size: z.number().int().optional(),
    }),
  }),
} as const satisfies Readonly<Record<string, Route>>;
