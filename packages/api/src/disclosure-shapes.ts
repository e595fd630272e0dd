import { z } from "zod";
import { instant } from "./instant.ts";

const name = z.string().min(1).max(100);

/** What an auditor is to see. */
export const selection = z.object({
  from: instant.optional(),
  until: instant.optional(),
  /** All kinds, unless told. */
  kinds: z.array(name).max(200).optional(),
  /** Ids of logs or flights that the facts must be about. */
  objects: z.array(z.string().min(1).max(200)).max(1000).optional(),
  /** `plain`: members that name no person, place, device, file or host. */
  members: z.union([z.enum(["plain", "all"]), z.array(name).max(200)]).default("plain"),
  withhold: z.array(name).max(200).optional(),
  /** `whole`: leaves of all entries in between are there, so that nothing is left out unseen. */
  extent: z.enum(["whole", "chosen-only"]).default("whole"),
});

const disclosedRow = z.object({
  generation: z.number().int(),
  index: z.number().int(),
  hour: z.string(),
  shown: z.record(z.string(), z.unknown()),
  withheld: z.number().int(),
});
export type DisclosedRow = z.infer<typeof disclosedRow>;

export const disclosurePreview = z.object({
  /** Entries in the file, with those of which nothing is shown. */
  entries: z.number().int(),
  /** Entries of which something is shown. */
  shown: z.number().int(),
  bytes: z.number().int(),
  /** The first of those that are shown, as the auditor will see them. */
  rows: z.array(disclosedRow),
});
export type DisclosurePreview = z.infer<typeof disclosurePreview>;

export const gapRow = z.object({
  from: instant,
  until: instant,
  how: z.enum(["told", "silent"]),
  generation: z.number().int(),
  entry: z.number().int(),
  unexplained: z.record(
    z.string(),
    z.object({
      bytesIn: z.number(),
      bytesOut: z.number(),
      counted: z.enum(["through", "restarted"]),
    }),
  ),
});
export type GapRow = z.infer<typeof gapRow>;

/** One entry for another system. */
export const streamedEntry = z.object({
  generation: z.number().int(),
  index: z.number().int(),
  hour: z.string(),
  state: z.enum(["open", "shredded", "unknown", "damaged"]),
  fact: z.looseObject({ kind: z.string(), at: z.string(), by: z.string() }).optional(),
});
export type StreamedEntry = z.infer<typeof streamedEntry>;
