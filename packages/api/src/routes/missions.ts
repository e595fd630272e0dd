import { z } from "zod";
import { restingModes, sensitivityLevels, services } from "@homepoint/policy";
import { id, mayFly, mayLook } from "../access.ts";
import { cutWhen } from "../mode-shapes.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const name = z.string().trim().min(1).max(200);

const missionRow = z.object({
  id: z.string(),
  name,
  from: instant,
  until: instant,
  sensitivity: z.enum(sensitivityLevels),
  /** Of the register, by id. */
  devices: z.array(z.string()),
  by: z.string(),
  /** `waiting`: what it asks for waits for a landing; nothing of it is in force. */
  state: z.enum(["planned", "waiting", "in-force", "ended"]),
  endedAt: instant.nullable(),
  /** What it asks of the policy while it lasts; null where it asks for nothing. */
  asks: z.object({ mode: z.enum(restingModes), services: z.array(z.enum(services)) }).nullable(),
});
export type MissionRow = z.infer<typeof missionRow>;

/** Planned spans whose sensitivity makes the policy stricter while they last. */
export const missionRoutes = {
  listMissions: route({
    method: "GET",
    path: "/api/missions",
    summary: "Missions, the latest first, and what each asks of the policy",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({ missions: z.array(missionRow) }),
  }),
  planMission: route({
    method: "POST",
    path: "/api/missions",
    summary: "Plan a mission: while it lasts the policy is as strict as its sensitivity asks for",
    access: mayFly,
    works: "when-open",
    kind: "json",
    body: z.object({
      name,
      from: instant,
      until: instant,
      sensitivity: z.enum(sensitivityLevels),
      devices: z.array(z.string().max(100)).max(100).default([]),
      when: cutWhen.optional(),
    }),
    answer: missionRow,
    problems: [
      "hub/ended-already",
      "hub/bad-change",
      "hub/bad-mission",
      "hub/no-such-device",
      "hub/cuts-link",
    ],
  }),
  endMission: route({
    method: "POST",
    path: "/api/missions/:id/end",
    summary:
      "End a mission before its time: what it asked for ends with it, where the lock permits",
    access: mayFly,
    works: "when-open",
    kind: "json",
    params: id,
    body: z.object({
      why: z.string().trim().max(2000).default(""),
      password: z.string().max(1024).optional(),
    }),
    answer: missionRow,
    problems: [
      "hub/no-such-mission",
      "hub/policy-locked",
      "hub/policy-sealed",
      "hub/not-for-this-role",
      "hub/wrong-policy-password",
      "api/too-many-tries",
    ],
  }),
} as const satisfies Readonly<Record<string, Route>>;
