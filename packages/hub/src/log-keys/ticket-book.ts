import { randomBytes } from "node:crypto";
import type { Rows } from "../database/rows.ts";

/** What a ticket stands for: a log whose keys were asked for. */
export type StoredTicket = {
  readonly log: string;
  readonly by: string;
  readonly at: string;
  /** Nobody asks with it from then on; an answer that comes later is as good. */
  readonly until: string;
};

/** Which ticket stands for which log, in memory and in the database, level with each other. */
export class TicketBook {
  readonly #rows: Rows<StoredTicket>;
  readonly #tickets = new Map<string, StoredTicket>();

  private constructor(rows: Rows<StoredTicket>) {
    this.#rows = rows;
  }

  static async open(rows: Rows<StoredTicket>): Promise<TicketBook> {
    const book = new TicketBook(rows);
    for await (const { id, body } of rows.each()) book.#tickets.set(id, body);
    return book;
  }

  logOf(ticket: string): string | undefined {
    return this.#tickets.get(ticket)?.log;
  }

  /** By log, the last asking for it. */
  latest(): ReadonlyMap<string, StoredTicket> {
    const latest = new Map<string, StoredTicket>();
    for (const ticket of this.#tickets.values())
      if (ticket.at >= (latest.get(ticket.log)?.at ?? "")) latest.set(ticket.log, ticket);
    return latest;
  }

  /** A new ticket for each. All are kept, or none. */
  async issue(tickets: readonly StoredTicket[]): Promise<string[]> {
    const issued = tickets.map((body) => ({ id: randomBytes(16).toString("hex"), body }));
    await this.#rows.change(issued);
    for (const { id, body } of issued) this.#tickets.set(id, body);
    return issued.map(({ id }) => id);
  }

  async drop(tickets: readonly string[]): Promise<void> {
    await this.#rows.change(tickets.map((id) => ({ id, body: undefined })));
    for (const id of tickets) this.#tickets.delete(id);
  }

  /** For a log that is gone. */
  async dropFor(log: string): Promise<void> {
    await this.drop(
      [...this.#tickets].filter(([, ticket]) => ticket.log === log).map(([id]) => id),
    );
  }
}
