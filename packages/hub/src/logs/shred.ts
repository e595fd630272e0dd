import type { BackupRow } from "@homepoint/api";
import { enact, type NewFact } from "@homepoint/evidence";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { Vault } from "@homepoint/vault";
import type { BackupBook } from "../backups/backup-book.ts";
import type { Changes } from "../changes.ts";
import type { FlightBook } from "../flights/flight-book.ts";
import type { LogBook, StoredLog } from "./log-book.ts";

export type ShredParts = {
  readonly vault: Vault;
  readonly evidence: EvidenceLog;
  readonly logs: LogBook;
  readonly flights: FlightBook;
  readonly backups: BackupBook;
  readonly changes: Changes;
};

/**
 * Destroys a log, its flights, what people wrote on them and what the evidence says of it. The
 * intent is on record before, the outcome after; after a crash, calling it again finishes it.
 *
 * @returns backups that still hold its key
 * @throws hub/no-such-log
 */
export async function shredLog(id: string, by: string, parts: ShredParts): Promise<BackupRow[]> {
  const log = parts.logs.get(id);
  await enact({
    evidence: parts.evidence,
    intent: { kind: "shredding", by, objects: [id], why: "asked" },
    act: () => destroy(id, log, parts),
    outcome: (ending): NewFact => ({
      kind: "shredded",
      by,
      intent: ending.intent,
      objects: [id],
      entries: ending.outcome === "done" ? ending.result : [],
      outcome: ending.outcome,
    }),
  });
  return parts.backups.holding(log.takenInAt);
}

/** Finishes shreddings that a crash cut short: their owner had already said so. */
export async function finishShreddings(
  intents: readonly number[],
  by: string,
  parts: ShredParts,
): Promise<void> {
  const { evidence, vault, logs } = parts;
  for (const index of intents) {
    const range = { from: index, to: index + 1 };
    const [entry] = await Array.fromAsync(evidence.readRange(range, vault.evidenceIdentity));
    const objects = entry?.fact?.kind === "shredding" ? entry.fact.objects : [];
    for (const id of objects) await (logs.find(id) ? shredLog(id, by, parts) : vault.shred(id));
  }
}

type Run = readonly [first: number, last: number];

async function destroy(id: string, log: StoredLog, parts: ShredParts): Promise<readonly Run[]> {
  const { vault, evidence, logs, flights, backups, changes } = parts;
  await vault.shred(id);
  await backups.noteShredding(id, log.takenInAt);
  await flights.remove(log.flights);
  await logs.remove(id);
  changes.note("flights");
  changes.note("logs");
  const entries = await entriesAbout(id, parts);
  await evidence.shredOpenings(entries, vault.evidenceIdentity);
  return runsOf(entries);
}

/** Entries that tell of the object, but for the shredding itself. */
async function entriesAbout(id: string, { evidence, vault }: ShredParts): Promise<number[]> {
  const found: number[] = [];
  const range = { from: 0, to: evidence.size };
  for await (const entry of evidence.readRange(range, vault.evidenceIdentity))
    if (entry.fact && tellsOf(entry.fact, id)) found.push(entry.index);
  return found;
}

function tellsOf(fact: NewFact, id: string): boolean {
  switch (fact.kind) {
    case "sealed":
    case "opened":
    case "resealed":
      return fact.object === id;
    case "handing-over":
      return fact.objects.includes(id);
    default:
      return false;
  }
}

/** Runs of neighbours: 3, 4, 5, 9 are [3, 5] and [9, 9]. */
function runsOf(numbers: readonly number[]): Run[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
