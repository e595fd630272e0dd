import type { TakenIn } from "@homepoint/api";
import { collect, isProblem, type Turns } from "@homepoint/base";
import type { Evidence } from "@homepoint/evidence";
import { headLength, readers, recognizeLog } from "@homepoint/flight";
import type { Sealed, Vault } from "@homepoint/vault";
import type { Changes } from "../changes.ts";
import type { FlightBook } from "../flights/flight-book.ts";
import {
  columnsKind,
  flightIdOf,
  particularsKind,
  type StoredFlight,
} from "../flights/flight-row.ts";
import type { ReadLog } from "../reading/read-log.ts";
import { countKeys, openKeys } from "../log-keys/kept-keys.ts";
import { poolClosed, type ReadingPool } from "../reading/reading-pool.ts";
import { Keeping, takeHead } from "./head.ts";
import type { Room } from "./room.ts";
import { storedLogOf, type LogBook, type StoredLog } from "./log-book.ts";
import { vaultSource } from "./vault-source.ts";

export type Brought = {
  readonly name: string;
  /** Where it came from, in words of the one who brings it. */
  readonly source: string;
  /** Keep it although no reader knows it. */
  readonly keep: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly by: string;
};

export type TakeInParts = {
  readonly vault: Vault;
  readonly evidence: Evidence;
  readonly logs: LogBook;
  readonly flights: FlightBook;
  readonly pool: ReadingPool;
  readonly changes: Changes;
  readonly room: Room;
  /** Shared with whoever shreds. */
  readonly turns: Turns;
  readonly clock: () => Date;
};

/** Larger logs are read from the vault again, so that a few large ones do not fill the memory. */
const keptForReading = 64 * 1024 * 1024;

/** Takes files in: sealed, on record, read, in the list. */
export class TakeIn {
  readonly #parts: TakeInParts;
  readonly #underway = new Map<string, Promise<StoredLog>>();
  #reading = 0;

  constructor(parts: TakeInParts) {
    this.#parts = parts;
  }

  /**
   * Once this resolves to `taken-in` or `kept`, the file is sealed and on record, whatever happens
   * next. Where the bytes break off, nothing was taken in.
   *
   * @throws hub/disk-full
   */
  async takeIn(brought: Brought): Promise<TakenIn> {
    const { vault, logs, room, clock } = this.#parts;
    const { head, whole } = await takeHead(brought.bytes, headLength);
    const reader = recognizeLog(head, brought.name);
    if (!reader && !brought.keep) {
      await leave(whole);
      return { outcome: "unknown", log: null, flights: [], because: "flight/unknown-format" };
    }
    await room.make();
    const keeping = new Keeping(reader ? keptForReading : 0);
    const { name, source } = brought;
    const takenInAt = clock().toISOString();
    const label = { name, source, kind: reader ? "log" : "unknown", takenInAt };
    const { id, ...sealed } = await vault.seal(keeping.through(whole), label);
    const known = logs.find(id);
    if (isHere(sealed)) return this.#answerTwin(id, known ?? (await this.record(id, brought.by)));
    const log = await this.record(id, brought.by);
    if (!reader) return this.#answer("kept", id, log);
    const read = await this.readLog(id, sealed.added ? keeping.bytes() : undefined);
    // A film may turn out to tell of no flight only when all of it has come.
    return this.#answer(read.reading === "unknown" ? "kept" : "taken-in", id, read);
  }

