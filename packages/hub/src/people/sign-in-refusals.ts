import { signInFlood, type Evidence, type NewFact } from "@homepoint/evidence";
import type { Diagnostics } from "../diagnostics.ts";

const drainMs = 60_000;

/** Puts refused sign-ins on record: the first few of a minute one by one, a flood as a count. */
export class SignInRefusals {
  readonly #flood = signInFlood("hub");
  readonly #clock: () => Date;
  readonly #diagnostics: Diagnostics;
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: () => Date, diagnostics: Diagnostics) {
    this.#clock = clock;
    this.#diagnostics = diagnostics;
  }

  note(from: string, evidence: Evidence): void {
    const fact = this.#flood.take({ name: "owner", from }, this.#now());
    if (fact) this.#append(fact, evidence);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const counted of this.#flood.drain(this.#now())) this.#append(counted, evidence);
    }, drainMs + 1000).unref();
  }

  /** What was only counted so far is recorded; for the end. */
  async close(evidence: Evidence | undefined): Promise<void> {
    clearTimeout(this.#timer);
    for (const counted of this.#flood.drainAll()) await evidence?.append(counted);
  }

  #append(fact: NewFact, evidence: Evidence): void {
    evidence.append(fact).catch((error: unknown) => {
      this.#flood.putBackDrained(fact);
      this.#diagnostics({ level: "error", what: "a refused sign-in could not be recorded", error });
    });
  }

  #now(): string {
    return this.#clock().toISOString();
  }
}
