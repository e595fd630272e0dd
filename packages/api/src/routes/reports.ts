import { z } from "zod";
import { id, mayAudit, mayManage, nothing } from "../access.ts";
import { route, type Route } from "../route.ts";
import { flightId, instant } from "../shapes.ts";

const reportRow = z.object({
  id: z.string(),
  kind: z.enum(["audit", "steps", "flight"]),
  /** What it is about: an app, a flight, or nothing. */
  about: z.string(),
  madeAt: instant,
  keptAt: instant,
  by: z.string(),
  source: z.enum(["made", "brought"]),
  /** Each once, the worst first. */
  verdicts: z.array(z.string()),
  signers: z.array(z.string()),
});
export type ReportRow = z.infer<typeof reportRow>;

export const reportFileFormats = ["html", "pdf", "json"] as const;

const missing = ["hub/no-such-report"];

/** Reports: what was proved, signed, kept, and carried away. */
export const reportRoutes = {
  listReports: route({
    method: "GET",
    path: "/api/reports",
    summary: "Reports that are kept here, the newest first",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    answer: z.object({ reports: z.array(reportRow), key: z.string() }),
  }),
  makeReport: route({
    method: "POST",
    path: "/api/reports",
    summary: "Make, sign and keep a report of the guide's six steps, or of one flight",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    body: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("steps"), from: instant, until: instant }),
      z.object({ kind: z.literal("flight"), flight: flightId }),
    ]),
    answer: reportRow,
    problems: ["hub/no-such-flight"],
  }),
  keepReport: route({
    method: "PUT",
    path: "/api/reports",
    summary: "Keep a report that was made elsewhere, as JSON, page or PDF; it must check out",
    access: mayManage,
    works: "when-open",
    kind: "json",
    body: "bytes",
    answer: reportRow,
    problems: ["hub/not-a-report"],
  }),
  readReport: route({
    method: "GET",
    path: "/api/reports/:id",
    summary: "A report, whole, with its signature",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    params: id,
    answer: z.object({ report: reportRow, signed: z.record(z.string(), z.unknown()) }),
    problems: missing,
  }),
  openReportFile: route({
    method: "GET",
    path: "/api/reports/:id/file",
    summary: "A report as page, PDF or JSON; a download, as the policy allows it",
    access: mayAudit,
    works: "when-open",
    kind: "bytes",
    params: id,
    query: z.object({
      format: z.enum(reportFileFormats),
      language: z.enum(["en", "de"]).default("en"),
    }),
    problems: [...missing, "hub/handover-refused"],
  }),
  tellTime: route({
    method: "POST",
    path: "/api/reports/time",
    summary: "What the logs of hub and gateways tell of a time, proved, for an audit's report",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    body: z.object({
      from: instant,
      until: instant,
      /** Its name at the gateway: what it tried is told by name, and nobody else's. */
      client: z.string().max(200).optional(),
    }),
    answer: z.object({
      log: z.record(z.string(), z.unknown()).optional(),
      logs: z.array(z.record(z.string(), z.unknown())).optional(),
      told: z.record(z.string(), z.unknown()),
    }),
    problems: ["hub/handover-refused"],
  }),
  removeReport: route({
    method: "DELETE",
    path: "/api/reports/:id",
    summary: "Keep a report no longer",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
    problems: missing,
  }),
} as const satisfies Readonly<Record<string, Route>>;
