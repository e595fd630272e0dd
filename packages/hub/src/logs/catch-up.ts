import { isProblem, type Turns } from "@homepoint/base";
import type { EvidenceLog } from "@homepoint/evidence/node";
import { readers } from "@homepoint/flight";
import type { About, Vault } from "@homepoint/vault";
import type { Diagnostics } from "../diagnostics.ts";
import type { Tokens } from "../people/tokens.ts";
import type { Changes } from "../changes.ts";
import type { LogKeys } from "../log-keys/log-keys.ts";
import type { FlightBook } from "../flights/flight-book.ts";
import { isLogFile, storedLogOf, type LogBook, type StoredLog } from "./log-book.ts";
import type { ShreddingBook } from "./shredding-book.ts";
import type { TakeIn } from "./take-in.ts";

export type CatchUpParts = {
  readonly vault: Vault;
  readonly evidence: EvidenceLog;
  readonly logs: LogBook;
  readonly flights: FlightBook;
  readonly shreddings: ShreddingBook;
  readonly turns: Turns;
  readonly changes: Changes;
  readonly takeIn: TakeIn;
  readonly logKeys: LogKeys;
  readonly tokens: Tokens;
  readonly diagnostics: Diagnostics;
  readonly signal: AbortSignal;
};

/**
 * Makes good what a crash or a lock left undone: the inbox is filed, sealings that are not on record
 * are recorded, orphans are swept, and logs that wait, or that a newer reader could read
 * better, are read.
 */
export async function catchUp(parts: CatchUpParts): Promise<void> {
  await fileInbox(parts);
  await recordMissing(parts);
  await dropShredded(parts);
  await parts.vault.sweep();
  for (const id of findUnread(parts)) {
    if (parts.signal.aborted) return;
    await parts.takeIn.readLog(id).catch((error: unknown) => {
      parts.diagnostics({ level: "warn", what: "a log could not be read", error });
    });
  }
  await parts.logKeys.catchUp(parts.signal);
}

async function fileInbox(parts: CatchUpParts): Promise<void> {
  const { vault, logs, takeIn, diagnostics } = parts;
  const { filed, aside } = await vault.fileInbox();
  for (const { id, about } of filed)
    if (!logs.find(id)) await takeIn.record(id, whoBrought(parts, about));
  for (const { code } of aside)
    diagnostics({ level: "warn", what: "something in the inbox was put aside", values: { code } });
}

function whoBrought({ tokens }: CatchUpParts, { by = "hub" }: About): string {
  return tokens.nameBehind(by) ?? by;
}

/** Objects that the ring has and the book does not: a crash came between commit and fact. */
async function recordMissing(parts: CatchUpParts): Promise<void> {
  const { vault, logs, takeIn, turns } = parts;
  const missing = new Set<string>();
  for await (const id of vault.ids()) if (!logs.find(id)) missing.add(id);
  const onRecord = await findOnRecord(parts, missing);
  for (const id of missing) {
    const about = await vault.about(id).catch(ignoreDamaged(parts.diagnostics));
    if (!about || !isLogFile(about)) continue;
    if (onRecord.has(id)) await turns.take(id, () => putBack(id, about, parts));
    else await takeIn.record(id, whoBrought(parts, about));
  }
}

/** Unless it was found otherwise, or shredded, since. */
async function putBack(id: string, about: About, { vault, logs }: CatchUpParts): Promise<void> {
  if (!logs.find(id) && (await isKept(id, vault))) await logs.put(id, storedLogOf(about));
}

/**
 * Rows of logs that were shredded: after a power cut the cache may be older than the ring. A log
 * that was lost otherwise stays in the list, for everyone to see.
 */
async function dropShredded(parts: CatchUpParts): Promise<void> {
  const { vault, logs, flights, shreddings, turns, changes } = parts;
  const shredded = (await shreddings.all()).map(({ object }) => object);
  const listed = shredded.filter((id) => logs.find(id));
  const withoutLog = [...flights.origins()].filter((id) => !logs.find(id));
  for (const id of [...listed, ...withoutLog])
    await turns.take(id, async () => {
      if (await isKept(id, vault)) return;
      await logs.remove(id);
      await flights.removeOf(id);
      changes.note("flights");
      changes.note("logs");
    });
}

async function isKept(id: string, vault: Vault): Promise<boolean> {
  return await vault.about(id).then(
    () => true,
    (error: unknown) => !isProblem(error, "vault/unknown-object"),
  );
}

/** Which of these objects have their fact `sealed`; looks from the newest entry back. */
async function findOnRecord(
  { evidence, vault }: CatchUpParts,
  objects: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let before = evidence.size;
  while (found.size < objects.size && before > 0) {
    const page = await evidence.readNewest({ before, limit: 1000 }, vault.evidenceIdentity);
    for (const entry of page)
      if (entry.fact?.kind === "sealed" && objects.has(entry.fact.object))
        found.add(entry.fact.object);
    before = page.at(-1)?.index ?? 0;
  }
  return found;
}

/** A rebuild that broke off early has dropped flights whose logs still count as read. */
function findUnread({ logs, flights }: CatchUpParts): string[] {
  const hasLost = ({ reading, flights: own }: StoredLog) =>
    (reading === "read" || reading === "needs-keys") && own.some((id) => !flights.has(id));
  return [...logs.entries()].filter(([, log]) => isUnread(log) || hasLost(log)).map(([id]) => id);
}

function isUnread({ kind, reading, format, readerVersion }: StoredLog): boolean {
  if (reading === "waiting") return true;
  const newest = readers.find((reader) => reader.format === format)?.version;
  return kind === "log" && newest !== undefined && readerVersion !== null && newest > readerVersion;
}

function ignoreDamaged(diagnostics: Diagnostics) {
  return (error: unknown) => {
    if (!isProblem(error)) throw error;
    diagnostics({ level: "warn", what: "a ring entry could not be opened", error });
    return undefined;
  };
}
