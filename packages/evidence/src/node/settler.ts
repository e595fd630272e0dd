import type { Generation } from "./generation.ts";
import { countEntries } from "./load.ts";
import type { Reserve } from "./reserve.ts";
import type { LogState } from "./state.ts";
import type { Batch, UnsettledEntry, Wal } from "./wal.ts";

export type SettlerParts = {
  readonly generation: Generation;
  readonly wal: Wal;
  readonly state: LogState;
  readonly reserve: Reserve;
  readonly unsettled: readonly Batch[];
  /** A checkpoint at most this often. */
  readonly pauseMilliseconds: number;
  /** More entries than this in memory, or 64 MiB of them, and there is no room for others. */
  readonly mostUnsettled: number;
  /** Does something between two writes of entries. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
};

const mostBytes = 64 << 20;

type Size = { readonly count: number; readonly bytes: number };

/** Puts durable entries into tiles, under checkpoints, one turn after the other. */
export class Settler {
  readonly #parts: SettlerParts;
  #unsettled: Batch[];
  #size: Size;
  #turn: Promise<void> = Promise.resolve();
  #settledAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(parts: SettlerParts) {
    this.#parts = parts;
    this.#unsettled = [...parts.unsettled];
    this.#size = sizeOf(parts.unsettled);
  }

  /** Durable entries that are in no tile yet. */
  get unsettled(): readonly Batch[] {
    return this.#unsettled;
  }

  /** Takes over what has just become durable. */
  note(batches: readonly Batch[], entries: readonly UnsettledEntry[]): void {
    this.#unsettled.push(...batches);
    for (const entry of entries) this.#parts.state.note(entry);
    const { count, bytes } = sizeOf(batches);
    this.#size = { count: this.#size.count + count, bytes: this.#size.bytes + bytes };
    this.#settleSoon();
  }

  /** Publishes a checkpoint over everything that is durable now. */
  settle(): Promise<void> {
    return this.inTurn(() => this.#settleNow());
  }

  /** Does something while no tile is being written. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    // What fails is told to whoever asked for the work.
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  /** Rejects where what is too much for memory cannot be settled. */
  async waitForRoom(): Promise<void> {
    const { count, bytes } = this.#size;
    if (count >= this.#parts.mostUnsettled || bytes >= mostBytes) await this.settle();
  }

  /** From now on only when asked. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #settleSoon(): void {
    if (this.#timer !== undefined || this.#isStopped) return;
    const wait = Math.max(0, this.#settledAt + this.#parts.pauseMilliseconds - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.settle().catch((error: unknown) => {
        this.#parts.onTrouble(error);
        this.#settleSoon();
      });
    }, wait);
    this.#timer.unref(); // durable already: no reason to keep a program alive
  }

  async #settleNow(): Promise<void> {
    const { generation, wal, state, reserve, exclusively } = this.#parts;
    this.#settledAt = performance.now();
    await exclusively(async () => wal.turn());
    const batches = this.#unsettled.slice();
    await generation.settle(batches, state);
    this.#unsettled.splice(0, batches.length);
    this.#size = sizeOf(this.#unsettled);
    // Covered by a checkpoint from here on: what fails below is tried again, and doubles nothing.
    if (batches.length > 0) await generation.sweep();
    await exclusively(() => wal.forget(generation.size));
    await reserve.refill();
  }
}

function sizeOf(batches: readonly Batch[]): Size {
  const bytes = batches.reduce((sum, { entries, group }) => {
    const leaves = entries.reduce((sum, { leaf }) => sum + leaf.length, 0);
    return sum + leaves + group.sealed.length;
  }, 0);
  return { count: countEntries(batches), bytes };
}
