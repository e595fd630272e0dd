import { z } from "zod";
import { ownerOnly, mayLook, nothing, id } from "../access.ts";
import { route, type Route } from "../route.ts";
import { instant, personRow, role, tokenRow, tokenScopes } from "../shapes.ts";

export const peopleRoutes = {
  listPeople: route({
    method: "GET",
    path: "/api/people",
    summary: "People of this hub and their roles",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({ people: z.array(personRow) }),
  }),
  listTokens: route({
    method: "GET",
    path: "/api/tokens",
    summary: "API tokens; their secrets are shown only when made",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    answer: z.object({ tokens: z.array(tokenRow) }),
  }),
  makeToken: route({
    method: "POST",
    path: "/api/tokens",
    summary: "Make an API token for a device or a program",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({
      name: z.string().trim().min(1).max(200),
      role,
      scope: z.enum(tokenScopes),
      expiresAt: instant.nullable().default(null),
    }),
    answer: z.object({ token: z.string(), row: tokenRow }),
  }),
  revokeToken: route({
    method: "DELETE",
    path: "/api/tokens/:id",
    summary: "Revoke an API token, at once",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
    problems: ["hub/no-such-token"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
