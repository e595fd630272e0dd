import { z } from "zod";
import { mayLook, mayManage } from "../access.ts";
import { keysAdded, waitingLog } from "../log-key-shapes.ts";
import { route, type Route } from "../route.ts";
import { objectId } from "../shapes.ts";

export const logKeyRoutes = {
  listLogKeys: route({
    method: "GET",
    path: "/api/log-keys",
    summary: "Locked logs that wait for keys, and whether the policy lets the caller ask for them",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({
      waiting: z.array(waitingLog),
      /** Locked logs for which nobody can be asked. */
      closed: z.number().int(),
      mayAsk: z.boolean(),
      /** Where the requests are answered; the hub itself never goes there. */
      endpoint: z.string(),
    }),
  }),
  showKeyRequest: route({
    method: "GET",
    path: "/api/log-keys/:log/request",
    summary: "What would leave for one log, byte for byte; it stays here",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: z.object({ log: objectId }),
    answer: z.object({ endpoint: z.string(), body: z.string() }),
    problems: ["hub/no-such-log", "hub/nothing-to-ask", "hub/handover-refused"],
  }),
  requestLogKeys: route({
    method: "POST",
    path: "/api/log-keys/request",
    summary: "Hand over a file of key requests, to be carried by hand; goes on record",
    access: mayManage,
    works: "when-open",
    kind: "bytes",
    body: z.object({
      /** These logs, asked for before or not; else all that wait and were not asked for yet. */
      logs: z.array(objectId).min(1).max(10_000).optional(),
    }),
    problems: ["hub/nothing-to-ask", "hub/handover-refused"],
  }),
  addLogKeys: route({
    method: "PUT",
    path: "/api/log-keys",
    summary:
      "Bring answers home, or key chains: sealed beside their logs, which are read with them",
    access: mayManage,
    works: "when-open",
    kind: "stream",
    query: z.object({ name: z.string().max(1000).default("") }),
    body: "bytes",
    answer: keysAdded,
    problems: ["flight/unreadable-answers", "flight/unreadable-keys", "hub/answers-for-another"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
