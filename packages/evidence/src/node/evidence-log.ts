import { basename, dirname, join } from "node:path";
import { canonicalBytes } from "@homepoint/base";
import { takeLock, type Lock } from "@homepoint/base/node";
import type { Identity, Recipient } from "@homepoint/vault";
import type { Evidence } from "../enforce.ts";
import type { Entry } from "../entry.ts";
import type { Fact, GenerationReason, NewFact } from "../fact.ts";
import { hourOf, parseOpening, type Opening } from "../leaf.ts";
import { followsFile, generationFolder } from "../log-files.ts";
import { formatVerifierKey } from "../note.ts";
import { newSession, OpeningKeys } from "../opening-group.ts";
import { problem } from "../problems.ts";
import type { Proof } from "../proof.ts";
import { readNewest, readRange, type Page, type Range, type ReadParts } from "../reader.ts";
import type { Generation } from "./generation.ts";
import { viewCurrent, viewEnded, type GenerationView } from "./generation-view.ts";
import { countEntries } from "./load.ts";
import { diskFolder, within, type LogFolder } from "./log-folder.ts";
import { MachineKeys } from "./machine-keys.ts";
import { openGeneration, type OpenedGeneration } from "./open.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { proveEntry } from "./prove.ts";
import { Recorder, type Recorded } from "./recorder.ts";
import { isFull, Reserve, reserveFile } from "./reserve.ts";
import { readGroups, shredIn, type ShredParts } from "./shred.ts";
import type { LogState } from "./state.ts";
import { walNames, type Batch, type Wal } from "./wal.ts";

export type OpenEvidence = {
  /** Made where there is none. */
  readonly folder: string;
  /** Where the machine keeps the signing key, outside the vault; made with mode 0600. */
  readonly signingKey: string;
  /** Whoever may read the facts; the log itself cannot. */
  readonly recipient: Recipient;
  /** Who writes: the `by` of facts that the log records itself. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** A restored installation asks for a new generation. */
  readonly goOn?: OpenGoOn;
  /** Told of what goes wrong in the background: a checkpoint that could not be written. */
  readonly onTrouble?: (error: unknown) => void;
  /** A checkpoint at most this often; a second, unless told. */
  readonly settleMilliseconds?: number;
  /** How a folder is written, the log's and the key's; a test may break it. */
  readonly files?: (folder: string) => LogFolder;
};

type OpenGoOn = "where-it-ended" | "as-new-generation";

/** What was found when the log was opened. */
export type EvidenceOpened = {
  readonly generation: number;
  /** Why a new generation began, if one did. */
  readonly because?: GenerationReason;
  /** Bytes that a crash left half written; no entry among them was ever acknowledged. */
  readonly cut: number;
  /** Intents of the last run without outcome, each recorded as interrupted now. */
  readonly interrupted: readonly number[];
};

/** Which generation; the current one, unless told. Indices begin anew with each. */
export type OfGeneration = { readonly generation?: number };

/** An entry that just became durable. */
export type Listener = (entry: Entry) => void;

/** More than these and appending waits for tiles: some 100 MB of memory. */
const mostUnsettled = 1 << 16;

/**
 * The evidence log of one writer. What is appended is durable, committed to and sealed when the
 * append resolves, and under a signed checkpoint a second later. docs/formats/evidence.md.
 */