  /**
   * Reads a kept log and puts its flights into the list, unless it was shredded meanwhile. What goes
   * wrong stands with the log afterwards; the log itself is not touched.
   *
   * @throws hub/no-such-log
   */
  readLog(id: string, bytes?: Uint8Array): Promise<StoredLog> {
    const reading = this.#readLog(id, bytes).finally(() => {
      if (this.#underway.get(id) === reading) this.#underway.delete(id);
    });
    this.#underway.set(id, reading);
    return reading;
  }

  async #readLog(id: string, bytes: Uint8Array | undefined): Promise<StoredLog> {
    const { changes, logs, turns } = this.#parts;
    changes.reading = this.#reading += 1;
    try {
      const log = logs.get(id);
      const found = await this.#read(id, log, bytes);
      if (!found) return log;
      return await turns.take(id, async () => {
        const now = logs.find(id);
        if (!now) return log;
        return (await this.#isOutdated(id, now, found)) ? now : this.#publish(id, log, found);
      });
    } finally {
      changes.reading = this.#reading -= 1;
    }
  }

  /** The same for those to whom a reading that is under way is as good. */
  readAgain(id: string): Promise<StoredLog> {
    return this.#underway.get(id) ?? this.readLog(id);
  }

  /**
   * Puts the sealing of a log on record, then the log into the book; once, whoever finds it. One
   * that waits to be read is put when it was; after a crash before that, catching up finds it in the
   * ring.
   *
   * @throws vault/unknown-object
   */
  record(id: string, by: string): Promise<StoredLog> {
    const { vault, evidence, logs, changes, turns } = this.#parts;
    return turns.take(id, async () => {
      const known = logs.find(id);
      if (known) return known;
      const about = await vault.about(id); // it may have been shredded while this waited
      const { sha256, size, source, name } = about;
      await evidence.append({ kind: "sealed", by, object: id, sha256, size, source, name });
      const log = storedLogOf(about);
      if (log.reading === "waiting") logs.remember(id, log);
      else await logs.put(id, log);
      changes.note("logs");
      return log;
    });
  }

  /** Undefined where the hub is being locked: the log waits to be read. */
  async #read(
    id: string,
    { name, size }: StoredLog,
    given: Uint8Array | undefined,
  ): Promise<Found | undefined> {
    const { vault, pool } = this.#parts;
    const content = given ? { bytes: given } : await openContent(vault, id, size);
    if (!content) return { reading: "failed" };
    const keys = given ? [] : await openKeys(vault, id); // what is new has none
    const answer = await pool.read({ ...content, name, keys });
    if ("read" in answer) return { ...answer, keys: countKeys(keys) };
    const { code } = answer.problem;
    return code === poolClosed ? undefined : { reading: notRead[code] ?? "failed" };
  }

  /** Keys came, and were read with, while this reading went on without them. */
  async #isOutdated(id: string, now: StoredLog, found: Found): Promise<boolean> {
    if (!("read" in found) || found.keys >= (now.keys ?? 0)) return false;
    return found.keys < countKeys(await openKeys(this.#parts.vault, id));
  }

  async #publish(id: string, log: StoredLog, found: Found): Promise<StoredLog> {
    const { logs, changes } = this.#parts;
    const now = "read" in found ? await this.#keep(id, log, found) : { ...log, ...found };
    await logs.put(id, now);
    changes.note("logs");
    return now;
  }

  async #keep(id: string, log: StoredLog, { read, keys }: WasRead): Promise<StoredLog> {
    const { vault, flights, changes } = this.#parts;
    const found = new Map<string, StoredFlight>();
    for (const [number, { summary, columns, warnings, particulars }] of read.flights.entries()) {
      await vault.sealDerived({ id, kind: columnsKind(number), bytes: blocksOf(columns) });
      if (particulars)
        await vault.sealDerived({ id, kind: particularsKind(number), bytes: particulars });
      found.set(flightIdOf(id, number), {
        takenInAt: log.takenInAt,
        columnsSize: columns.reduce((size, { length }) => size + length, 0),
        hasParticulars: particulars !== undefined,
        warnings,
        summary,
      });
    }
    await flights.add(found);
    changes.note("flights");
    const needsKeys = read.flights.some(({ summary }) => summary.needsKeys);
    return {
      ...log,
      format: read.format,
      reading: needsKeys ? "needs-keys" : "read",
      readerVersion: readers.find(({ format }) => format === read.format)?.version ?? null,
      keys,
      flights: [...found.keys()],
    };
  }

  /** Of a log that was here already; perhaps another who brings it at this moment came first. */
  async #answerTwin(id: string, log: StoredLog): Promise<TakenIn> {
    const read = log.reading === "waiting" ? await this.readAgain(id) : log;
    return this.#answer("duplicate", id, read);
  }

  #answer(outcome: TakenIn["outcome"], id: string, log: StoredLog): TakenIn {
    const flights = log.flights.flatMap((flight) => this.#parts.flights.find(flight) ?? []);
    const because = log.reading === "failed" ? "hub/reading-failed" : null;
    return {
      outcome,
      log: id,
      flights: flights.map(({ id: flight, startedAt, needsKeys, damaged }) => ({
        id: flight,
        startedAt,
        needsKeys,
        damaged,
      })),
      because,
    };
  }
}

const notRead: Readonly<Record<string, StoredLog["reading"]>> = {
  "flight/unknown-format": "unknown",
  "flight/too-large": "too-large",
};

/** A large log is read by pieces: its reader may need only a few of them. */
async function openContent(vault: Vault, id: string, size: number) {
  if (size > keptForReading) return { source: vaultSource(vault, id, size) };
  const bytes = await collect(vault.open(id)).catch(ignoreDamaged);
  return bytes && { bytes };
}

/** What reading a log gave, or why it gave nothing. */
type Found = WasRead | Pick<StoredLog, "reading">;

type WasRead = { readonly read: ReadLog; readonly keys: number };

async function* blocksOf(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* parts;
}

/** Whether the vault had it already, and well. */
function isHere({ added, healed }: Pick<Sealed, "added" | "healed">): boolean {
  return !added && !healed;
}

/** An original that cannot be read is no reason to stop: the others can. */
function ignoreDamaged(error: unknown): undefined {
  if (isProblem(error, "vault/locked")) throw error;
}

/** Ends a stream that nobody will read. */
async function leave(blocks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of blocks) return;
}
