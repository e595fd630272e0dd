import type { Evidence } from "@homepoint/evidence";

const hourMs = 3_600_000;
const mostRemembered = 100_000;

/** Records who opened what: once for each person, object and hour. */
export class Looks {
  readonly #evidence: Evidence;
  readonly #clock: () => Date;
  readonly #seen = new Set<string>();
  #hour = 0;

  constructor(evidence: Evidence, clock: () => Date) {
    this.#evidence = evidence;
    this.#clock = clock;
  }

  /** On record once this resolves. */
  async note(person: string, object: string): Promise<void> {
    const hour = Math.floor(this.#clock().getTime() / hourMs);
    if (hour !== this.#hour || this.#seen.size > mostRemembered) this.#seen.clear();
    this.#hour = hour;
    const look = `${object} ${person}`;
    if (this.#seen.has(look)) return;
    this.#seen.add(look);
    try {
      await this.#evidence.append({ kind: "opened", by: person, object, person });
    } catch (error) {
      this.#seen.delete(look);
      throw error;
    }
  }
}
