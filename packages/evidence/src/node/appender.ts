import { essentialKinds, relationOf, type Fact, type NewFact } from "../fact.ts";
import { commit, saltsFrom, type TakeSalt } from "../leaf.ts";
import { sealGroup, type GroupKey } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { tileWidth } from "../tile.ts";
import { isFull, type Reserve } from "./reserve.ts";
import type { Batch, UnsettledEntry, Wal } from "./wal.ts";

/** Batches, and the facts that their entries hold, one after the other. */
export type Appended = { readonly batches: readonly Batch[]; readonly facts: readonly Fact[] };

export type AppenderParts = {
  readonly wal: Wal;
  /** Index of the next entry. */
  readonly size: number;
  readonly reserve: Reserve;
  readonly primitives: EvidencePrimitives;
  readonly newGroupKey: () => Promise<GroupKey>;
  readonly now: () => number;
  /** Waits while more is unsettled than memory should hold; rejects where it stays so. */
  readonly waitForRoom: () => Promise<void>;
  /** Once durable, before `append` resolves. */
  readonly onAppended: (appended: Appended) => void;
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

/** Facts on their way into one write. */
type Write = {
  readonly waiting: readonly Waiting[];
  readonly batches: readonly Batch[];
  readonly groupKey: GroupKey;
};

/** As many as are worth one write, and few enough not to hold up anything else. */
const mostAtOnce = 4096;
const mostLettersAtOnce = 4 << 20;

/** Makes facts durable, those that come together by one write. Everything else waits its turn. */
export class Appender {
  readonly #parts: AppenderParts;
  readonly #takeSalt: TakeSalt;
  readonly #waiting: Waiting[] = [];
  #size: number;
  #groupKey: GroupKey | undefined;
  #flushing: Promise<void> | undefined;
  #asked: Promise<unknown> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();
  #lastTime = { at: Number.NaN, text: "" };

  constructor(parts: AppenderParts) {
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
  append(prepared: Prepared): Promise<number> {
    const appended = new Promise<number>((resolve, reject) => {
      this.#waiting.push({ ...prepared, resolve, reject });
      this.#flushing ??= this.#flush();
    });
    this.#asked = appended;
    return appended;
  }

  /** When what was asked for until now is on record or refused. */
  async asked(): Promise<void> {
    await this.#asked.catch(() => undefined); // told to whoever appended it
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
    let next: Write | undefined;
    // Nothing may come between finding that nothing waits and saying that nothing is under way.
    while (next || this.#waiting.length > 0) {
      const error = await this.#parts.waitForRoom().then(noError, toCause);
      if (error) next = this.#refuseAll(next, error.cause);
      const write: Write | undefined = next ?? (await this.#take());
      next = write && (await this.#write(write));
    }
    this.#flushing = undefined;
  }

  /** Gives the next write, sealed while the disk was at work. */
  async #write(write: Write): Promise<Write | undefined> {
    const { batches } = write;
    const writing = this.exclusively(() => this.#parts.wal.append(batches));
    const next = this.#takeAhead(write);
    const error = await writing.then(noError, toCause);
    if (error) {
      await this.#recover(write, next, error.cause);
      return undefined;
    }
    this.#note(write);
    return next;
  }

  /** Nothing more is taken while what is durable already finds no place. */
  #refuseAll(next: Write | undefined, cause: unknown): undefined {
    this.#groupKey = undefined; // what was sealed ahead will not be written
    refuse([...(next?.waiting ?? []), ...this.#waiting.splice(0)], cause);
  }

  async #take(): Promise<Write | undefined> {
    if (this.#waiting.length === 0) return undefined;
    try {
      this.#groupKey ??= await this.#parts.newGroupKey();
    } catch (error) {
      refuse(this.#waiting.splice(0), error);
      return undefined;
    }
    return this.#seal(this.#takeSome(), this.#size, this.#groupKey);
  }

  #takeAhead({ waiting, groupKey }: Write): Write | undefined {
    const some = this.#takeSome();
    return some.length === 0 ? undefined : this.#seal(some, this.#size + waiting.length, groupKey);
  }

  #takeSome(): readonly Waiting[] {
    let letters = 0;
    const large = this.#waiting.findIndex(({ opening }, at) => {
      letters += opening.length;
      return at === mostAtOnce || (at > 0 && letters > mostLettersAtOnce);
    });
    return this.#waiting.splice(0, large === -1 ? this.#waiting.length : large);
  }

  #seal(waiting: readonly Waiting[], size: number, groupKey: GroupKey): Write {
    const batches: Batch[] = [];
    for (let at = 0; at < waiting.length;) {
      const first = size + at;
      const some = waiting.slice(at, at + tileWidth - (first % tileWidth));
      const lines = some.map(({ opening }, at) => ({ index: first + at, opening }));
      const group = sealGroup(lines, groupKey, this.#parts.primitives);
      batches.push({ entries: some.map((one, at) => toEntry(one, first + at)), group });
      at += some.length;
    }
    return { waiting, batches, groupKey };
  }

  #note({ waiting, batches }: Write): void {
    const first = this.#size;
    this.#size += waiting.length;
    this.#parts.onAppended({ batches, facts: waiting.map(({ fact }) => fact) });
    for (const [at, { resolve }] of waiting.entries()) resolve(first + at);
  }

  /**
   * An index is sealed only once under a key: after a failed write comes another. A full
   * disk still takes what helps to make room.
   */
  async #recover({ waiting }: Write, next: Write | undefined, cause: unknown): Promise<void> {
    this.#groupKey = undefined;
    this.#waiting.unshift(...(next?.waiting ?? []));
    const essential = waiting.filter(({ fact }) => essentialKinds.has(fact.kind));
    const mayHelp = isFull(cause) && essential.length > 0;
    const hasRoom = mayHelp && (await this.#parts.reserve.release().catch(() => false));
    const again = hasRoom ? essential : [];
    refuse(
      waiting.filter((one) => !again.includes(one)),
      cause,
    );
    this.#waiting.unshift(...again);
  }

  #withTime(fact: NewFact, at: number): Fact {
    if (at !== this.#lastTime.at) this.#lastTime = { at, text: new Date(at).toISOString() };
    return { ...fact, at: this.#lastTime.text };
  }
}

function toEntry({ fact, at, leaf }: Waiting, index: number): UnsettledEntry {
  return { index, at, relation: relationOf(fact), leaf: Buffer.from(leaf, "latin1") }; // ASCII
}

function refuse(lost: readonly Waiting[], cause: unknown): void {
  for (const { reject } of lost) reject(problem("not-written", {}, { cause }));
}

function noError(): undefined {
  return undefined;
}

function toCause(cause: unknown): { readonly cause: unknown } {
  return { cause };
}
