import type { BackupRow } from "@homepoint/api";
import { isProblem, type Turns } from "@homepoint/base";
import { enact, type EntryRun, type NewFact } from "@homepoint/evidence";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { Vault } from "@homepoint/vault";
import type { BackupBook } from "../backups/backup-book.ts";
import type { Changes } from "../changes.ts";
import { isDiskFull } from "../database/database.ts";
import { isBefore, positionNow, type Position } from "../evidence/position.ts";
import type { FlightBook } from "../flights/flight-book.ts";
import type { LogKeys } from "../log-keys/log-keys.ts";
import { entriesAbout, shredEntries, type Telling } from "./entries-about.ts";
import type { LogBook } from "./log-book.ts";
import type { ShreddingBook, StoredShredding } from "./shredding-book.ts";

export type ShredParts = {
  readonly vault: Vault;
  readonly evidence: EvidenceLog;
  readonly logs: LogBook;
  readonly flights: FlightBook;
  readonly logKeys: LogKeys;
  readonly shreddings: ShreddingBook;
  readonly backups: BackupBook;
  readonly changes: Changes;
  /** Taken by whoever takes in, reads or shreds an object. */
  readonly turns: Turns;
};

/**
 * Destroys a log, its flights, what people wrote on them and what the evidence says of it. The
 * intent is on record before, the outcome after. What a crash or a failure cuts short is finished by
 * calling it again, and at the next unlocking.
 *
 * @returns backups that still hold its key
 * @throws hub/no-such-log
 */
export function shredLog(id: string, by: string, parts: ShredParts): Promise<BackupRow[]> {
  return parts.turns.take(id, async () => {
    const shredding = await begin(id, by, parts);
    try {
      return await parts.backups.holding(await carryOut(shredding, everything, parts));
    } catch (error) {
      const isUntouched = isProblem(error, "evidence/not-recorded") && parts.logs.find(id);
      if (isUntouched) await parts.shreddings.cancel(shredding);
      throw error;
    }
  });
}

/**
 * Finishes shreddings that were cut short: their owner had already said so. An object that was taken
 * in again since stays. One that fails is told of, and waits for the next time.
 */
export async function finishShreddings(
  parts: ShredParts,
  tell: (error: unknown) => void,
): Promise<void> {
  const finish = async (shredding: StoredShredding) => {
    const since = await entriesAbout(shredding.object, shredding.asked, parts);
    const cameAgain = since.some(({ kind }) => kind === "sealed");
    await carryOut(shredding, cameAgain ? whatWasBefore : everything, parts);
  };
  for (const shredding of await parts.shreddings.pending())
    await parts.turns.take(shredding.object, () => finish(shredding)).catch(tell);
}

async function begin(
  object: string,
  by: string,
  { logs, evidence, shreddings }: ShredParts,
): Promise<StoredShredding> {
  const log = logs.find(object);
  const cutShort = (await shreddings.pending()).find((other) => other.object === object);
  if (!log && cutShort) return cutShort;
  const { takenInAt } = logs.get(object);
  const asked = positionNow(evidence);
  return note({ object, by, takenInAt, asked, told: [], sealed: null, done: null }, shreddings);
}

/** On a full disk it goes on all the same: shredding is what makes room. */
async function note(
  shredding: StoredShredding,
  shreddings: ShreddingBook,
): Promise<StoredShredding> {
  await shreddings.put(shredding).catch((error: unknown) => {
    if (!isDiskFull(error)) throw error;
  });
  return shredding;
}

/** Destroys, and gives the entries whose openings are to be destroyed as well. */
type Reach = (shredding: StoredShredding, parts: ShredParts) => Promise<readonly Telling[]>;

type Destroyed = { readonly entries: readonly EntryRun[]; readonly ended: StoredShredding };

async function carryOut(
  shredding: StoredShredding,
  reach: Reach,
  parts: ShredParts,
): Promise<StoredShredding> {
  const { evidence, shreddings } = parts;
  const { object, by } = shredding;
  const { ended } = await enact({
    evidence,
    intent: { kind: "shredding", by, objects: [object], why: "asked" },
    act: async (): Promise<Destroyed> => {
      const noted = await note(withTold(shredding, await reach(shredding, parts)), shreddings);
      const entries = await shredEntries(noted.told, parts);
      return { entries, ended: { ...noted, done: positionNow(evidence) } };
    },
    outcome: (ending): NewFact => ({
      kind: "shredded",
      by,
      intent: ending.intent,
      objects: [object],
      entries: ending.outcome === "done" ? ending.result.entries : [],
      outcome: ending.outcome,
    }),
  });
  await shreddings.put(ended);
  return ended;
}

function withTold(shredding: StoredShredding, found: readonly Telling[]): StoredShredding {
  const sealed = shredding.sealed ?? found.find(({ kind }) => kind === "sealed")?.at ?? null;
  return { ...shredding, sealed, told: [...shredding.told, ...found.map(({ at }) => at)] };
}

const firstPosition: Position = [0, 0];

/** The log leaves its book first: whoever brings it from here on brings it anew. */
async function everything({ object }: StoredShredding, parts: ShredParts): Promise<Telling[]> {
  const { vault, logs, flights, logKeys, changes } = parts;
  logs.forget(object);
  await vault.shred(object); // before anything is written, for which a full disk may lack the room
  await logs.remove(object);
  await flights.removeOf(object);
  await logKeys.forget(object);
  changes.note("flights");
  changes.note("logs");
  return entriesAbout(object, firstPosition, parts);
}

async function whatWasBefore(shredding: StoredShredding, parts: ShredParts): Promise<Telling[]> {
  const told = await entriesAbout(shredding.object, firstPosition, parts);
  return told.filter(({ at }) => isBefore(at, shredding.asked));
}
