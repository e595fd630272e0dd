import { textOf, utf8 } from "@homepoint/base";
import { readPolicy, strictest, writePolicy, type Policy } from "@homepoint/policy";

/** One entry of an evidence log, as far as it is shown; in the log's order. */
export type RecordedEntry = {
  readonly generation: number;
  readonly index: number;
  /** ISO 8601 to the hour, as its leaf says. */
  readonly hour: string;
  /** Members that are shown; none where its opening was destroyed, or nothing of it is shown. */
  readonly shown?: Readonly<Record<string, unknown>>;
  /** Destroyed with what it was about: no policy is. */
  readonly isShredded?: true;
};

/** What a judge of a past moment is told. `not-known`: nothing says which policy was in force then. */
export type PolicyThen = Policy | "not-known";
export type PolicyAt = (at: string) => PolicyThen;

/** Where a log says which policy was in force. */
export type PolicyRecord = {
  readonly policyAt: PolicyAt;
  /** The first and the last moment of which it says anything; none where it never does. */
  readonly from?: string;
  readonly until?: string;
  /** Every policy that it shows whole. */
  readonly policies: readonly Policy[];
};

/** From a moment on, in milliseconds. */
type Stretch = { readonly from: number; readonly policy: PolicyThen };
type Backward = { readonly from: number; readonly until: number };

/** Clocks of a log's entries step back by less than this where they agree. */
const jitterMs = 2000;

/**
 * Which policy was in force when, by the facts of one log. It is not known before the first fact that
 * says so, behind an entry that is missing or not shown, where a generation begins or a change has no
 * outcome, where the clock was set back, and behind the last entry. `known` are policies that facts may
 * name by their counter, as those of gateways do.
 */
export function readPolicyRecord(
  entries: Iterable<RecordedEntry>,
  known: readonly Policy[] = [],
): PolicyRecord {
  const reading = new Reading(known);
  for (const entry of entries) reading.take(entry);
  return reading.end();
}

class Reading {
  readonly #byCounter: Map<number, Policy>;
  readonly #policies: Policy[] = [];
  readonly #backward: Backward[] = [];
  #stretches: Stretch[] = [];
  /** A relaxing that is on record and may be in force, until its outcome says so. */
  #open: Policy | undefined;
  #at = Number.NEGATIVE_INFINITY;
  #next: Pick<RecordedEntry, "generation" | "index"> | undefined;

  constructor(known: readonly Policy[]) {
    this.#byCounter = new Map(known.map((policy) => [policy.counter, policy]));
  }

  take({ generation, index, hour, shown = {}, isShredded }: RecordedEntry): void {
    const next = this.#next;
    if (next && (next.generation !== generation || next.index !== index)) this.#begin("not-known");
    this.#next = { generation, index: index + 1 };
    this.#goOn(shown, hour);
    if (isShredded) return;
    const { kind } = shown;
    if (typeof kind === "string") this.#takers[kind]?.(shown);
    else this.#begin("not-known");
  }

  end(): PolicyRecord {
    if (this.#open) this.#begin("not-known");
    const stretches = this.#stretches;
    const backward = this.#backward;
    const first = stretches.find(({ policy }) => policy !== "not-known");
    const until = this.#at;
    const policyAt = (at: string): PolicyThen => {
      const time = Date.parse(at);
      if (!(time <= until) || backward.some((one) => time >= one.from && time <= one.until))
        return "not-known";
      return stretches.findLast(({ from }) => from <= time)?.policy ?? "not-known";
    };
    const span = first && { from: isoOf(first.from), until: isoOf(until) };
    return { policyAt, ...span, policies: this.#policies };
  }

  /** An entry of which no time is shown is as late as the one before it. */
  #goOn({ at }: Readonly<Record<string, unknown>>, hour: string): void {
    const told = Date.parse(typeof at === "string" ? at : `${hour.slice(0, 13)}:00:00Z`);
    if (Number.isNaN(told)) return;
    if (typeof at === "string" && told < this.#at - jitterMs)
      this.#backward.push({ from: told, until: this.#at });
    if (told > this.#at) this.#at = told;
  }

  /** What has no time is not known to have been in force at any. */
  #begin(policy: PolicyThen): void {
    const then = Number.isFinite(this.#at) ? policy : "not-known";
    if (then === "not-known" && this.#stretches.at(-1)?.policy === then) return;
    this.#stretches.push({ from: this.#at, policy: then });
  }

  readonly #takers: Readonly<Record<string, (shown: Readonly<Record<string, unknown>>) => void>> = {
    // Whatever is let pass from here on was on record.
    "policy-changing": ({ policy }) => {
      const next = policyIn(policy);
      this.#begin(next ?? "not-known");
      this.#open = next;
    },
    "policy-changed": ({ policy, outcome, effect }) => {
      const next = this.#policy(policy);
      // What relaxes and fails leaves what was; what tightens is in force before it is on record.
      if (outcome !== "done" && effect === "relaxes") this.#takeBack();
      else this.#begin(next ?? "not-known");
      this.#open = undefined;
    },
    "policy-found": ({ found, counter }) => {
      const named = typeof counter === "number" ? this.#byCounter.get(counter) : undefined;
      this.#begin(found === "read" ? (named ?? "not-known") : offline);
    },
    interrupted: () => {
      if (this.#open) this.#begin("not-known");
      this.#open = undefined;
    },
    heartbeat: ({ posture }) => {
      const { counter } = (posture ?? {}) as { readonly counter?: unknown };
      if (typeof counter !== "number") return;
      const last = this.#stretches.at(-1)?.policy;
      if (last !== "not-known" && last?.counter === counter) return;
      this.#begin(this.#byCounter.get(counter) ?? "not-known");
    },
  };

  #policy(value: unknown): Policy | undefined {
    const policy = policyIn(value);
    if (policy) {
      this.#policies.push(policy);
      this.#byCounter.set(policy.counter, policy);
    }
    return policy;
  }

  #takeBack(): void {
    if (this.#open && this.#stretches.at(-1)?.policy === this.#open) this.#stretches.pop();
  }
}

/** What holds where the file was missing, unreadable, older or laxer: docs/formats/policy.md §1. */
const offline: Policy = readPolicy(undefined, { existing: true }).policy;

function policyIn(value: unknown): Policy | undefined {
  try {
    const bytes = writePolicy(value as Policy); // readPolicy believes nothing of it
    const { policy, found } = readPolicy(utf8(textOf(bytes)), { existing: true });
    return found === "read" ? policy : undefined;
  } catch {
    return undefined; // not even JSON
  }
}

/** What all say together: those that know, as strictly as the strictest of them. */
export function policyOfAll(all: readonly PolicyAt[]): PolicyAt {
  const made = new Map<string, Policy>();
  return (at) => {
    const policies = all.map((one) => one(at)).filter((one) => one !== "not-known");
    const [first, ...others] = [...new Set(policies)];
    if (!first || others.length === 0) return first ?? "not-known";
    const key = [first, ...others].map((policy) => textOf(writePolicy(policy))).join("");
    const known = made.get(key) ?? strictest(first, ...others);
    made.set(key, known);
    return known;
  };
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
