import { utf8 } from "@homepoint/base";
import {
  parseNote,
  parseWitnessKey,
  readCosignatures,
  type DisclosedRun,
  type Disclosure,
  type Selection,
} from "@homepoint/evidence";
import { discloseFolder, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Report, ReportLog } from "@homepoint/inspect";
import type { Unlocked } from "../unlocked.ts";

export type LogsAsked = {
  readonly ofHub: Selection;
  readonly ofGateways: Selection;
  /** Keys of witnesses that are known here; those that cosigned are named. */
  readonly witnesses: readonly string[];
};

/** The hub's checkpoint and its gateways', with the facts that are chosen, proved by them. */
export async function logsOf(
  { ofHub, ofGateways, witnesses }: LogsAsked,
  { evidence, vault, gateways }: Unlocked,
): Promise<Required<Pick<Report, "log" | "logs">>> {
  const identity = vault.evidenceIdentity;
  const own = await evidence.disclose(ofHub, identity);
  const current = own.runs.find(({ key }) => key === evidence.verifierKey);
  const log = current
    ? logOf(current, own, witnesses)
    : bare({ key: evidence.verifierKey, checkpoint: evidence.checkpoint }, witnesses);
  const logs = own.runs.filter((run) => run !== current).map((run) => logOf(run, own, witnesses));
  for (const { id, name } of gateways.joined) {
    const told = await discloseFolder(gateways.folderOf(id), ofGateways, identity);
    for (const run of told.runs) logs.push({ ...logOf(run, told, witnesses), name });
    const { key, checkpoint } = (await gateways.standing(id)) ?? {};
    const isTold = told.runs.some((run) => run.key === key);
    if (!isTold && key !== undefined && checkpoint !== undefined)
      logs.push({ ...bare({ key, checkpoint }, witnesses), name });
  }
  return { log: { ...log, name: "hub" }, logs };
}

function logOf(run: DisclosedRun, told: Disclosure, witnesses: readonly string[]): ReportLog {
  return { ...bare(run, witnesses), disclosure: plain({ ...told, runs: [run] }) };
}

function bare(
  { key, checkpoint }: Pick<DisclosedRun, "key" | "checkpoint">,
  witnesses: readonly string[],
): ReportLog {
  const note = parseNote(utf8(checkpoint));
  const known = witnesses.map((text) => ({ text, key: parseWitnessKey(text, primitives) }));
  const { valid } = note
    ? readCosignatures(
        note,
        known.map((one) => one.key),
        primitives,
      )
    : { valid: [] };
  const cosigned = known.filter((one) => valid.some((line) => line.key === one.key));
  return { key, checkpoint, facts: [], witnesses: cosigned.map(({ text }) => text) };
}

/** Without members that are undefined: JSON has none. */
export function plain<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // it was JSON before
}