export class EvidenceLog implements Evidence {
  readonly opened: EvidenceOpened;
  readonly #parts: OpenEvidence;
  readonly #lock: Lock;
  readonly #folder: LogFolder;
  readonly #generation: Generation;
  readonly #wal: Wal;
  readonly #state: LogState;
  readonly #reserve: Reserve;
  readonly #recorder: Recorder;
  readonly #listeners = new Set<Listener>();
  #unsettled: Batch[];
  #unsettledCount: number;
  #settling: Promise<void> = Promise.resolve();
  #settledAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  /**
   * The log, ready to append. One that was put back, cut short or damaged does not go on: a new
   * generation begins, whose first fact names the last known checkpoint.
   *
   * @throws lock/taken
   */
  static async open(parts: OpenEvidence): Promise<EvidenceLog> {
    const lock = await takeLockOf(parts);
    let log: EvidenceLog | undefined;
    try {
      const { first, ...held } = await openHeld(parts, lock);
      log = new EvidenceLog(parts, held);
      await (first ? log.#begin(first) : log.#goOn());
      return log;
    } catch (error) {
      if (log) await log.#wal.close();
      await lock.release();
      throw error;
    }
  }

  private constructor(parts: OpenEvidence, held: Held) {
    this.opened = held.opened;
    this.#parts = parts;
    this.#lock = held.lock;
    this.#folder = held.folder;
    this.#generation = held.generation;
    this.#wal = held.wal;
    this.#state = held.state;
    this.#reserve = held.reserve;
    this.#unsettled = [...held.unsettled];
    this.#unsettledCount = countEntries(held.unsettled);
    this.#recorder = new Recorder({
      wal: held.wal,
      size: held.generation.size + countEntries(held.unsettled),
      reserve: held.reserve,
      primitives,
      newSession: () => newSession(parts.recipient, primitives),
      now: parts.now ?? Date.now,
      waitForRoom: () => this.#waitForRoom(),
      onRecorded: (recorded) => this.#note(recorded),
    });
  }

  /** @throws evidence/too-large, evidence/not-written, evidence/closed */
  async append(fact: NewFact): Promise<number> {
    if (this.#isClosed) throw problem("closed");
    return this.#recorder.record(this.#recorder.prepare(fact));
  }

  /** Entries that are durable. */
  get size(): number {
    return this.#recorder.size;
  }

  /** The latest time that any fact bears; undefined before the first. ISO 8601 in UTC. */
  get latestFactAt(): string | undefined {
    const { latestAt } = this.#state;
    return latestAt === 0 ? undefined : new Date(latestAt).toISOString();
  }

  /** The published checkpoint, a signed note. */
  get checkpoint(): string {
    return this.#generation.note as string; // opening publishes the first
  }

  /** What anyone verifies checkpoints of this generation with. */
  get verifierKey(): string {
    return formatVerifierKey(this.#generation.key);
  }

  /** Calls back for each entry from now on. Gives what ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Entries below `before`, the newest first. */
  async readNewest(
    { generation, ...page }: Page & OfGeneration,
    identity: Identity,
  ): Promise<readonly Entry[]> {
    return readNewest(page, await this.#readParts(generation, identity));
  }

  /** Entries from `from` up to `to`, that one not included, in order. */
  async *readRange(
    { generation, ...range }: Range & OfGeneration,
    identity: Identity,
  ): AsyncIterable<Entry> {
    yield* readRange(range, await this.#readParts(generation, identity));
  }

  /** Entries of a generation that ended, or of this one. @throws evidence/no-such-generation */
  async sizeOf(generation: number): Promise<number> {
    return (await this.#view(generation)).source.size;
  }

  /**
   * One entry, to verify without this log, showing the members named; all of them, unless told.
   *
   * @throws evidence/no-such-entry, evidence/opening-gone, evidence/no-such-field
   */
  async prove(
    { index, show, generation }: { index: number; show?: readonly string[] } & OfGeneration,
    identity: Identity,
  ): Promise<Proof> {
    if (this.#isCurrent(generation) && index >= this.#generation.size) await this.settle();
    const view = await this.#view(generation);
    const keys = new OpeningKeys(identity, primitives);
    return proveEntry({ index, show, view, keys }, primitives);
  }

  /**
   * Destroys what these entries say. Their leaves stay, and every proof stays valid. Once it
   * resolves their openings are in no file of the log. To be recorded before and after.
   *
   * @throws evidence/no-such-entry, evidence/no-such-generation
   */
  async shredOpenings(
    indices: readonly number[],
    identity: Identity,
    generation?: number,
  ): Promise<void> {
    const size = this.#isCurrent(generation) ? this.size : await this.sizeOf(generation as number);
    const unknown = indices.find((index) => !(index >= 0 && index < size));
    if (unknown !== undefined) throw problem("no-such-entry", { index: unknown });
    const keys = new OpeningKeys(identity, primitives);
    const session = await newSession(this.#parts.recipient, primitives);
    const parts = { keys, session, primitives };
    if (!this.#isCurrent(generation))
      return this.#shredEnded(new Set(indices), generation as number, parts);
    await this.settle();
    await this.settle(); // a file that was in use during the first is empty after the second
    await this.#afterSettling(() => this.#generation.shred(new Set(indices), parts));
  }

  /** Publishes a checkpoint over everything that is durable now. */
  settle(): Promise<void> {
    return this.#afterSettling(() => this.#settleNow());
  }

  /** Settles and lets the folder go. What is not settled then is durable all the same. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#recorder.idle();
    try {
      await this.settle();
    } catch (error) {
      this.#parts.onTrouble?.(error);
    }
    await this.#wal.close();
    await this.#lock.release();
  }

  /** The first fact is open to all, so that anyone can follow the generations. */
  async #begin(first: NewFact): Promise<void> {
    const prepared = this.#recorder.prepare(first);
    const { fields } = parseOpening(prepared.opening) as Opening; // just made
    await this.#generation.folder.replace(followsFile, canonicalBytes({ v: 1, fields }));
    await this.#recorder.record(prepared);
    await this.settle();
  }

  /** A full disk is no reason not to start: what is durable can be settled later. */
  async #goOn(): Promise<void> {
    const { by, onTrouble } = this.#parts;
    const { interrupted } = this.opened;
    await Promise.all(
      interrupted.map((entry) => this.append({ kind: "interrupted", by, entry })),
    ).catch((error: unknown) => onTrouble?.(error)); // found again at the next start
    await this.settle().catch((error: unknown) => onTrouble?.(error));
  }

  #isCurrent(generation: number | undefined): boolean {
    return generation === undefined || generation === this.#generation.number;
  }

  async #view(generation: number | undefined): Promise<GenerationView> {
    if (this.#isCurrent(generation)) return viewCurrent(this.#generation, this.#unsettled);
    return viewEnded(this.#folder, generation as number); // it is not undefined
  }

  async #readParts(generation: number | undefined, identity: Identity): Promise<ReadParts> {
    const { source } = await this.#view(generation);
    return { source, keys: new OpeningKeys(identity, primitives), primitives };
  }

  /** What a generation that ended had not signed goes as a whole: nothing refers to it. */
  async #shredEnded(
    indices: ReadonlySet<number>,
    generation: number,
    parts: ShredParts,
  ): Promise<void> {
    const folder = within(this.#folder, generationFolder(generation));
    const groupsOf = (bundle: number) => readGroups(folder, bundle);
    await this.#afterSettling(async () => {
      await shredIn(folder, indices, { ...parts, groupsOf });
      for (const name of walNames) await folder.remove(name);
      await folder.syncNames();
    });
  }

  #note({ batches, facts }: Recorded): void {
    this.#unsettled.push(...batches);
    const entries = batches.flatMap(({ entries }) => entries);
    for (const [at, entry] of entries.entries()) {
      this.#state.note(entry);
      if (this.#listeners.size > 0) this.#tell(entry.index, facts[at] as Fact); // one for each
    }
    this.#unsettledCount += entries.length;
    this.#settleSoon();
  }

  #tell(index: number, fact: Fact): void {
    for (const listener of this.#listeners)
      listener({ index, hour: hourOf(fact.at), state: "open", fact });
  }

  #settleSoon(): void {
    if (this.#timer !== undefined || this.#isClosed) return;
    const pause = this.#parts.settleMilliseconds ?? 1000;
    const wait = Math.max(0, this.#settledAt + pause - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.settle().catch((error: unknown) => {
        this.#parts.onTrouble?.(error);
        this.#settleSoon();
      });
    }, wait);
    this.#timer.unref(); // durable already: no reason to keep a program alive
  }

  async #waitForRoom(): Promise<void> {
    if (this.#unsettledCount < mostUnsettled) return;
    await this.settle().catch((error: unknown) => this.#parts.onTrouble?.(error));
  }

  #afterSettling(work: () => Promise<void>): Promise<void> {
    const turn = this.#settling.then(work);
    this.#settling = turn.catch(() => undefined); // told to whoever asked for the work
    return turn;
  }

  async #settleNow(): Promise<void> {
    await this.#recorder.exclusively(async () => this.#wal.turn());
    const batches = this.#unsettled.slice();
    await this.#generation.settle(batches, this.#state);
    this.#unsettled.splice(0, batches.length);
    this.#unsettledCount -= countEntries(batches);
    this.#settledAt = Date.now();
    if (batches.length > 0) await this.#generation.sweep();
    await this.#recorder.exclusively(() => this.#wal.forget(this.#generation.size));
    await this.#reserve.refill();
  }
}

