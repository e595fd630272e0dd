import { z } from "zod";
import { id, mayFly, mayLook, mayReach, nothing } from "../access.ts";
import {
  cutWhen,
  modeChange,
  modeWish,
  reachingOut,
  refusedTry,
  triesOverTime,
  verdict,
  waitingRow,
} from "../mode-shapes.ts";
import { passedFlow } from "../gateway-shapes.ts";
import { route, type Route } from "../route.ts";

const modeAnswer = z.object({
  /** Policy of the package policy, without its password. */
  policy: z.record(z.string(), z.unknown()),
  /** PolicyDescription of the package policy. */
  description: z.record(z.string(), z.unknown()),
  /** How the policy file was found; anything but `read` means `offline`. */
  found: z.string(),
  /** What would stop an outgoing connection of the hub itself. */
  containment: z.enum(["full", "partial", "none"]),
  /** Tightenings that wait for an aircraft to land. */
  waiting: z.array(waitingRow),
});

const looksBack = { limit: z.coerce.number().int().min(1).max(1000).default(50) };

export const modeRoutes = {
  getMode: route({
    method: "GET",
    path: "/api/mode",
    summary: "The policy in force: what passes, what does not, what each service costs",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: modeAnswer,
  }),
  changeMode: route({
    method: "POST",
    path: "/api/mode",
    summary:
      "Change the policy; relaxing is for owner and manager, and only where the lock permits",
    access: mayFly,
    works: "when-open",
    kind: "json",
    body: z.object({
      wish: modeWish,
      why: z.string().trim().max(2000).default(""),
      /** The policy's password, where it is locked by one. */
      password: z.string().max(1024).optional(),
      /** Where it would cut a link of an aircraft that may be in the air; asked for then. */
      when: cutWhen.optional(),
    }),
    answer: modeAnswer.extend({ effect: z.enum(["relaxes", "tightens", "nothing", "waits"]) }),
    problems: [
      "hub/cuts-link",
      "hub/policy-locked",
      "hub/policy-sealed",
      "hub/not-in-this-mode",
      "hub/ended-already",
      "hub/clock-behind",
      "hub/bad-change",
      "hub/not-for-this-role",
      "hub/wrong-policy-password",
      "api/too-many-tries",
    ],
  }),
  sayLanded: route({
    method: "POST",
    path: "/api/mode/landed",
    summary: "Nothing is in the air: put what waited for it in force, now",
    access: mayFly,
    works: "when-open",
    kind: "json",
    answer: modeAnswer,
  }),
  dropWaiting: route({
    method: "DELETE",
    path: "/api/mode/waiting/:id",
    summary: "Drop a change that waits for a landing; the policy stays as it is",
    access: mayFly,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
  }),
  askPolicy: route({
    method: "POST",
    path: "/api/mode/attempts",
    summary: "Ask before reaching someone; an allowing is on record before it is answered",
    access: mayReach,
    works: "when-open",
    kind: "json",
    body: reachingOut,
    answer: verdict,
  }),
  listModeChanges: route({
    method: "GET",
    path: "/api/mode/changes",
    summary: "Who changed the policy when, or tried to; newest first, from the facts",
    access: mayLook,
    works: "when-open",
    kind: "json",
    query: z.object(looksBack),
    answer: z.object({ changes: z.array(modeChange), isAll: z.boolean() }),
  }),
  listRefusedTries: route({
    method: "GET",
    path: "/api/mode/refused",
    summary:
      "What tried to get out and was refused, and which services would let it pass; what passed gateways",
    access: mayLook,
    works: "when-open",
    kind: "json",
    query: z.object(looksBack),
    answer: z.object({
      tries: z.array(refusedTry),
      /** What passed gateways, the latest first. */
      passed: z.array(passedFlow),
      isAll: z.boolean(),
      overTime: triesOverTime,
    }),
  }),
} as const satisfies Readonly<Record<string, Route>>;
