import type { Way } from "./grammar.ts";
import type { RulesClient } from "./rules-client.ts";

const renewBelowSeconds = 60;

/** The ways that are open in the rules now, and until when. */
export class Ways {
  readonly #rules: () => RulesClient | undefined;
  readonly #now: () => number;
  readonly #until = new Map<string, number>();

  /** @param now seconds, never going back */
  constructor(rules: () => RulesClient | undefined, now: () => number) {
    this.#rules = rules;
    this.#now = now;
  }

  /** Open when this resolves to true. */
  async open(way: Way, seconds: number): Promise<boolean> {
    const key = `${way.protocol} ${way.address} ${way.port}`;
    const left = (this.#until.get(key) ?? 0) - this.#now();
    if (left >= Math.min(seconds, renewBelowSeconds)) return true;
    const rules = this.#rules();
    if (!rules) return false;
    try {
      await rules.ask({ kind: "allow", way, seconds: Math.ceil(seconds) });
    } catch {
      return false;
    }
    this.#until.set(key, this.#now() + seconds);
    return true;
  }

  /** Closes them all; whoever is still allowed opens its own again. */
  async shut(): Promise<void> {
    this.#until.clear();
    await this.#rules()?.ask({ kind: "shut" });
  }

  forget(): void {
    this.#until.clear();
  }
}
