import { accountBytes, clientOf, type Fact } from "@homepoint/evidence";
import type { Coverage, Passed } from "@homepoint/policy";

export type Span = { readonly from: string; readonly until: string };
export type ClientSpan = Span & { readonly client: string };

/** A heartbeat comes each minute; a silence longer than this is one. */
export const longestSilenceMs = 90_000;

/** A stretch between two facts of one gateway. */
type Stretch = {
  readonly from: number;
  readonly until: number;
  readonly isWhole: boolean;
  /** Clients seen at its beginning or end. */
  readonly clients: ReadonlySet<string>;
};

/**
 * What gateways saw of a client. A second is covered where, at one of them, facts lie close enough
 * on both sides of it, the rules were intact, no clock moved, and the client was there.
 *
 * @param logs facts of each gateway in the order of its log; from a little before the span to a
 * little after it
 */
export function coverageOf(logs: readonly (readonly Fact[])[], span: ClientSpan): Coverage {
  const { client } = span;
  const within = { client, from: Date.parse(span.from), until: Date.parse(span.until) };
  const seen = logs.flatMap((facts) =>
    stretchesOf(facts).filter(({ clients, isWhole }) => isWhole && clients.has(client)),
  );
  return {
    client,
    coveredSeconds: Math.floor(coveredMs(seen, within) / 1000),
    refused: sum(logs, (facts) => refusedIn(facts, within)),
    passed: logs.flatMap((facts) => passedIn(facts, within)),
    unexplainedBytes: sum(logs, (facts) => accountBytes(facts, within).unexplained),
  };
}

function sum(logs: readonly (readonly Fact[])[], of: (facts: readonly Fact[]) => number): number {
  return logs.reduce((total, facts) => total + of(facts), 0);
}

/** What two gateways saw at the same time is counted once. */
function coveredMs(stretches: readonly Stretch[], { from, until }: Within): number {
  let [covered, reached] = [0, from];
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(stretch.from, reached), Math.min(stretch.until, until)];
    if (end <= begin) continue;
    covered += end - begin;
    reached = end;
  }
  return covered;
}

/** How long a gateway was silent, or not whole, within a span; seconds. */
export function uncoveredIn(facts: readonly Fact[], span: Span): number {
  const within = { client: "", from: Date.parse(span.from), until: Date.parse(span.until) };
  const whole = stretchesOf(facts).filter(({ isWhole }) => isWhole);
  const covered = coveredMs(whole, within);
  return Math.max(0, Math.round((within.until - within.from - covered) / 1000));
}

function stretchesOf(facts: readonly Fact[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let rules: "intact" | "changed" | "gone" | "unknown" = "unknown";
  let here: ReadonlySet<string> = new Set();
  for (const [at, fact] of facts.entries()) {
    const before = facts[at - 1];
    const seen = clientsIn(fact);
    if (before) {
      const [from, until] = [Date.parse(before.at), Date.parse(fact.at)];
      const isLinked = until >= from && until - from <= longestSilenceMs && !isBreak(fact);
      const isWhole = isLinked && rules === "intact" && !isNowBroken(fact);
      const clients = new Set([...here, ...seen]);
      if (isLinked && !isEnd(before)) stretches.push({ from, until, isWhole, clients });
    }
    rules = rulesAfter(fact, rules);
    if (fact.kind === "heartbeat") here = new Set(fact.clients);
    else if (isBreak(fact) || isEnd(fact)) here = new Set();
    else if (seen.length > 0) here = new Set([...here, ...seen]);
  }
  return stretches;
}

/** Between this fact and the one before it nobody knows what was. */
function isBreak({ kind }: Fact): boolean {
  return kind === "started" || kind === "gap" || kind === "clock" || kind === "generation";
}

function isEnd({ kind }: Fact): boolean {
  return kind === "stopped";
}

function isNowBroken(fact: Fact): boolean {
  if (fact.kind === "rules-found") return fact.found !== "intact";
  return fact.kind === "heartbeat" && (fact.posture?.rules ?? "gone") !== "intact";
}

function rulesAfter<Rules>(fact: Fact, before: Rules) {
  if (fact.kind === "rules-found") return fact.found;
  if (fact.kind === "heartbeat") return fact.posture?.rules ?? "gone";
  return isBreak(fact) && fact.kind !== "clock" ? "unknown" : before;
}

function clientsIn(fact: Fact): readonly string[] {
  if (fact.kind === "heartbeat") return fact.clients ?? [];
  const subject = clientOf(fact);
  return subject === undefined ? [] : [subject];
}

type Within = { readonly client: string; readonly from: number; readonly until: number };

function isWithin(at: string, { from, until }: Within): boolean {
  const time = Date.parse(at);
  return time >= from && time <= until;
}

function refusedIn(facts: readonly Fact[], within: Within): number {
  return facts.reduce((sum, fact) => {
    if (clientOf(fact) !== within.client) return sum;
    if (fact.kind === "verdict")
      return sum + (!fact.verdict.allowed && isWithin(fact.at, within) ? 1 : 0);
    if (fact.kind !== "verdicts-aggregated") return sum;
    const overlaps = Date.parse(fact.from) <= within.until && Date.parse(fact.until) >= within.from;
    return sum + (overlaps ? fact.count : 0);
  }, 0);
}

/** What was let pass in the span; of a flow that outlived it all its bytes count. */
function passedIn(facts: readonly Fact[], within: Within): readonly Passed[] {
  const how = new Map<string, Passed["allowed"]>();
  const passed = new Map<string, Passed>();
  const add = (row: Passed) => {
    const key = `${row.allowed} ${row.service ?? ""}`;
    const before = passed.get(key);
    const [count, bytes] = [row.count + (before?.count ?? 0), row.bytes + (before?.bytes ?? 0)];
    passed.set(key, { ...row, count, bytes });
  };
  for (const fact of facts) {
    if (clientOf(fact) !== within.client) continue;
    if (fact.kind === "verdict") {
      const { attempt, verdict } = fact;
      if (!verdict.allowed || attempt.kind !== "connection") continue;
      if (verdict.because === "own-hub") {
        how.delete(attempt.host);
        continue;
      }
      const allowed = verdict.because === "standard" ? "standard" : "granted";
      if (isWithin(fact.at, within)) {
        how.set(attempt.host, allowed);
        add({ ...serviceOf(verdict.service), allowed, count: 1, bytes: 0 });
      }
    } else if (fact.kind === "flow-ended" && fact.attempt.kind === "connection") {
      const began = how.get(fact.attempt.host);
      const isOwn = fact.service === undefined && began === undefined;
      if (Date.parse(fact.at) < within.from || isOwn) continue;
      if (began === undefined && !isWithin(fact.at, within)) continue;
      const allowed = began ?? "granted";
      add({ ...serviceOf(fact.service), allowed, count: 0, bytes: fact.bytesUp });
    }
  }
  return [...passed.values()];
}

function serviceOf(service: Passed["service"]): Pick<Passed, "service"> {
  return service === undefined ? {} : { service };
}