/** On a disk too full for a lock, the reserve gives way; it comes back when there is room. */
async function takeLockOf({ folder, files = diskFolder }: OpenEvidence): Promise<Lock> {
  const path = join(folder, "lock");
  try {
    return await takeLock(path);
  } catch (error) {
    if (!isFull(error)) throw error;
    await files(folder).remove(reserveFile);
    return takeLock(path);
  }
}

type Held = Pick<OpenedGeneration, "generation" | "wal" | "unsettled" | "state"> & {
  readonly lock: Lock;
  readonly reserve: Reserve;
  readonly folder: LogFolder;
  readonly opened: EvidenceOpened;
};

async function openHeld(
  parts: OpenEvidence,
  lock: Lock,
): Promise<Held & Pick<OpenedGeneration, "first">> {
  const { by, goOn = "where-it-ended", signingKey, files = diskFolder } = parts;
  const folder = files(parts.folder);
  const [place, name] = [files(dirname(signingKey)), basename(signingKey)];
  const machine = await MachineKeys.open({ folder: place, name, primitives });
  const reserve = await Reserve.open(folder);
  const found = await openGeneration({ folder, machine, primitives, by, goOn });
  const opened = {
    generation: found.generation.number,
    ...(found.first ? { because: found.first.because } : {}),
    cut: found.cut,
    interrupted: found.state.openIntents,
  };
  return { ...found, lock, folder, reserve, opened };
}
