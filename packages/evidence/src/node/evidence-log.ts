import { canonicalBytes, isProblem } from "@homepoint/base";
import type { Identity } from "@homepoint/vault";
import type { Evidence } from "../enforce.ts";
import type { Entry } from "../entry.ts";
import type { Fact, NewFact } from "../fact.ts";
import { hourOf, parseOpening, type Opening } from "../leaf.ts";
import { followsFile, generationFolder } from "../log-files.ts";
import { formatVerifierKey, type VerifierKey } from "../note.ts";
import { newGroupKey, OpeningKeys } from "../opening-group.ts";
import { problem } from "../problems.ts";
import type { Proof } from "../proof.ts";
import { readNewest, readRange, type Page, type Range, type ReadParts } from "../reader.ts";
import type { Witnessing } from "../verify/check-witnesses.ts";
import { keepCosignatures, makeOffer, readWitnessed, witnessingsOf } from "./cosigning.ts";
import type { Stamped } from "../verify/check-stamps.ts";
import { keepStamp, requestStamp, stampsOf } from "./stamping.ts";
import type { DisclosedRun, Disclosure } from "../disclosure/disclosure.ts";
import type { Selection } from "../disclosure/selection.ts";
import { discloseView } from "./disclosing.ts";
import { viewCurrent, viewEnded, type GenerationView } from "./generation-view.ts";
import { countEntries } from "./load.ts";
import { within } from "./log-folder.ts";
import { openHeld, type EvidenceOpened, type Held, type OpenEvidence } from "./open-held.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { proveEntry } from "./prove.ts";
import { Appender, type Appended } from "./appender.ts";
import { Settler } from "./settler.ts";
import { readGroups, shredIn, type ShredParts } from "./shred.ts";
import { walNames } from "./wal.ts";

/** Which generation; the current one, unless told. Indices begin anew with each. */
export type OfGeneration = { readonly generation?: number };

/** An entry that just became durable. */
export type Listener = (entry: Entry) => void;

/**
 * The evidence log of one writer. What is appended is durable, committed to and sealed when the
 * append resolves, and under a signed checkpoint a second later. docs/formats/evidence.md.
 */
export class EvidenceLog implements Evidence {
  readonly opened: EvidenceOpened;
  readonly #parts: OpenEvidence;
  readonly #held: Held;
  readonly #appender: Appender;
  readonly #settler: Settler;
  readonly #listeners = new Set<Listener>();
  #isClosed = false;

