import type { BackupRow } from "@homepoint/api";
import type { Rows } from "../database/rows.ts";
import { isBefore, type Position } from "../evidence/position.ts";
import type { ShreddingBook, StoredShredding } from "../logs/shredding-book.ts";

export type StoredBackup = Omit<BackupRow, "id" | "holdsShredded"> & {
  /** Where the evidence stood when it began. */
  readonly at: Position;
};

/** Which backups there are. Shredding is final when none of them holds the object's key. */
export class BackupBook {
  readonly #backups: Rows<StoredBackup>;
  readonly #shreddings: ShreddingBook;
  readonly #clock: () => Date;

  constructor(backups: Rows<StoredBackup>, shreddings: ShreddingBook, clock: () => Date) {
    this.#backups = backups;
    this.#shreddings = shreddings;
    this.#clock = clock;
  }

  async register(id: string, backup: StoredBackup): Promise<void> {
    await this.#backups.put(id, backup);
  }

  async forget(id: string): Promise<void> {
    await this.#backups.remove(id);
  }

  /** Those that have not expired, newest first. */
  async list(): Promise<BackupRow[]> {
    const shreddings = await this.#shreddings.all();
    return (await this.#current()).map((backup) => rowOf(backup, shreddings));
  }

  /** Backups that hold the key of an object that was shredded. */
  async holding(shredding: StoredShredding): Promise<BackupRow[]> {
    const shreddings = await this.#shreddings.all();
    return (await this.#current())
      .filter((backup) => holds(backup, shredding))
      .map((backup) => rowOf(backup, shreddings));
  }

  async #current(): Promise<Backup[]> {
    const now = this.#clock().toISOString();
    return (await this.#backups.all())
      .map(({ id, body }) => ({ id, ...body }))
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .sort((a, b) => b.madeAt.localeCompare(a.madeAt));
  }
}

type Backup = StoredBackup & { readonly id: string };

function rowOf(backup: Backup, shreddings: readonly StoredShredding[]): BackupRow {
  const { at: _, ...row } = backup;
  const held = shreddings.filter((shredding) => holds(backup, shredding));
  return { ...row, holdsShredded: new Set(held.map(({ object }) => object)).size };
}

/**
 * Judged by the evidence, whose order no clock changes. The time of day may only add to it: of what
 * waited in the inbox, or was being taken in, the fact `sealed` is younger than its key.
 */
function holds(
  { at, madeAt }: Pick<StoredBackup, "at" | "madeAt">,
  { takenInAt, sealed, done }: StoredShredding,
): boolean {
  if (done !== null && isBefore(done, at)) return false;
  return sealed === null || isBefore(sealed, at) || takenInAt <= madeAt;
}
