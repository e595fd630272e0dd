import type { WitnessedLog, WitnessStore } from "./witness.ts";

/** What a witness needs of a browser's `localStorage`. */
export type NamedTexts = {
  readonly length: number;
  key(at: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
};

const prefix = "homepoint-witness:";

/** A witness's memory in a browser. What cannot be read is told, not forgotten. */
export class StorageWitnessStore implements WitnessStore {
  readonly #texts: NamedTexts;

  constructor(texts: NamedTexts) {
    this.#texts = texts;
  }

  async logs(): Promise<readonly WitnessedLog[]> {
    const names = Array.from({ length: this.#texts.length }, (_, at) => this.#texts.key(at) ?? "");
    return names
      .filter((name) => name.startsWith(prefix))
      .flatMap((name) => this.#read(name) ?? []);
  }

  async find(origin: string): Promise<WitnessedLog | undefined> {
    return this.#read(prefix + origin);
  }

  async replace(origin: string, log: WitnessedLog): Promise<void> {
    this.#texts.setItem(prefix + origin, JSON.stringify(log));
  }

  async forget(origin: string): Promise<void> {
    this.#texts.removeItem(prefix + origin);
  }

  #read(name: string): WitnessedLog | undefined {
    const text = this.#texts.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as WitnessedLog); // its own writing
  }
}
