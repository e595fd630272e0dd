// The package has types, but its `exports` do not lead to them.
declare module "better-sqlite3-multiple-ciphers" {
  import type { SqliteDatabase } from "kysely";

  const Sqlite: new (
    path: string,
    options?: { readonly timeout?: number },
  ) => SqliteDatabase & { pragma(source: string): unknown; exec(source: string): unknown };
  export default Sqlite;
}