  /**
   * The log, ready to append. One that was put back, cut short or damaged does not go on: a new
   * generation begins, whose first fact names the last known checkpoint.
   *
   * @throws lock/taken
   */
  static async open(parts: OpenEvidence): Promise<EvidenceLog> {
    const held = await openHeld(parts);
    try {
      const log = new EvidenceLog(parts, held);
      await (held.first ? log.#begin(held.first) : log.#goOn());
      return log;
    } catch (error) {
      await held.wal.close();
      await held.lock.release();
      throw error;
    }
  }

  private constructor(parts: OpenEvidence, held: Held) {
    this.opened = held.opened;
    this.#parts = parts;
    this.#held = held;
    this.#appender = new Appender({
      wal: held.wal,
      size: held.generation.size + countEntries(held.unsettled),
      reserve: held.reserve,
      primitives,
      newGroupKey: () => newGroupKey(parts.recipient, primitives),
      now: parts.now ?? Date.now,
      waitForRoom: () => this.#settler.waitForRoom(),
      onAppended: (appended) => this.#note(appended),
    });
    this.#settler = new Settler({
      ...held,
      pauseMilliseconds: parts.settleMilliseconds ?? 1000,
      mostUnsettled: parts.mostUnsettled ?? 1 << 16,
      exclusively: (work) => this.#appender.exclusively(work),
      onTrouble: (error) => this.#tellTrouble(error),
    });
  }

  /** @throws evidence/too-large, evidence/not-written, evidence/closed */
  async append(fact: NewFact): Promise<number> {
    if (this.#isClosed) throw problem("closed");
    return this.#appender.append(this.#appender.prepare(fact));
  }

  /** Entries that are durable. */
  get size(): number {
    return this.#appender.size;
  }

  /** The latest time that any fact bears; undefined before the first. ISO 8601 in UTC. */
  get latestFactAt(): string | undefined {
    const { latestAt } = this.#held.state;
    return latestAt === 0 ? undefined : new Date(latestAt).toISOString();
  }

  /** The published checkpoint, a signed note. */
  get checkpoint(): string {
    return this.#held.generation.note as string; // opening publishes the first
  }

  /** What anyone verifies checkpoints of this generation with. */
  get verifierKey(): string {
    return formatVerifierKey(this.#held.generation.key);
  }

  /** Calls back for each entry from now on. Gives what ends it. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Entries below `before`, the newest first, with all that was appended before asking. */
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

  /** Generations that can be read, the oldest first. */
  async generations(): Promise<number[]> {
    const found: number[] = [];
    for (let number = 1; number < this.opened.generation; number += 1)
      if (await this.#view(number).catch(ignoreMissing)) found.push(number);
    return [...found, this.opened.generation];
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
    if (this.#isCurrent(generation) && index >= this.#held.generation.size) await this.settle();
    const view = await this.#view(generation);
    const keys = new OpeningKeys(identity, primitives);
    return proveEntry({ index, show, view, keys }, primitives);
  }

  /**
   * Destroys what these entries say. Their leaves stay, and every proof stays valid. Once it
   * resolves their openings are in no file of the log. To be recorded before and after.
   *
   * @throws evidence/no-such-entry, evidence/no-such-generation, evidence/wrong-identity
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
    const groupKey = await newGroupKey(this.#parts.recipient, primitives);
    const parts = { keys, groupKey, primitives };
    if (!this.#isCurrent(generation))
      return this.#shredEnded(new Set(indices), generation as number, parts);
    await this.settle();
    await this.settle(); // a file that was in use during the first is empty after the second
    await this.#settler.inTurn(() => this.#held.generation.shred(new Set(indices), parts));
  }

  /**
   * What to ask a witness that knows the first `old` entries, 0 for a new one: the text of C2SP
   * tlog-witness's `add-checkpoint`, over everything that is durable now.
   *
   * @throws evidence/witness-knows-more
   */
  async offer(old: number): Promise<string> {
    await this.settle();
    return this.#settler.inTurn(() => makeOffer(old, this.#held.generation));
  }

  /**
   * Keeps a checkpoint that witnesses cosigned. Gives which of these keys did, of which size.
   *
   * @throws evidence/bad-checkpoint, evidence/not-of-this-log, evidence/not-cosigned
   */
  addCosignatures(note: string, witnesses: readonly VerifierKey[]): Promise<readonly Witnessing[]> {
    return this.#settler.inTurn(() => keepCosignatures(note, witnesses, this.#held.generation));
  }

  /** Checkpoints of this generation that witnesses cosigned, as notes. */
  witnessed(): Promise<readonly string[]> {
    return readWitnessed(this.#held.generation);
  }

  /** What these witnesses cosigned of this generation, the largest of each. */
  witnessings(witnesses: readonly VerifierKey[]): Promise<readonly Witnessing[]> {
    return witnessingsOf(witnesses, this.#held.generation);
  }

  /** Stamps of this generation, whoever signed them. */
  stamps(): Promise<readonly Stamped[]> {
    return stampsOf(this.#held.generation);
  }

  /** What to bring to a time stamp authority, RFC 3161, for everything that is durable now. */
  async requestStamp(): Promise<Uint8Array> {
    await this.settle();
    return this.#settler.inTurn(() => requestStamp(this.#held.generation));
  }

  /**
   * Keeps the authority's reply. `authorities`: certificates in PEM that are trusted; without them
   * whoever signed it is believed.
   *
   * @throws evidence/bad-stamp
   */
  addStamp(reply: Uint8Array, authorities?: readonly string[]): Promise<Stamped> {
    return this.#settler.inTurn(() => keepStamp(reply, authorities, this.#held.generation));
  }

  /**
   * Chosen members of chosen facts of all generations that are here, to verify without this log.
   * Under checkpoints that witnesses cosigned where those reach as far as is asked.
   */
  async disclose(selection: Selection, identity: Identity): Promise<Disclosure> {
    await this.settle();
    const runs: DisclosedRun[] = [];
    for (const generation of await this.generations()) {
      const view = await this.#view(generation);
      const run = await discloseView(selection, { generation, view, identity });
      if (run) runs.push(run);
    }
    return { v: 1, format: "homepoint-disclosure", extent: selection.extent, runs };
  }

  /** Publishes a checkpoint over everything that is durable now. */
  settle(): Promise<void> {
    return this.#settler.settle();
  }

  /** Settles and lets the folder go. What is not settled then is durable all the same. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#settler.stop();
    await this.#appender.idle();
    await this.settle().catch((error: unknown) => this.#tellTrouble(error));
    await this.#held.wal.close();
    await this.#held.lock.release();
  }

  /** The first fact is open to all, so that anyone can follow the generations. */
  async #begin(first: NewFact): Promise<void> {
    const prepared = this.#appender.prepare(first);
    const { fields } = parseOpening(prepared.opening) as Opening; // just made
    await this.#held.generation.folder.replace(followsFile, canonicalBytes({ v: 1, fields }));
    await this.#appender.append(prepared);
    await this.settle();
  }

  /** A full disk is no reason not to start: what is durable can be settled later. */
  async #goOn(): Promise<void> {
    const { by } = this.#parts;
    const { interrupted } = this.opened;
    await Promise.all(
      interrupted.map((entry) => this.append({ kind: "interrupted", by, entry })),
    ).catch((error: unknown) => this.#tellTrouble(error)); // found again at the next start
    await this.settle().catch((error: unknown) => this.#tellTrouble(error));
  }

  #isCurrent(generation: number | undefined): boolean {
    return generation === undefined || generation === this.#held.generation.number;
  }

  async #view(generation: number | undefined): Promise<GenerationView> {
    if (this.#isCurrent(generation)) {
      await this.#appender.asked();
      return viewCurrent(this.#held.generation, this.#settler.unsettled);
    }
    return viewEnded(this.#held.folder, generation as number); // it is not undefined
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
    const folder = within(this.#held.folder, generationFolder(generation));
    const groupsOf = (bundle: number) => readGroups(folder, bundle);
    await this.#settler.inTurn(async () => {
      await shredIn(folder, indices, { ...parts, groupsOf });
      for (const name of walNames) await folder.remove(name);
      await folder.syncNames();
    });
  }

  #note({ batches, facts }: Appended): void {
    const entries = batches.flatMap(({ entries }) => entries);
    this.#settler.note(batches, entries);
    if (this.#listeners.size === 0) return;
    for (const [at, { index }] of entries.entries()) this.#tell(index, facts[at] as Fact); // one each
  }

  /** A listener that fails is no reason for anything else to. */
  #tell(index: number, fact: Fact): void {
    for (const listener of this.#listeners) {
      try {
        listener({ index, hour: hourOf(fact.at), state: "open", fact });
      } catch (error) {
        this.#tellTrouble(error);
      }
    }
  }

  #tellTrouble(error: unknown): void {
    this.#parts.onTrouble?.(error);
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!isProblem(error, "evidence/no-such-generation")) throw error;
}
