import type { Fact, InterfaceCounters } from "../fact.ts";

/** What an interface passed in a gap, as its counters before and after tell. */
export type Unexplained = {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** `restarted`: the counters began anew meanwhile; at least so much passed. */
  readonly counted: "through" | "restarted";
};

/** Time without a sign of life. Nothing in a log tells what happened then. */
export type Gap = {
  readonly from: string;
  readonly until: string;
  /** `told`: a start found it; `silent`: nothing was recorded for too long. */
  readonly how: "told" | "silent";
  /** The entry after it. */
  readonly entry: number;
  /** By interface, loopback left out; empty where nothing was counted on one of its sides. */
  readonly unexplained: Readonly<Record<string, Unexplained>>;
};

/** Two and a half of the hub's heartbeats. */
export const longestSilenceMs: number = 25 * 60_000;

/** A start takes a moment; that is none. */
const shortestGapMs = 5000;

type Signed = Pick<Fact, "kind" | "at"> & Partial<Readonly<Record<string, unknown>>>;

/** Goes through the facts of one log, in their order, and finds where it was silent. */
export class GapWatch {
  readonly #gaps: Gap[] = [];
  #counters: Readonly<Record<string, InterfaceCounters>> = {};
  /** A gap that waits for the counters after it. */
  #open: Omit<Gap, "unexplained"> | undefined;
  #lastAt: string | undefined;
  readonly #longestSilenceMs: number;

  /** @param longest the longest time without a fact that is no silence */
  constructor(longest = longestSilenceMs) {
    this.#longestSilenceMs = longest;
  }

  /** Facts that cannot be read count as signs of life by whoever has their time. */
  note(index: number, fact: Signed): void {
    const { at } = fact;
    const silence = this.#lastAt === undefined ? 0 : Date.parse(at) - Date.parse(this.#lastAt);
    if (isGap(fact)) this.#begin({ from: fact.from, until: fact.until, how: "told", entry: index });
    else if (silence > this.#longestSilenceMs && !this.#open && fact.kind !== "started")
      this.#begin({ from: this.#lastAt ?? at, until: at, how: "silent", entry: index });
    if (isHeartbeat(fact)) this.#count(fact.interfaces);
    if (this.#lastAt === undefined || at > this.#lastAt) this.#lastAt = at;
  }

  end(): readonly Gap[] {
    this.#close({});
    return this.#gaps;
  }

  #begin(gap: Omit<Gap, "unexplained">): void {
    this.#close({});
    if (Date.parse(gap.until) - Date.parse(gap.from) >= shortestGapMs) this.#open = gap;
  }

  #close(unexplained: Gap["unexplained"]): void {
    if (this.#open) this.#gaps.push({ ...this.#open, unexplained });
    this.#open = undefined;
  }

  #count(now: Readonly<Record<string, InterfaceCounters>>): void {
    if (this.#open) this.#close(passed(this.#counters, now));
    this.#counters = now;
  }
}

function passed(
  before: Readonly<Record<string, InterfaceCounters>>,
  after: Readonly<Record<string, InterfaceCounters>>,
): Gap["unexplained"] {
  const all: Record<string, Unexplained> = {};
  for (const [name, now] of Object.entries(after)) {
    const then = before[name];
    if (name === "lo" || !then) continue;
    const isRestarted = now.bytesIn < then.bytesIn || now.bytesOut < then.bytesOut;
    const [bytesIn, bytesOut] = isRestarted ? [0, 0] : [then.bytesIn, then.bytesOut];
    all[name] = {
      bytesIn: now.bytesIn - bytesIn,
      bytesOut: now.bytesOut - bytesOut,
      counted: isRestarted ? "restarted" : "through",
    };
  }
  return all;
}

function isGap(fact: Signed): fact is Signed & { readonly from: string; readonly until: string } {
  return (
    fact.kind === "gap" && typeof fact["from"] === "string" && typeof fact["until"] === "string"
  );
}

function isHeartbeat(
  fact: Signed,
): fact is Signed & { readonly interfaces: Readonly<Record<string, InterfaceCounters>> } {
  const interfaces = fact["interfaces"];
  return fact.kind === "heartbeat" && typeof interfaces === "object" && interfaces !== null;
}
