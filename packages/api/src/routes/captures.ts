import { z } from "zod";
import { mayAudit, mayManage, nothing } from "../access.ts";
import { captureJudged, captureRow, newCapture } from "../capture-shapes.ts";
import { route, type Route } from "../route.ts";
import { objectId } from "../shapes.ts";

const one = z.object({ id: objectId });
const missing = ["hub/no-such-capture"];

/** Captures that were judged: what they showed is kept, the capture itself is not. */
export const captureRoutes = {
  listCaptures: route({
    method: "GET",
    path: "/api/captures",
    summary: "Captures that were judged and kept, the newest first",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    answer: z.object({ captures: z.array(captureRow) }),
  }),
  keepCapture: route({
    method: "POST",
    path: "/api/captures",
    summary: "Judge what a capture showed by the policy in force, and keep the result, sealed",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: newCapture,
    answer: captureRow,
    problems: ["hub/no-such-program", "hub/disk-full"],
  }),
  readCapture: route({
    method: "GET",
    path: "/api/captures/:id",
    summary: "What a capture showed, flow by flow, with the verdicts of when it was kept",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    params: one,
    answer: z.object({ capture: captureRow, judged: captureJudged }),
    problems: missing,
  }),
  removeCapture: route({
    method: "DELETE",
    path: "/api/captures/:id",
    summary: "Shred what was kept of a capture, here and with its program",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: one,
    answer: nothing,
    problems: missing,
  }),
} as const satisfies Readonly<Record<string, Route>>;
