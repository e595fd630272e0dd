import type { ModeChange, RefusedTry } from "@homepoint/api";
import type { Entry, FactOf } from "@homepoint/evidence";
import {
  destinationsAt,
  grantsNeeded,
  nameHost,
  normalHost,
  type Connection,
  type Policy,
  type PolicyMoment,
} from "@homepoint/policy";
import { TryCount } from "./try-count.ts";
import { findPassed, lookBackAt } from "../gateways/gateway-facts.ts";
import type { Unlocked } from "../unlocked.ts";

const page = 1000;
const mostLookedAt = 20_000;

/** Entries, the newest first, as far back as it is bearable; whether those were all. */
export async function lookBack(
  { evidence, vault }: Unlocked,
  note: (entry: Entry) => "more" | "enough",
): Promise<boolean> {
  let before = evidence.size;
  for (let looked = 0; looked < mostLookedAt && before > 0; looked += page) {
    const entries = await evidence.readNewest({ before, limit: page }, vault.evidenceIdentity);
    for (const entry of entries) if (note(entry) === "enough") return false;
    before = entries.at(-1)?.index ?? 0;
  }
  return before === 0;
}

/** Who changed the policy when, or tried to. */
export async function findModeChanges(unlocked: Unlocked, limit: number) {
  const changes: ModeChange[] = [];
  const isAll = await lookBack(unlocked, (entry) => {
    const change = changeIn(entry);
    if (change) changes.push(change);
    return changes.length < limit ? "more" : "enough";
  });
  return { changes, isAll };
}

const nothing = { wish: null, effect: null, because: null, found: null, outcome: null, mode: null };

function changeIn({ index, fact }: Entry): ModeChange | undefined {
  if (!fact) return undefined;
  const told = { ...nothing, entry: index, at: fact.at, by: fact.by, why: "" };
  if (fact.kind === "policy-changed") {
    const { wish, effect, outcome, policy, why } = fact;
    return { ...told, what: "changed", wish, effect, outcome, mode: policy.mode, why };
  }
  if (fact.kind === "policy-refused") {
    const { wish, because, why } = fact;
    return { ...told, what: "refused", wish, because, why };
  }
  return fact.kind === "policy-found" ? { ...told, what: "found", found: fact.found } : undefined;
}

type Tried = Omit<RefusedTry, "services" | "stays" | "owner" | "whatStops"> & {
  readonly attempt: Connection;
};

/** What tried to get out and was refused, here and at gateways, the latest first; what passed. */
export async function findRefusedTries(unlocked: Unlocked, limit: number) {
  const tried = new Map<string, Tried>();
  const overTime = new TryCount(unlocked.clock());
  const noteFrom = (gateway: string | null) => {
    let here = 0;
    return ({ fact }: Entry): "more" | "enough" => {
      const found = triedIn(fact);
      if (!found) return "more";
      const key = JSON.stringify([found.subject, found.host, gateway]);
      const known = tried.get(key);
      if (!known && (here += 1) > limit) return "enough";
      overTime.note(found);
      tried.set(key, { ...(known ?? found), count: (known?.count ?? 0) + found.count, gateway });
      return "more";
    };
  };
  let isAll = await lookBack(unlocked, noteFrom(null));
  for (const { id, name } of unlocked.gateways.joined)
    isAll = (await lookBackAt(id, unlocked, noteFrom(name))) && isAll;
  const { policy } = unlocked;
  const latest = [...tried.values()].toSorted((a, b) => b.lastAt.localeCompare(a.lastAt));
  const tries = latest.slice(0, limit).map((each) => offer(each, policy.policy, policy.moment()));
  return { tries, passed: await findPassed(unlocked, limit), isAll, overTime: overTime.told };
}

function triedIn(fact: Entry["fact"]): Tried | undefined {
  if (fact?.kind === "verdict") {
    const { attempt, verdict, at } = fact;
    if (verdict.allowed || attempt.kind !== "connection" || attempt.direction === "in")
      return undefined;
    const { subject, host } = attempt;
    return {
      subject,
      host,
      because: verdict.because,
      count: 1,
      gateway: null,
      lastAt: at,
      attempt,
    };
  }
  return fact?.kind === "verdicts-aggregated" ? triedOften(fact) : undefined;
}

/** Of many tries only the host is known; they are taken to be at the port that it serves. */
function triedOften(fact: FactOf<"verdicts-aggregated">): Tried | undefined {
  const { subject, target, because, count, until } = fact;
  const host = normalHost(target);
  if (host === undefined || because === "not-this-role") return undefined;
  const [protocol, port] = (destinationsAt(host)[0]?.ports[0] ?? "tcp/443").split("/");
  const attempt: Connection = {
    kind: "connection",
    direction: "out",
    subject,
    host,
    port: Number(port),
    protocol: protocol === "udp" ? "udp" : "tcp",
  };
  return { subject, host, because, count, gateway: null, lastAt: until, attempt };
}

function offer({ attempt, ...tried }: Tried, policy: Policy, moment: PolicyMoment): RefusedTry {
  const needed = grantsNeeded(policy, attempt, moment);
  const { owner = null, whatStops = null } = nameHost(normalHost(tried.host) ?? "");
  const named = { ...tried, owner, whatStops };
  return needed.kind === "grants"
    ? { ...named, services: [...needed.services], stays: null }
    : { ...named, services: [], stays: needed.kind };
}
