import { randomUUID } from "node:crypto";
import type { Change } from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";

/** A tightening that waits for a landing; nobody has to show anything for it. */
export type StoredWaiting = Omit<Change, "shown"> & {
  readonly askedAt: string;
  /** When it is put in force whether anyone says that it landed or not. */
  readonly until: string;
};

export type WaitingChange = StoredWaiting & { readonly id: string };

/** No battery lasts longer. */
const longestWaitMs = 60 * 60 * 1000;

/** What waits for the landing of an aircraft, oldest first. */
export class WaitingChanges {
  readonly #rows: Rows<StoredWaiting>;
  readonly #clock: () => Date;
  readonly #waiting: Map<string, StoredWaiting>;

  private constructor(
    rows: Rows<StoredWaiting>,
    clock: () => Date,
    waiting: Map<string, StoredWaiting>,
  ) {
    this.#rows = rows;
    this.#clock = clock;
    this.#waiting = waiting;
  }

  static async open(rows: Rows<StoredWaiting>, clock: () => Date): Promise<WaitingChanges> {
    const waiting = new Map((await rows.all()).map(({ id, body }) => [id, body]));
    return new WaitingChanges(rows, clock, waiting);
  }

  list(): WaitingChange[] {
    return [...this.#waiting]
      .map(([id, waiting]) => ({ id, ...waiting }))
      .toSorted((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  }

  /** Whether what a mission asks for waits. */
  hasMission(id: string): boolean {
    return this.list().some(({ wish }) => wish.kind === "add-mission" && wish.mission.id === id);
  }

  /** Those that have waited long enough. A clock that was set back makes none wait longer. */
  due(): WaitingChange[] {
    const now = this.#clock().getTime();
    return this.list().filter(
      ({ askedAt, until }) => !(now < Date.parse(until)) || now < Date.parse(askedAt),
    );
  }

  async add(change: Omit<Change, "shown">): Promise<WaitingChange> {
    const now = this.#clock().getTime();
    const askedAt = new Date(now).toISOString();
    const until = new Date(now + longestWaitMs).toISOString();
    const { wish, by, role, why } = change;
    const stored: StoredWaiting = { wish, by, role, why, askedAt, until };
    const id = randomUUID();
    await this.#rows.put(id, stored);
    this.#waiting.set(id, stored);
    return { id, ...stored };
  }

  /** Undefined where it waits no more. */
  async take(id: string): Promise<WaitingChange | undefined> {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    await this.#rows.remove(id);
    this.#waiting.delete(id);
    return { id, ...waiting };
  }
}
