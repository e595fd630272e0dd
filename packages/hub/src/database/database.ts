import { open } from "node:fs/promises";
import Sqlite from "better-sqlite3-multiple-ciphers";
import { Kysely, SqliteDialect, sql } from "kysely";
import { toHex } from "@homepoint/base";

/** A row of any table: its body is sealed, its order of change is open. */
type StoredRow = { id: string; changed: number; body: Uint8Array | null };

export type Schema = Record<string, StoredRow>;

export type Durability = "every-commit" | "rebuildable";

/**
 * The embedded database: one file, sealed whole (aegis), crash-safe (WAL).
 *
 * `every-commit`: what was committed survives a power cut. `rebuildable`: it survives a crash of the
 * process; after a power cut the last commits may be missing, and are made again.
 *
 * @throws where the key is not the one of the file
 */
export async function openDatabase(
  path: string,
  key: Uint8Array,
  durability: Durability,
): Promise<Kysely<Schema>> {
  // SQLite would make it readable to everyone on this machine, and its side files after it.
  await (await open(path, "a", 0o600)).close();
  const file = new Sqlite(path);
  file.pragma("cipher='aegis'");
  file.pragma(`key="x'${toHex(key)}'"`);
  file.pragma("journal_mode=WAL");
  file.pragma(`synchronous=${durability === "every-commit" ? "FULL" : "NORMAL"}`);
  // Temporary tables would be readable on the disk.
  file.pragma("temp_store=MEMORY");
  const database = new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) });
  await sql`select count(*) from sqlite_master`.execute(database);
  return database;
}

/**
 * In the file system's words and in SQLite's. The last is what it says where the shared memory of a
 * database cannot grow (os_unix.c, unixShmMap): that file is written only to have it allocated.
 */
const fullCodes: ReadonlySet<unknown> = new Set(["ENOSPC", "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"]);

/** Whether a write failed because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return fullCodes.has((error as { readonly code?: unknown }).code);
}
