import { z } from "zod";
import { mayLook } from "../access.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const sealKey = z.object({
  name: z.string(),
  /** Of the verifier key, hexadecimal: its first eight bytes of SHA-256. */
  fingerprint: z.string(),
  verifierKey: z.string(),
});

const sealAnswer = z.object({
  installationId: z.string(),
  isSealed: z.boolean(),
  /** Of the seal in force. */
  counter: z.number().int().nullable(),
  threshold: z.number().int().nullable(),
  keys: z.array(sealKey.extend({ successor: sealKey.nullable() })),
  /** SHA-256 of the destination catalogue. */
  catalogue: z.object({ sealed: z.string().nullable(), here: z.string(), isSame: z.boolean() }),
  versions: z.object({
    approved: z.array(z.string()),
    here: z.string(),
    isApproved: z.boolean(),
  }),
  /** How the policy file was found. */
  found: z.string(),
  /** Where a sealed policy of which counter is known; the highest counts. */
  places: z.array(
    z.object({
      place: z.enum(["file", "note", "keys", "last-fact"]),
      counter: z.number().int().nullable(),
    }),
  ),
  /** The counter that the next one needs at least. */
  next: z.number().int(),
  /** Sealed policies that were offered and not taken, and tries to relax what is sealed. */
  refusals: z.array(
    z.object({
      entry: z.number().int(),
      at: instant,
      by: z.string(),
      kind: z.enum(["seal", "change"]),
      because: z.string(),
    }),
  ),
});
export type SealAnswer = z.infer<typeof sealAnswer>;

/** The seal of the policy. There is no route that changes one: it is replaced while stopped. */
export const sealRoutes = {
  getSeal: route({
    method: "GET",
    path: "/api/seal",
    summary:
      "The seal in force: who signs, what it was made for, where it was found, what it refused",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: sealAnswer,
  }),
} as const satisfies Readonly<Record<string, Route>>;
