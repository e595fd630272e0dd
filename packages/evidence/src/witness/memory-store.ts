import type { WitnessedLog, WitnessStore } from "./witness.ts";

/** Remembers as long as it is held. */
export class MemoryWitnessStore implements WitnessStore {
  readonly #logs = new Map<string, WitnessedLog>();

  async logs(): Promise<readonly WitnessedLog[]> {
    return [...this.#logs.values()];
  }

  async find(origin: string): Promise<WitnessedLog | undefined> {
    return this.#logs.get(origin);
  }

  async replace(origin: string, log: WitnessedLog): Promise<void> {
    this.#logs.set(origin, log);
  }

  async forget(origin: string): Promise<void> {
    this.#logs.delete(origin);
  }
}
