import { z } from "zod";
import { id, mayLook, mayManage, nothing } from "../access.ts";
import {
  gatewayEvidence,
  gatewayRow,
  gatewayTold,
  hubTold,
  mirrorBroken,
} from "../gateway-shapes.ts";
import { route, type Route } from "../route.ts";
import { instant } from "../shapes.ts";

const deviceOnly = ["device"] as const;

/** Gateways of this hub; `/api/gateway/…` is what a gateway itself asks, with its own token. */
export const gatewayRoutes = {
  listGateways: route({
    method: "GET",
    path: "/api/gateways",
    summary:
      "Gateways: when last seen, which policy is in force there, how far their evidence is here",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({ gateways: z.array(gatewayRow) }),
  }),
  inviteGateway: route({
    method: "POST",
    path: "/api/gateways",
    summary: "Invite a gateway: an invitation that one gateway can take once, within a day",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: z.object({ name: z.string().trim().min(1).max(100) }),
    answer: z.object({ id: z.string(), invitation: z.string(), expiresAt: instant }),
    problems: ["hub/no-door-for-gateways"],
  }),
  removeGateway: route({
    method: "DELETE",
    path: "/api/gateways/:id",
    summary: "Remove a gateway, or take an invitation back; its evidence stays here",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
    problems: ["hub/no-such-gateway"],
  }),
  signTime: route({
    method: "POST",
    path: "/api/gateways/time",
    summary: "The time, signed, to be carried to a gateway that no hub reaches",
    access: mayManage,
    works: "when-open",
    kind: "json",
    answer: z.object({ note: z.string() }),
  }),
  joinHub: route({
    method: "POST",
    path: "/api/gateway/join",
    summary: "Take an invitation; the answer is told once",
    access: "anyone",
    works: "when-open",
    kind: "json",
    body: z.object({
      code: z.string().max(200),
      /** Verifier key of the gateway's evidence, of its present generation. */
      key: z.string().max(1000),
    }),
    answer: z.object({
      id: z.string(),
      name: z.string(),
      token: z.string(),
      installationId: z.string(),
      /** Whoever may read the gateway's facts. */
      recipient: z.string(),
    }),
    problems: ["hub/not-invited", "api/too-many-tries"],
  }),
  exchange: route({
    method: "POST",
    path: "/api/gateway/exchange",
    summary: "A gateway tells how it stands, and hears policy, time and what is asked of it",
    access: deviceOnly,
    works: "when-open",
    kind: "json",
    body: z.object({
      nonce: z.string().min(16).max(100),
      told: gatewayTold,
      /** The sealed policy in force there, as its owners signed it. */
      seal: z
        .string()
        .max(1 << 20)
        .nullable()
        .default(null),
    }),
    answer: hubTold,
  }),
  awaitPolicy: route({
    method: "POST",
    path: "/api/gateway/await",
    summary:
      "Answered once another policy is in force here than the gateway heard, or the wait is over",
    access: deviceOnly,
    works: "when-open",
    kind: "json",
    body: z.object({
      /** SHA-256 of the signed policy that it heard, hexadecimal. */
      known: z.string().max(100),
      seconds: z.number().int().min(0).max(60),
    }),
    answer: z.object({ changed: z.boolean() }),
  }),
  bringEvidence: route({
    method: "POST",
    path: "/api/gateway/evidence",
    summary: "A gateway brings some of its evidence; taken only if it goes on from what is here",
    access: deviceOnly,
    works: "when-open",
    kind: "json",
    body: gatewayEvidence,
    answer: z.object({
      taken: z.boolean(),
      because: z.enum([...mirrorBroken, "another-size"]).nullable(),
      size: z.number().int(),
      /** Whether everything that was signed is here now. */
      isWhole: z.boolean(),
    }),
  }),
  fetchMap: route({
    method: "GET",
    path: "/api/gateway/maps/:id",
    summary: "A map region (PMTiles), for a gateway's own tiles; ask by range",
    access: deviceOnly,
    works: "when-open",
    kind: "bytes",
    hasRanges: true,
    params: id,
    problems: ["hub/no-such-map"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
