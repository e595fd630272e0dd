import type { Fact } from "@homepoint/evidence";
import type { Account, AttestedRow, Circumstances, Exception } from "@homepoint/inspect";
import {
  exceptionsOver,
  modesOver,
  policiesOver,
  standardOver,
  type ExceptionSpell,
  type PolicySpell,
  type PolicyTurn,
} from "@homepoint/policy";
import { factsBetween } from "../gateways/gateway-facts.ts";
import type { Unlocked } from "../unlocked.ts";
import { accountOf } from "./account.ts";
import { factsBack } from "./facts-back.ts";

type Times = { readonly from: string; readonly until: string };

/** What a log tells of a time, and the policies that it was under. */
export type TimeTold = {
  readonly spells: readonly PolicySpell[];
  readonly told: Required<Circumstances>;
};

/** Heartbeats of both sides belong to a time. */
const marginMs = 30 * 60_000;

/** By the facts of this hub's log, and of its gateways' as far as they are here. */
export async function lookAtTime(times: Times, unlocked: Unlocked): Promise<TimeTold> {
  const { turns, near, oldest } = await factsOf(times, unlocked);
  // Of a time before the log nobody knows the policy.
  const from = oldest > times.from ? oldest : times.from;
  const spells = from < times.until ? policiesOver(turns, { ...times, from }) : [];
  const accounts = [ownAccount(near, times), ...(await gatewayAccounts(times, unlocked))];
  return {
    spells,
    told: {
      modes: modesOver(spells),
      standard: standardOver(spells),
      exceptions: exceptionsOver(spells).map(exceptionOf),
      attested: near.flatMap((fact) => attestedIn(fact, times)),
      accounts,
    },
  };
}

/** Of this hub and its gateways: what they counted of a time, and where they were silent. */
export async function accountsOf(times: Times, unlocked: Unlocked): Promise<readonly Account[]> {
  const { near } = await factsOf(times, unlocked);
  return [ownAccount(near, times), ...(await gatewayAccounts(times, unlocked))];
}

function ownAccount(near: readonly Fact[], times: Times): Account {
  return accountOf(near, { of: "hub", kind: "hub" }, times);
}

function exceptionOf({ grant, from, until, isRevoked }: ExceptionSpell): Exception {
  const { service, subject, by, why } = grant;
  const who = `${subject.kind} ${subject.id}`;
  return {
    service,
    subject: who,
    by,
    why,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    isRevoked,
  };
}

function attestedIn(fact: Fact, { from, until }: Times): readonly AttestedRow[] {
  if (fact.kind !== "attested" || fact.at < from || fact.at >= until) return [];
  const { device, at, by, points } = fact;
  return [{ device, at, by, points }];
}

/** Back to the policy that was in force when the time began. */
async function factsOf({ from, until }: Times, unlocked: Unlocked) {
  const turns: PolicyTurn[] = [];
  const near: Fact[] = [];
  let oldest = until;
  const begin = new Date(Date.parse(from) - marginMs).toISOString();
  const end = new Date(Date.parse(until) + marginMs).toISOString();
  for await (const fact of factsBack(unlocked)) {
    if (fact.at < oldest) oldest = fact.at;
    const turn = turnIn(fact);
    if (turn) turns.push(turn);
    if (fact.at >= begin && fact.at <= end) near.push(fact);
    if (fact.at < begin && turns.some(({ kind, at }) => kind === "changed" && at <= from)) break;
  }
  return { turns: turns.toReversed(), near: near.toReversed(), oldest };
}

function turnIn(fact: Fact): PolicyTurn | undefined {
  const { at } = fact;
  if (fact.kind === "started") return { kind: "started", at };
  if (fact.kind === "policy-found" && fact.found !== "read") return { kind: "not-found", at };
  if (fact.kind === "policy-changed" && fact.outcome === "done")
    return { kind: "changed", at, policy: fact.policy };
  return undefined;
}

async function gatewayAccounts(times: Times, unlocked: Unlocked): Promise<readonly Account[]> {
  const around = {
    from: Date.parse(times.from) - marginMs,
    until: Date.parse(times.until) + marginMs,
  };
  const accounts: Account[] = [];
  for (const { id, name } of unlocked.gateways.joined) {
    const facts = await factsBetween(id, unlocked, around);
    if (facts.length > 0) accounts.push(accountOf(facts, { of: name, kind: "gateway" }, times));
  }
  return accounts;
}
