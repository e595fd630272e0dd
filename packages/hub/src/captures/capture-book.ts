import type { CaptureRow, CaptureShown } from "@homepoint/api";
import { canonicalBytes, collect, textOf, type Json } from "@homepoint/base";
import { judgeFlows, type CaptureSeen, type Flow } from "@homepoint/inspect";
import type { Policy } from "@homepoint/policy";
import type { Vault } from "@homepoint/vault";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

export type StoredCapture = { readonly [Name in keyof Omit<CaptureRow, "id">]: Json };

export type JudgedCapture = CaptureSeen & { readonly grants: Policy["grants"] };

type ToKeep = Pick<CaptureRow, "name" | "sha256" | "client" | "program" | "by" | "keptAt"> & {
  readonly seen: CaptureShown;
  readonly policy: Policy;
};

/** Captures that were judged here. Rows tell in short; what was seen is a sealed object of the vault. */
export class CaptureBook {
  readonly #rows: Rows<StoredCapture>;
  readonly #vault: Vault;

  constructor(rows: Rows<StoredCapture>, vault: Vault) {
    this.#rows = rows;
    this.#vault = vault;
  }

  async list(): Promise<CaptureRow[]> {
    const rows = (await this.#rows.all()).map(({ id, body }) => shownOf(id, body));
    return rows.toSorted((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  /** Sealed before the row names it: what a crash leaves between is an object that nobody names. */
  async keep({ seen, policy, ...about }: ToKeep): Promise<CaptureRow> {
    const judged = judge(seen, policy, about.client);
    const { name, sha256, client, program } = about;
    // Of another program it is another one: the same bytes are one object, and one row.
    const whole = { v: 1, name, sha256, client, program, ...judged };
    const bytes = canonicalBytes(whole as unknown as Json);
    const label = { name, kind: "capture", source: "" };
    const { id } = await this.#vault.seal(blocks(bytes), label);
    const count = (verdict: Flow["verdict"]) =>
      judged.flows.filter((flow) => flow.verdict === verdict).length;
    const { from, until, flows, bytesOut } = seen.totals;
    const row = {
      ...about,
      from,
      until,
      mode: policy.mode,
      counter: policy.counter,
      flows,
      refused: count("refused"),
      allowed: count("allowed"),
      bytesOut,
    };
    await this.#rows.put(id, row);
    return { id, ...row };
  }

  /** @throws hub/no-such-capture */
  async get(id: string): Promise<CaptureRow> {
    const body = await this.#rows.get(id);
    if (!body) throw hubProblem("no-such-capture", { id });
    return shownOf(id, body);
  }

  /** @throws hub/no-such-capture */
  async read(id: string): Promise<JudgedCapture> {
    await this.get(id);
    const text = textOf(await collect(this.#vault.open(id)));
    const { flows, questions, totals, grants } = JSON.parse(text) as JudgedCapture; // as it was kept
    return { flows, questions, totals, grants };
  }

  /** @throws hub/no-such-capture */
  async remove(id: string): Promise<CaptureRow> {
    const row = await this.get(id);
    await this.#rows.remove(id);
    await this.#vault.shred(id);
    return row;
  }
}

function shownOf(id: string, body: StoredCapture): CaptureRow {
  return { id, ...body } as CaptureRow; // as it was kept
}

/** By the policy in force: what a browser says of verdicts is not asked. */
function judge(seen: CaptureShown, policy: Policy, client: string | null): JudgedCapture {
  const flows = seen.flows.map((flow) => ({ ...flow, verdict: "not-judged" as const }));
  const clientOf = ({ hardware, from }: Pick<Flow, "from" | "hardware">) =>
    client ?? hardware ?? from;
  const judged = judgeFlows({ ...seen, flows }, { policyAt: () => policy, clientOf });
  return { ...judged, grants: policy.grants };
}

async function* blocks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
