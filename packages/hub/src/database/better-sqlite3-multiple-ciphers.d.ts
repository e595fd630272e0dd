// The package has types, but its `exports` do not lead to them.
declare module "better-sqlite3-multiple-ciphers" {
  import type { SqliteDatabase } from "kysely";

  const Sqlite: new (path: string) => SqliteDatabase & { pragma(source: string): unknown };
  export default Sqlite;
}
