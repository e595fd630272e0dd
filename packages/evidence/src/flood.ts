import type { Attempt, Verdict } from "@homepoint/policy";
import { targetOf } from "./describe-fact.ts";
import type { NewFact } from "./fact.ts";

/** How refusals of one sort are told apart, and told. */
export type FloodRules<Refusal> = {
  readonly keyOf: (refusal: Refusal) => string;
  /** What to count it under when too many are told apart; of few keys. */
  readonly coarser: (refusal: Refusal) => Refusal;
  readonly one: (refusal: Refusal, at: string) => NewFact;
  readonly many: (refusal: Refusal, counted: Counted) => NewFact;
};

/** `from` and `until`: of the first and the last that were counted. */
export type Counted = { readonly count: number; readonly from: string; readonly until: string };

const singlyAtFirst = 3;
const windowMilliseconds = 60_000;
const mostKeys = 1000;

type Bucket<Refusal> = {
  readonly refusal: Refusal;
  readonly since: number;
  singly: number;
  counted: Counted | undefined;
};

type Drained<Refusal> = { readonly refusal: Refusal; readonly counted: Counted };

/**
 * Keeps a flood of refusals from filling the log. The first few of each sort in a minute are told
 * one by one, the rest as one fact with a count when the minute is over. None is lost, and memory
 * stays the same however many there are.
 */
export class Flood<Refusal> {
  readonly #rules: FloodRules<Refusal>;
  readonly #buckets = new Map<string, Bucket<Refusal>>();
  readonly #drained = new WeakMap<NewFact, Drained<Refusal>>();

  constructor(rules: FloodRules<Refusal>) {
    this.#rules = rules;
  }

  /** The fact to record now, or undefined where the refusal was only counted. */
  take(refusal: Refusal, at: string): NewFact | undefined {
    const bucket = this.#bucketOf(refusal, at);
    if (bucket.singly === singlyAtFirst) {
      count(bucket, once(at));
      return undefined;
    }
    bucket.singly += 1;
    return this.#rules.one(bucket.refusal, at);
  }

  /** Counts one whose own fact could not be recorded. */
  putBack(refusal: Refusal, at: string): void {
    count(this.#bucketOf(refusal, at), once(at));
  }

  /** Counts again what was drained, and could not be recorded. */
  putBackDrained(fact: NewFact): void {
    const drained = this.#drained.get(fact);
    if (!drained) return;
    const { refusal, counted } = drained;
    count(this.#bucketOf(refusal, counted.until), counted);
  }

  /** Facts about what was counted in minutes that are over by now. */
  drain(at: string): readonly NewFact[] {
    return this.#empty((bucket) => Date.parse(at) - bucket.since >= windowMilliseconds);
  }

  /** As `drain`, without waiting for the minute; for the end. */
  drainAll(): readonly NewFact[] {
    return this.#empty(() => true);
  }

  #empty(isOver: (bucket: Bucket<Refusal>) => boolean): readonly NewFact[] {
    const facts: NewFact[] = [];
    for (const [key, bucket] of this.#buckets) {
      if (!isOver(bucket)) continue;
      this.#buckets.delete(key);
      const { refusal, counted } = bucket;
      if (!counted) continue;
      const fact = this.#rules.many(refusal, counted);
      this.#drained.set(fact, { refusal, counted });
      facts.push(fact);
    }
    return facts;
  }

  #bucketOf(refusal: Refusal, at: string): Bucket<Refusal> {
    const key = this.#rules.keyOf(refusal);
    const found = this.#buckets.get(key);
    if (found) return found;
    if (this.#buckets.size >= mostKeys) return this.#coarseBucketOf(refusal, at);
    return this.#newBucket(key, refusal, at);
  }

  #coarseBucketOf(refusal: Refusal, at: string): Bucket<Refusal> {
    const coarse = this.#rules.coarser(refusal);
    const key = `* ${this.#rules.keyOf(coarse)}`;
    return this.#buckets.get(key) ?? this.#newBucket(key, coarse, at);
  }

  #newBucket(key: string, refusal: Refusal, at: string): Bucket<Refusal> {
    const bucket = { refusal, since: Date.parse(at), singly: 0, counted: undefined };
    this.#buckets.set(key, bucket);
    return bucket;
  }
}

function once(at: string): Counted {
  return { count: 1, from: at, until: at };
}

function count(bucket: Bucket<unknown>, more: Counted): void {
  const { counted } = bucket;
  if (!counted) bucket.counted = more;
  else
    bucket.counted = {
      count: counted.count + more.count,
      from: more.from < counted.from ? more.from : counted.from,
      until: more.until > counted.until ? more.until : counted.until,
    };
}

export type RefusedAttempt = { readonly attempt: Attempt; readonly verdict: Verdict };

export function attemptFlood(by: string): Flood<RefusedAttempt> {
  return new Flood({
    keyOf: ({ attempt, verdict }) =>
      JSON.stringify([
        attempt.subject.kind,
        attempt.subject.id,
        targetOf(attempt),
        verdict.because,
      ]),
    coarser: ({ attempt, verdict }) => ({
      verdict,
      attempt: { ...anyTarget(attempt), subject: { kind: attempt.subject.kind, id: "*" } },
    }),
    one: (refused) => ({ kind: "verdict", by, ...refused }),
    many: ({ attempt, verdict: { because, service } }, counted) => ({
      kind: "verdicts-aggregated",
      by,
      subject: attempt.subject,
      target: targetOf(attempt),
      because,
      ...(service === undefined ? {} : { service }),
      ...counted,
    }),
  });
}

function anyTarget(attempt: Attempt): Attempt {
  return attempt.kind === "connection" ? { ...attempt, host: "*" } : attempt;
}

export type RefusedSignIn = { readonly name: string; readonly from: string };

export function signInFlood(by: string): Flood<RefusedSignIn> {
  return new Flood({
    keyOf: ({ name, from }) => JSON.stringify([name, from]),
    coarser: () => ({ name: "*", from: "*" }),
    one: (refused, at) => ({ kind: "sign-in-refused", by, ...refused, count: 1, until: at }),
    many: (refused, { count, until }) => ({
      kind: "sign-in-refused",
      by,
      ...refused,
      count,
      until,
    }),
  });
}
