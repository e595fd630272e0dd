import { essentialKinds, relationOf, type Fact, type NewFact } from "../fact.ts";
import { commit, saltsFrom, type TakeSalt } from "../leaf.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { isFull, type Reserve } from "./reserve.ts";
import type { Session } from "./session.ts";
import type { Unsettled, Wal } from "./wal.ts";

export type Recorded = { readonly entry: Unsettled; readonly fact: Fact };

export type RecorderParts = {
  readonly wal: Wal;
  /** Index of the next entry. */
  readonly size: number;
  readonly reserve: Reserve;
  readonly primitives: EvidencePrimitives;
  readonly newSession: () => Promise<Session>;
  readonly now: () => number;
  /** Waits while more is unsettled than memory should hold. */
  readonly waitForRoom: () => Promise<void>;
  /** Once durable, before `append` resolves. */
  readonly onRecorded: (recorded: readonly Recorded[]) => void;
};

/** A fact with its time, committed to, and not yet on record. */
export type Prepared = {
  readonly fact: Fact;
  readonly at: number;
  readonly leaf: string;
  readonly opening: string;
};

type Waiting = Prepared & {
  readonly resolve: (index: number) => void;
  readonly reject: (error: unknown) => void;
};

/** As many as are worth one write, and few enough not to hold up anything else. */
const mostAtOnce = 512;

/** Makes facts durable, those that come together by one write. Everything else waits its turn. */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #takeSalt: TakeSalt;
  readonly #waiting: Waiting[] = [];
  #size: number;
  #session: Session | undefined;
  #flushing: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #lastTime = { at: Number.NaN, text: "" };

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#size = parts.size;
    this.#takeSalt = saltsFrom(parts.primitives);
  }

  /** Entries that are durable. */
  get size(): number {
    return this.#size;
  }

  /** @throws evidence/too-large */
  prepare(newFact: NewFact): Prepared {
    const at = this.#parts.now();
    const fact = this.#withTime(newFact, at);
    return { fact, at, ...commit(fact, this.#parts.primitives, this.#takeSalt) };
  }

  /** Its index, once it is durable. @throws evidence/not-written */
  record(prepared: Prepared): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...prepared, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** When nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#flushing) await this.#flushing;
  }

  /** Does something between two writes. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined); // told to whoever asked for the work
    return turn;
  }

  async #flush(): Promise<void> {
    await Promise.resolve(); // what is appended in the same moment goes into the same write
    while (this.#waiting.length > 0) {
      await this.#parts.waitForRoom();
      const batch = this.#waiting.splice(0, mostAtOnce);
      await this.exclusively(() => this.#write(batch));
    }
    this.#flushing = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#record(batch);
    } catch (error) {
      await this.#recover(batch, error);
    }
  }

  /** A full disk still takes what helps to make room. */
  async #recover(batch: readonly Waiting[], error: unknown): Promise<void> {
    const essential = batch.filter(({ fact }) => essentialKinds.has(fact.kind));
    const hasRoom =
      isFull(error) &&
      essential.length > 0 &&
      (await this.#parts.reserve.release().catch(() => false));
    const [again, lost] = hasRoom
      ? [essential, batch.filter((waiting) => !essential.includes(waiting))]
      : [[], batch];
    refuse(lost, error);
    await this.#record(again).catch((error: unknown) => refuse(again, error));
  }

  async #record(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    this.#session ??= await this.#parts.newSession();
    const session = this.#session;
    const entries = batch.map((waiting, at) => toEntry(waiting, this.#size + at, session));
    try {
      await this.#parts.wal.append(entries);
    } catch (error) {
      this.#session = undefined; // an index may be sealed only once under a key
      throw error;
    }
    this.#size += batch.length;
    this.#parts.onRecorded(entries.map((entry, at) => ({ entry, fact: batch[at]!.fact }))); // as long
    for (const [at, { resolve }] of batch.entries()) resolve(entries[at]!.index); // as long
  }

  #withTime(fact: NewFact, at: number): Fact {
    if (at !== this.#lastTime.at) this.#lastTime = { at, text: new Date(at).toISOString() };
    return { ...fact, at: this.#lastTime.text };
  }
}

function toEntry({ fact, at, leaf, opening }: Waiting, index: number, session: Session): Unsettled {
  const sealed = session.key.seal(index, Buffer.from(opening));
  const bytes = Buffer.from(leaf, "latin1"); // a leaf is ASCII
  return { index, at, relation: relationOf(fact), leaf: bytes, key: session.sealedKey, sealed };
}

function refuse(lost: readonly Waiting[], cause: unknown): void {
  for (const { reject } of lost) reject(problem("not-written", {}, { cause }));
}
