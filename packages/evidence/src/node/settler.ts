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
  /** More entries than this in memory, and there is no room for others. */
  readonly mostUnsettled: number;
  /** Does something between two writes of entries. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly onTrouble: (error: unknown) => void;
};

/** Puts durable entries into tiles, under checkpoints, one turn after the other. */
export class Settler {
  readonly #parts: SettlerParts;
  #unsettled: Batch[];
  #count: number;
  #turn: Promise<void> = Promise.resolve();
  #settledAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(parts: SettlerParts) {
    this.#parts = parts;
    this.#unsettled = [...parts.unsettled];
    this.#count = countEntries(parts.unsettled);
  }

  /** Durable entries that are in no tile yet. */
  get unsettled(): readonly Batch[] {
    return this.#unsettled;
  }

  /** Takes over what has just become durable. */
  note(batches: readonly Batch[], entries: readonly UnsettledEntry[]): void {
    this.#unsettled.push(...batches);
    for (const entry of entries) this.#parts.state.note(entry);
    this.#count += entries.length;
    this.#settleSoon();
  }

  /** Publishes a checkpoint over everything that is durable now. */
  settle(): Promise<void> {
    return this.inTurn(() => this.#settleNow());
  }

  /** Does something while no tile is being written. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined); // told to whoever asked for the work
    return turn;
  }

  /** Rejects where what is too much for memory cannot be settled. */
  async waitForRoom(): Promise<void> {
    if (this.#count >= this.#parts.mostUnsettled) await this.settle();
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
    this.#count -= countEntries(batches);
    // Covered by a checkpoint from here on: what fails below is tried again, and doubles nothing.
    if (batches.length > 0) await generation.sweep();
    await exclusively(() => wal.forget(generation.size));
    await reserve.refill();
  }
}
