import { setImmediate as otherWork } from "node:timers/promises";
import { canonicalJson, textOf, utf8, type Json } from "@homepoint/base";
import type { RowSealer } from "@homepoint/vault";
import { sql, type Kysely } from "kysely";
import type { Schema } from "./database.ts";

const pageLength = 500;
/** After so many writes whoever asks the hub something is answered. */
const writesAtOnce = 100;

/** A row as it is kept: its id, and its sealed body. */
export type SealedRow = { readonly id: string; readonly body: Uint8Array };

/** What changed: the row's body now, or undefined where the row is gone. */
export type Change<Body> = { readonly id: string; readonly body: Body | undefined };

/**
 * The rows of one table. A row that was removed stays as an empty one, so that every process sees
 * the change; `changed` only grows.
 */
export class Rows<Body extends Json> {
  readonly #database: Kysely<Schema>;
  readonly #table: string;
  readonly #sealer: RowSealer;

  private constructor(database: Kysely<Schema>, table: string, sealer: RowSealer) {
    this.#database = database;
    this.#table = table;
    this.#sealer = sealer;
  }

  static async open<Body extends Json>(
    database: Kysely<Schema>,
    table: string,
    sealer: RowSealer,
  ): Promise<Rows<Body>> {
    await database.schema
      .createTable(table)
      .ifNotExists()
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("changed", "bigint", (column) => column.notNull())
      .addColumn("body", "blob")
      .execute();
    await database.schema
      .createIndex(`${table}_changed`)
      .ifNotExists()
      .on(table)
      .column("changed")
      .execute();
    return new Rows(database, table, sealer);
  }

  async get(id: string): Promise<Body | undefined> {
    const row = await this.#database
      .selectFrom(this.#table)
      .select("body")
      .where("id", "=", id)
      .executeTakeFirst();
    return row?.body ? this.#read(id, row.body) : undefined;
  }

  async put(id: string, body: Body): Promise<void> {
    await this.change([{ id, body }]);
  }

  async remove(id: string): Promise<void> {
    await this.change([{ id, body: undefined }]);
  }

  /** All of them or, after a crash, none. */
  async change(changes: readonly Change<Body>[]): Promise<void> {
    const [only, ...others] = changes;
    if (!only) return;
    if (others.length === 0) return this.#write(this.#database, only);
    await this.#database.transaction().execute(async (transaction) => {
      for (const [at, change] of changes.entries()) {
        if (at % writesAtOnce === writesAtOnce - 1) await otherWork();
        await this.#write(transaction, change);
      }
    });
  }

  /**
   * Every row there is, in the order of their ids; a page of them is in memory at a time. Between
   * pages whoever asks the hub something is answered: the database itself never lets go.
   */
  async *each(): AsyncIterable<{ readonly id: string; readonly body: Body }> {
    for (let last = ""; ;) {
      const page = await this.#database
        .selectFrom(this.#table)
        .select(["id", "body"])
        .where("body", "is not", null)
        .where("id", ">", last)
        .orderBy("id")
        .limit(pageLength)
        .execute();
      for (const { id, body } of page) yield { id, body: this.#read(id, body as Uint8Array) };
      if (page.length < pageLength) return;
      last = page.at(-1)?.id ?? last;
      await otherWork();
    }
  }

  /** Every row of a table that is known to be small. */
  async all(): Promise<{ readonly id: string; readonly body: Body }[]> {
    return Array.fromAsync(this.each());
  }

  /** The rows as they are kept, for a backup. */
  async sealed(): Promise<SealedRow[]> {
    const rows = await this.#database
      .selectFrom(this.#table)
      .select(["id", "body"])
      .where("body", "is not", null)
      .execute();
    return rows.map(({ id, body }) => ({ id, body: body as Uint8Array }));
  }

  /** Puts rows of a backup in. @throws vault/damaged-row, and none is in then */
  async putSealed(rows: readonly SealedRow[]): Promise<void> {
    await this.change(rows.map(({ id, body }) => ({ id, body: this.#read(id, body) })));
  }

  /** Empties the table for good, without a trace of its rows. */
  async clear(): Promise<void> {
    await this.#database.deleteFrom(this.#table).execute();
  }

  async #write(database: Kysely<Schema>, { id, body }: Change<Body>): Promise<void> {
    const table = sql.table(this.#table);
    await database
      .insertInto(this.#table)
      .values({
        id,
        changed: sql`(select coalesce(max(changed), 0) + 1 from ${table})`,
        body: body === undefined ? null : this.#seal(id, body),
      })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((row) => ({
          changed: row.ref("excluded.changed"),
          body: row.ref("excluded.body"),
        })),
      )
      .execute();
  }

  #seal(id: string, body: Body): Uint8Array {
    return Buffer.from(this.#sealer.seal({ table: this.#table, id }, utf8(canonicalJson(body))));
  }

  #read(id: string, sealed: Uint8Array): Body {
    return JSON.parse(textOf(this.#sealer.open({ table: this.#table, id }, sealed))) as Body;
  }
}
