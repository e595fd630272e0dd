import type { LogRow } from "@homepoint/api";
import type { About } from "@homepoint/vault";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

/** What is known of a log file without opening it. Made again from the ring by a rebuild. */
export type StoredLog = {
  readonly name: string;
  readonly size: number;
  readonly kind: "log" | "unknown";
  readonly takenInAt: string;
  readonly source: string;
  readonly format: string | null;
  readonly reading: LogRow["reading"];
  /** Version of the reader that read it; a newer one may read it better. */
  readonly readerVersion: number | null;
  /** With so many keys it was read; older rows do not say. */
  readonly keys?: number;
  readonly flights: readonly string[];
};

/** What else is sealed in the vault: it has a book of its own, and is never read as a log. */
const noLogs: ReadonlySet<string> = new Set(["map", "inspection", "attestation", "capture"]);

export function isLogFile({ kind }: Pick<About, "kind">): boolean {
  return !noLogs.has(kind);
}

export function storedLogOf(about: About): StoredLog {
  const { name, size, takenInAt, source } = about;
  return {
    name,
    size,
    kind: about.kind === "unknown" ? "unknown" : "log",
    takenInAt,
    source,
    format: null,
    reading: about.kind === "unknown" ? "unknown" : "waiting",
    readerVersion: null,
    flights: [],
  };
}

/** Every log file that is kept, in memory and in the database, level with each other. */
export class LogBook {
  readonly #rows: Rows<StoredLog>;
  readonly #logs = new Map<string, StoredLog>();

  private constructor(rows: Rows<StoredLog>) {
    this.#rows = rows;
  }

  static async open(rows: Rows<StoredLog>): Promise<LogBook> {
    const book = new LogBook(rows);
    const sources = new Map<string, string>(); // many logs share a source: one text for all
    for await (const { id, body } of rows.each()) {
      const source = sources.get(body.source) ?? body.source;
      sources.set(source, source);
      book.#logs.set(id, { ...body, source });
    }
    return book;
  }

  find(id: string): StoredLog | undefined {
    return this.#logs.get(id);
  }

  /** @throws hub/no-such-log */
  get(id: string): StoredLog {
    const log = this.#logs.get(id);
    if (!log) throw hubProblem("no-such-log", { id });
    return log;
  }

  entries(): Iterable<[id: string, log: StoredLog]> {
    return this.#logs.entries();
  }

  async put(id: string, log: StoredLog): Promise<void> {
    this.#logs.set(id, log);
    await this.#rows.put(id, log);
  }

  /** In memory alone: for a log that is put soon, and that the ring and the evidence know. */
  remember(id: string, log: StoredLog): void {
    this.#logs.set(id, log);
  }

  /** In memory alone: for a log that is removed soon. */
  forget(id: string): void {
    this.#logs.delete(id);
  }

  async remove(id: string): Promise<void> {
    this.forget(id);
    await this.#rows.remove(id);
  }

  /** Newest first. */
  list(reading?: LogRow["reading"]): LogRow[] {
    const rows: LogRow[] = [];
    for (const [id, log] of this.#logs)
      if (reading === undefined || log.reading === reading) rows.push(logRowOf(id, log));
    return rows.sort((a, b) => b.takenInAt.localeCompare(a.takenInAt));
  }
}

export function logRowOf(id: string, log: StoredLog): LogRow {
  const { name, size, format, takenInAt, source, reading, flights } = log;
  return { id, name, size, format, takenInAt, source, reading, flights: [...flights] };
}
