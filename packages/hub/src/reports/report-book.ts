import type { ReportRow } from "@homepoint/api";
import type { Json } from "@homepoint/base";
import type { SignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  openReport,
  readReport,
  signReport,
  verifyReport,
  writeReport,
  type Report,
  type ReportBody,
  type SignedReport,
} from "@homepoint/inspect";
import { utf8 } from "@homepoint/base";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

export type StoredReport = {
  readonly row: { readonly [Name in keyof ReportRow]: Json };
  readonly text: string;
};

type Keeping = {
  readonly by: string;
  readonly at: string;
  readonly source: ReportRow["source"];
};

/** Reports that were made here, or brought: each verified before it is kept. */
export class ReportBook {
  readonly #rows: Rows<StoredReport>;
  readonly #key: SignerKey;

  constructor(rows: Rows<StoredReport>, key: SignerKey) {
    this.#rows = rows;
    this.#key = key;
  }

  async list(): Promise<ReportRow[]> {
    const rows = (await this.#rows.all()).map(({ body }) => body.row as ReportRow); // as they were kept
    return rows.toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  /** @throws hub/no-such-report */
  async get(id: string): Promise<{ readonly row: ReportRow; readonly signed: SignedReport }> {
    const stored = await this.#rows.get(id);
    const signed = stored && readReport(utf8(stored.text));
    if (!stored || !signed) throw hubProblem("no-such-report", { id });
    return { row: stored.row as ReportRow, signed }; // as it was kept
  }

  async keepMade(report: Report, keeping: Omit<Keeping, "source">): Promise<ReportRow> {
    const signed = signReport(report, this.#key, primitives);
    return this.#keep(signed, { ...keeping, source: "made" });
  }

  /** @throws hub/not-a-report */
  async keepBrought(bytes: Uint8Array, keeping: Omit<Keeping, "source">): Promise<ReportRow> {
    const opened = await openReport(bytes);
    if (!opened) throw hubProblem("not-a-report");
    const { ok } = verifyReport(opened.signed, { trusted: [], captures: [], primitives });
    if (!ok) throw hubProblem("not-a-report");
    return this.#keep(opened.signed, { ...keeping, source: "brought" });
  }

  /** @throws hub/no-such-report */
  async remove(id: string): Promise<ReportRow> {
    const { row } = await this.get(id);
    await this.#rows.remove(id);
    return row;
  }

  async #keep(signed: SignedReport, { by, at, source }: Keeping): Promise<ReportRow> {
    const { id, madeAt, body } = signed.report;
    const row: ReportRow = {
      id,
      kind: body.kind,
      about: aboutOf(body),
      madeAt,
      keptAt: at,
      by,
      source,
      verdicts: verdictsOf(body),
      signers: signed.keys.map((key) => key.split("+")[0] ?? key),
    };
    await this.#rows.put(id, { row, text: writeReport(signed) });
    return row;
  }
}

function aboutOf(body: ReportBody): string {
  if (body.kind === "audit") return `${body.scope.app} ${body.scope.appVersion}`.trim();
  return body.kind === "flight" ? body.flight.name : "";
}

const worstFirst = [
  "did-not-hold",
  "not-held",
  "proves-nothing",
  "not-proved",
  "held",
  "not-applicable",
];

function verdictsOf(body: ReportBody): string[] {
  const all =
    body.kind === "audit"
      ? body.claims.map(({ verdict }) => verdict)
      : body.kind === "steps"
        ? body.steps.map(({ verdict }) => verdict)
        : [body.flight.proof.verdict];
  return [...new Set<string>(all)].toSorted(
    (a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b),
  );
}
