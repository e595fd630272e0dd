import { z } from "zod";
import { instant } from "./shapes.ts";

/** A witness that is asked to cosign, and how far it did. */
export const witnessRow = z.object({
  name: z.string(),
  key: z.string(),
  /** Entries of the current generation that it cosigned; null before the first time. */
  size: z.number().int().nullable(),
  at: instant.nullable(),
});
export type WitnessRow = z.infer<typeof witnessRow>;

export const stampRow = z.object({
  size: z.number().int(),
  at: instant,
  authority: z.string(),
  authorityIs: z.enum(["trusted", "from-the-reply"]),
});
export type StampRow = z.infer<typeof stampRow>;

/** Another log that this hub looks at as a witness. */
export const witnessedLogRow = z.object({
  origin: z.string(),
  key: z.string(),
  size: z.number().int().nullable(),
  /** The checkpoint last cosigned. */
  last: z.string().nullable(),
  /** Checkpoints that prove that it forked. */
  against: z.array(z.string()),
});
export type WitnessedLogRow = z.infer<typeof witnessedLogRow>;
