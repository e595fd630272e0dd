import type { Position } from "../evidence/position.ts";
import type { Rows } from "../database/rows.ts";

/** The end of an object that someone asked for. One that was taken in again may have several. */
export type StoredShredding = {
  readonly object: string;
  readonly by: string;
  readonly takenInAt: string;
  /** Where the evidence stood when it was asked for. */
  readonly asked: Position;
  /** Entries that tell of it, noted before their openings are destroyed: then none can be found. */
  readonly told: readonly Position[];
  /** Of its fact `sealed`; null as long as it is not known. */
  readonly sealed: Position | null;
  /** Where the evidence stood when nothing of it was left; null as long as anything may be. */
  readonly done: Position | null;
};

/** Which objects were shredded, and which are still to be: the one place that knows. */
export class ShreddingBook {
  readonly #rows: Rows<StoredShredding>;

  constructor(rows: Rows<StoredShredding>) {
    this.#rows = rows;
  }

  async all(): Promise<StoredShredding[]> {
    return (await this.#rows.all()).map(({ body }) => body);
  }

  /** Those that were begun and did not end. */
  async pending(): Promise<StoredShredding[]> {
    return (await this.all()).filter(({ done }) => done === null);
  }

  /** Keeps it as it stands now. */
  async put(shredding: StoredShredding): Promise<void> {
    await this.#rows.put(idOf(shredding), shredding);
  }

  /** Forgets one that never began. */
  async cancel(shredding: StoredShredding): Promise<void> {
    await this.#rows.remove(idOf(shredding));
  }
}

function idOf({ object, asked }: StoredShredding): string {
  return `${object}@${asked.join(".")}`;
}
