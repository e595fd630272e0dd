import { z } from "zod";
import { mayLook } from "../access.ts";
import { route, type Route } from "../route.ts";
import { hubChange } from "../shapes.ts";

export const hubRoutes = {
  follow: route({
    method: "GET",
    path: "/api/live",
    summary: "A line whenever flights, logs or evidence changed, so that a page looks again",
    access: mayLook,
    works: "when-open",
    kind: "stream",
    answer: hubChange,
  }),
  openApi: route({
    method: "GET",
    path: "/api/openapi.json",
    summary: "This interface as OpenAPI 3.1",
    access: "anyone",
    works: "always",
    kind: "json",
    answer: z.record(z.string(), z.unknown()),
  }),
} as const satisfies Readonly<Record<string, Route>>;
