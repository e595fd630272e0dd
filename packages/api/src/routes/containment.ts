import { z } from "zod";
import { mayLook, ownerOnly } from "../access.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const level = z.enum(["full", "partial", "none"]);
const verdict = z.enum(["held", "not-held", "cannot-tell"]);
/** `found`: names, numbers and codes; nothing that needs a language. */
const line = z.object({ check: z.string().max(40), verdict, found: z.string().max(1000) });
export type ContainmentLine = z.infer<typeof line>;

const checks = z.array(z.string().max(40)).max(40);

/** What a doctor found, and put on record. */
const examined = z.object({
  at: instant,
  by: z.string(),
  level,
  holds: z.boolean(),
  held: checks,
  notHeld: checks,
  cannotTell: checks,
});
export type Examined = z.infer<typeof examined>;

const port = z.number().int().min(1).max(65_535);

/** What stands between the hub and a network, and what proves it. */
export const containmentRoutes = {
  getContainment: route({
    method: "GET",
    path: "/api/containment",
    summary: "What would stop a connection of the hub itself, as the hub sees it from inside",
    access: mayLook,
    works: "always",
    kind: "json",
    answer: z.object({
      level,
      lines: z.array(line),
      /** Checks that this level promises. */
      promised: z.array(z.string()),
      pid: z.number().int(),
      /** The socket where a front brings connections. */
      front: z.string().nullable(),
      examined: examined.nullable(),
    }),
  }),
  tryToGetOut: route({
    method: "POST",
    path: "/api/containment/tries",
    summary: "Have the hub try to reach a canary, on purpose; only for who is at this machine",
    access: ownerOnly,
    works: "always",
    kind: "json",
    body: z.object({
      host: z.string().max(45),
      tcpPort: port,
      udpPort: port,
      token: z.string().regex(/^[0-9a-f]{8,64}$/),
    }),
    answer: z.object({ tried: z.array(z.object({ way: z.string(), outcome: z.string() })) }),
    problems: ["hub/only-at-this-machine", "hub/not-a-canary"],
  }),
  recordExamination: route({
    method: "POST",
    path: "/api/containment/examined",
    summary: "Put on record what a doctor found; only for who is at this machine",
    access: ownerOnly,
    works: "always",
    kind: "json",
    body: z.object({
      level,
      holds: z.boolean(),
      held: checks,
      notHeld: checks,
      cannotTell: checks,
    }),
    /** Null where there is no installation yet that could record it. */
    answer: z.object({ entry: z.number().int().nullable() }),
    problems: ["hub/only-at-this-machine"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
