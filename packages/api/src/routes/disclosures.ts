import { z } from "zod";
import { mayAudit, mayManage } from "../access.ts";
import { disclosurePreview, selection, streamedEntry } from "../disclosure-shapes.ts";
import { route, type Route } from "../route.ts";

export const disclosureRoutes = {
  previewDisclosure: route({
    method: "POST",
    path: "/api/evidence/disclosure/preview",
    summary: "What an auditor would see of the log, with this selection",
    access: mayAudit,
    works: "when-open",
    kind: "json",
    body: selection,
    answer: disclosurePreview,
  }),
  discloseEvidence: route({
    method: "POST",
    path: "/api/evidence/disclosure",
    summary: "Chosen members of chosen facts in a file that verifies by itself; goes on record",
    access: mayManage,
    works: "when-open",
    kind: "bytes",
    body: selection.extend({ to: z.string().min(1).max(200), why: z.string().max(500).optional() }),
    problems: ["hub/handover-refused", "hub/nothing-to-disclose"],
  }),
  streamEvidence: route({
    method: "GET",
    path: "/api/evidence/stream",
    summary: "Entries for another system, oldest first; one handover on record",
    access: mayManage,
    works: "when-open",
    kind: "stream",
    query: z.object({
      format: z.enum(["jsonl", "cef"]),
      /** Where it is forwarded to: an address that the policy calls own; without one, a file. */
      host: z.string().max(200).optional(),
      port: z.coerce.number().int().min(1).max(65_535).optional(),
      /** From the entry after this one. */
      generation: z.coerce.number().int().min(1).optional(),
      after: z.coerce.number().int().min(-1).optional(),
      /** Goes on with what comes, until whoever reads has enough. */
      follow: z.enum(["yes", "no"]).default("no"),
    }),
    answer: streamedEntry,
    problems: ["hub/handover-refused", "hub/not-local"],
  }),
  exportEvidenceLog: route({
    method: "GET",
    path: "/api/evidence/files",
    summary: "The log's own files for an auditor, without what they hide; goes on record",
    access: mayManage,
    works: "when-open",
    kind: "stream",
    answer: z.object({ path: z.string(), bytes: z.base64() }),
    problems: ["hub/handover-refused"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
