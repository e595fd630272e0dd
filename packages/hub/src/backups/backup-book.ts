import type { BackupRow } from "@homepoint/api";
import type { Rows } from "../database/rows.ts";

export type StoredBackup = Omit<BackupRow, "id" | "holdsShredded">;

/** When an object came and when it was shredded: which backups still hold its key follows. */
export type StoredShredding = { readonly takenInAt: string; readonly shreddedAt: string };

/** Which backups there are. Shredding is final when none of them holds the object's key. */
export class BackupBook {
  readonly #backups: Rows<StoredBackup>;
  readonly #shreddings: Rows<StoredShredding>;
  readonly #clock: () => Date;

  constructor(backups: Rows<StoredBackup>, shreddings: Rows<StoredShredding>, clock: () => Date) {
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

  async noteShredding(object: string, takenInAt: string): Promise<void> {
    const shreddedAt = this.#clock().toISOString();
    await this.#shreddings.put(object, { takenInAt, shreddedAt });
  }

  /** Those that have not expired, newest first. */
  async list(): Promise<BackupRow[]> {
    const now = this.#clock().toISOString();
    const shreddings = (await this.#shreddings.all()).map(({ body }) => body);
    return (await this.#backups.all())
      .filter(({ body }) => body.expiresAt === null || body.expiresAt > now)
      .map(({ id, body }) => ({ id, ...body, holdsShredded: countHeld(body, shreddings) }))
      .sort((a, b) => b.madeAt.localeCompare(a.madeAt));
  }

  /** Backups that hold the key of an object that came at this time. */
  async holding(takenInAt: string): Promise<BackupRow[]> {
    return (await this.list()).filter(({ madeAt }) => takenInAt <= madeAt);
  }
}

function countHeld({ madeAt }: StoredBackup, shreddings: readonly StoredShredding[]): number {
  return shreddings.filter(
    ({ takenInAt, shreddedAt }) => takenInAt <= madeAt && madeAt <= shreddedAt,
  ).length;
}
