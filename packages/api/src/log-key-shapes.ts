import { z } from "zod";
import { flightRow, instant, objectId } from "./shapes.ts";

/** A locked log, and what asking for its keys takes. */
export const waitingLog = z.object({
  log: objectId,
  /** Of the file. */
  name: z.string(),
  flight: flightRow
    .pick({ id: true, name: true, startedAt: true, timeZone: true, aircraft: true })
    .nullable(),
  formatVersion: z.number().int().nullable(),
  /** So many keys are asked for. */
  keys: z.number().int(),
  /** Length of the request's body. */
  bytes: z.number().int(),
  /** The last time; `isOver`: whoever carries that request may not ask with it any more. */
  asked: z.object({ at: instant, by: z.string(), isOver: z.boolean() }).nullable(),
  /** Some of its keys are here: part of it is open. */
  hasSome: z.boolean(),
});
export type WaitingLog = z.infer<typeof waitingLog>;

const count = z.number().int();

/** How far bringing answers home has come; each answer became one of these. */
export const keysAdded = z.object({
  done: count,
  of: count,
  opened: count,
  partly: count,
  /** Were here before. */
  known: count,
  /** Open nothing of their log; of bare key chains: of none that waits. */
  unfit: count,
  /** For a ticket, or a log, that is not here. */
  unknown: count,
  damaged: count,
});
export type KeysAdded = z.infer<typeof keysAdded>;
