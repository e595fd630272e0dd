import { randomUUID } from "node:crypto";
import type { PersonRow } from "@homepoint/api";
import type { Rows } from "../database/rows.ts";

export type StoredPerson = Omit<PersonRow, "id">;

/** Who belongs to this hub. The owner, who has the passphrase, is the first. */
export class People {
  readonly #rows: Rows<StoredPerson>;
  readonly #known = new Map<string, StoredPerson>();

  private constructor(rows: Rows<StoredPerson>) {
    this.#rows = rows;
  }

  static async open(rows: Rows<StoredPerson>): Promise<People> {
    const people = new People(rows);
    for (const { id, body } of await rows.all()) people.#known.set(id, body);
    return people;
  }

  list(): PersonRow[] {
    return [...this.#known].map(([id, person]) => ({ id, ...person }));
  }

  get owner(): PersonRow | undefined {
    return this.list().find(({ role }) => role === "owner");
  }

  async add(person: StoredPerson): Promise<PersonRow> {
    const id = randomUUID();
    await this.#rows.put(id, person);
    this.#known.set(id, person);
    return { id, ...person };
  }
}
