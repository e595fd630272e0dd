import { collect, utf8 } from "@homepoint/base";
import { formatVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { longestReport, renderHtml, writeReport, type SignedReport } from "@homepoint/inspect";
import { renderPdf } from "@homepoint/inspect/node";
import { checkHandover, handOver } from "../evidence/hand-over.ts";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import { flightReport, stepsReport, tellTime } from "./make-report.ts";

type ReportRoute =
  | "listReports"
  | "makeReport"
  | "keepReport"
  | "readReport"
  | "openReportFile"
  | "removeReport"
  | "tellTime";

type ReportParts = { readonly installation: Installation; readonly version: string };

export function reportHandlers({ installation, version }: ReportParts): Handlers<ReportRoute> {
  const record = async (by: string, change: "added" | "removed", name: string) => {
    const { evidence } = installation.unlocked;
    await evidence.append({ kind: "setting-changed", by, setting: "report", change, name });
  };
  const now = () => installation.unlocked.clock().toISOString();
  return {
    async listReports() {
      const { reports, reportKey } = installation.unlocked;
      return { reports: await reports.list(), key: formatVerifierKey(reportKey) };
    },

    async makeReport({ input, caller }) {
      const { unlocked } = installation;
      const parts = { unlocked, version, witnesses: await knownWitnesses(installation) };
      const report =
        input.kind === "steps"
          ? await stepsReport(input, parts)
          : await flightReport(input.flight, parts);
      const by = nameOf(caller);
      const row = await unlocked.reports.keepMade(report, { by, at: now() });
      await record(by, "added", row.id);
      return row;
    },

    async keepReport({ input, caller }) {
      const by = nameOf(caller);
      const bytes = await collect(upTo(input.bytes, 2 * longestReport));
      const row = await installation.unlocked.reports.keepBrought(bytes, { by, at: now() });
      await record(by, "added", row.id);
      return row;
    },

    async readReport({ input }) {
      const { row, signed } = await installation.unlocked.reports.get(input.id);
      return { report: row, signed: { ...signed } };
    },

    async openReportFile({ input, caller }) {
      const { id, format, language } = input;
      const { unlocked } = installation;
      const { signed } = await unlocked.reports.get(id);
      const { type, draw } = drawings[format];
      return handOver(
        {
          type,
          saveAs: `report-${id}.${format}`,
          async *open() {
            yield await draw(signed, language);
          },
        },
        { caller, handover: "download", objects: [], format },
        unlocked,
      );
    },

    async tellTime({ input, caller }) {
      const { unlocked } = installation;
      const { evidence } = unlocked;
      const handover = "export";
      const { name: by } = await checkHandover({ caller, handover }, unlocked);
      const told = await tellTime(input, {
        unlocked,
        witnesses: await knownWitnesses(installation),
      });
      const format = "audit";
      const handing = { by, handover, objects: [], to: by, format } as const;
      const intent = await evidence.append({ kind: "handing-over", ...handing });
      await evidence.append({ kind: "handed-over", by, intent, handover, outcome: "done" });
      const { log, logs = [] } = told;
      return { ...(log && { log }), logs: logs.map((one) => ({ ...one })), told: told.told };
    },

    async removeReport({ input, caller }) {
      const row = await installation.unlocked.reports.remove(input.id);
      await record(nameOf(caller), "removed", row.id);
      return {};
    },
  };
}

/** Those of this log, and this hub itself, which cosigns its gateways' logs. */
async function knownWitnesses({ present, unlocked }: Installation): Promise<readonly string[]> {
  const own = unlocked.gateways.joined.length > 0 ? [(await present.witness()).key] : [];
  return [...present.outsiders.witnesses.keys, ...own];
}

type Drawing = {
  readonly type: string;
  readonly draw: (signed: SignedReport, language: "en" | "de") => Promise<Uint8Array> | Uint8Array;
};

const drawings: Readonly<Record<"html" | "pdf" | "json", Drawing>> = {
  html: {
    type: "text/html; charset=utf-8",
    draw: (signed, language) => utf8(renderHtml(signed, language, primitives)),
  },
  pdf: { type: "application/pdf", draw: renderPdf },
  json: { type: "application/json", draw: (signed) => utf8(writeReport(signed)) },
};

/** @throws hub/not-a-report where there is more */
async function* upTo(blocks: AsyncIterable<Uint8Array>, most: number): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const block of blocks) {
    length += block.length;
    if (length > most) throw hubProblem("not-a-report");
    yield block;
  }
}
