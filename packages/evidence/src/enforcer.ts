import { decide, type Attempt, type Verdict } from "@homepoint/policy";
import { enforce, type EnforceParts } from "./enforce.ts";
import { attemptFlood } from "./flood.ts";

/**
 * Enforces one policy for all attempts of a program. Refusals that were only counted are put on record
 * with the next attempt after their minute, or at the end.
 */
export class Enforcer {
  readonly #parts: EnforceParts;

  constructor(parts: Omit<EnforceParts, "refusals">) {
    this.#parts = { ...parts, refusals: attemptFlood(parts.by) };
  }

  /** An allowing is on record before this resolves. */
  async enforce(attempt: Attempt): Promise<Verdict> {
    const { moment, refusals } = this.#parts;
    this.#record(refusals.drain(moment().at));
    return enforce(attempt, this.#parts);
  }

  /** What the policy says now. Nothing is recorded, and nothing may begin by it. */
  look(attempt: Attempt): Verdict {
    const { policy, moment } = this.#parts;
    return decide(policy(), attempt, moment());
  }

  /** What was only counted so far is on record when this resolves. */
  async close(): Promise<void> {
    const { evidence, refusals } = this.#parts;
    await Promise.all(refusals.drainAll().map((fact) => evidence.append(fact)));
  }

  #record(facts: ReturnType<EnforceParts["refusals"]["drain"]>): void {
    // What cannot be recorded is no reason to refuse what follows; that has to be recorded as well.
    const { evidence, refusals } = this.#parts;
    for (const fact of facts) evidence.append(fact).catch(() => refusals.putBackDrained(fact));
  }
}
