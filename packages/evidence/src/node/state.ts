import { canonicalJson, textOf, utf8 } from "@homepoint/base";
import type { Relation } from "../fact.ts";

/**
 * What must be known of sealed entries while the hub is locked: when the last fact was, and which
 * intents have no outcome yet. Names nothing.
 */
export class LogState {
  latestAt: number;
  readonly #open: Set<number>;

  constructor(latestAt = 0, open: readonly number[] = []) {
    this.latestAt = latestAt;
    this.#open = new Set(open);
  }

  /** An unreadable state begins anew: it only makes the product forget to say "interrupted". */
  static parse(bytes: Uint8Array | undefined): LogState {
    try {
      const { latestAt, open } = JSON.parse(textOf(bytes ?? new Uint8Array()));
      if (Number.isSafeInteger(latestAt) && Array.isArray(open))
        return new LogState(latestAt, open.filter(Number.isSafeInteger));
    } catch {
      // falls through: missing or damaged
    }
    return new LogState();
  }

  format(): Uint8Array {
    return utf8(canonicalJson({ v: 1, latestAt: this.latestAt, open: this.openIntents }));
  }

  get openIntents(): readonly number[] {
    return [...this.#open];
  }

  note({ index, at, relation }: { index: number; at: number; relation: Relation }): void {
    this.latestAt = Math.max(this.latestAt, at);
    if (relation.kind === "intent") this.#open.add(index);
    if (relation.kind === "outcome") this.#open.delete(relation.intent);
  }
}
