import { z } from "zod";
import { mayLook, mayManage } from "../access.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const clockAnswer = z.object({
  /** What this machine's clock shows. */
  at: instant,
  /** The latest time that any fact bears, or that it was corrected to. */
  latestFactAt: instant.nullable(),
  /** Behind it: what was granted for a time is off. */
  isBehind: z.boolean(),
  /** It moved ahead by itself: missions do not end by it. */
  hasJumped: z.boolean(),
  corrected: z
    .object({
      at: instant,
      by: z.string(),
      source: z.enum(["person", "signed", "witness", "satellites"]),
    })
    .nullable(),
  /** What it takes to be believed about the time. */
  needs: z.enum(["nothing", "password", "signatures"]),
  /** Names of keys whose signatures count; so many of them. */
  signers: z.array(z.string()),
  threshold: z.number().int(),
});
export type ClockAnswer = z.infer<typeof clockAnswer>;

/** The hub's clock, as far as the policy hangs on it. */
export const clockRoutes = {
  getClock: route({
    method: "GET",
    path: "/api/clock",
    summary: "Whether the clock is believed, and what it takes to correct that",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: clockAnswer,
  }),
  askTime: route({
    method: "POST",
    path: "/api/clock/ask",
    summary: "A request to carry to those who may sign what time it is; it replaces the one before",
    access: mayManage,
    works: "when-open",
    kind: "json",
    answer: z.object({ request: z.string() }),
  }),
  confirmClock: route({
    method: "POST",
    path: "/api/clock/confirm",
    summary: "Say that this machine's clock is right: by oneself, or by a signed time where sealed",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: z.object({
      signed: z.string().max(10_000).optional(),
      password: z.string().max(1024).optional(),
    }),
    answer: clockAnswer,
    problems: ["hub/clock-refused", "hub/wrong-policy-password", "api/too-many-tries"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
