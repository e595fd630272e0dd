import { accountBytes, GapWatch, type Fact, type Gap } from "@homepoint/evidence";
import type { Account } from "@homepoint/inspect";
import { longestSilenceMs as gatewaySilenceMs } from "../gateways/coverage.ts";

type Times = { readonly from: string; readonly until: string };
type Whose = { readonly of: string; readonly kind: Account["kind"] };

const mostGaps = 1000;

/** What a log's heartbeats count of a time, and where it was silent. */
export function accountOf(facts: readonly Fact[], whose: Whose, times: Times): Account {
  const span = { from: Date.parse(times.from), until: Date.parse(times.until) };
  return {
    ...whose,
    isShared: whose.kind === "hub" && facts.some(leadsOut),
    ...accountBytes(facts, span),
    gaps: gapsOf(facts, whose.kind)
      .filter(({ from, until }) => from < times.until && until > times.from)
      .slice(0, mostGaps)
      .map(({ from, until, unexplained }) => ({
        from,
        until,
        interfaces: Object.entries(unexplained).map(([name, { bytesIn, bytesOut }]) => {
          return { name, bytesIn, bytesOut };
        }),
      })),
  };
}

function gapsOf(facts: readonly Fact[], kind: Account["kind"]): readonly Gap[] {
  const watch = kind === "gateway" ? new GapWatch(gatewaySilenceMs) : new GapWatch();
  for (const [index, fact] of facts.entries()) watch.note(index, fact);
  return watch.end();
}

/** A hub that is contained has the loopback alone, and counts nothing else. */
function leadsOut(fact: Fact): boolean {
  return fact.kind === "heartbeat" && Object.keys(fact.interfaces).some((link) => link !== "lo");
}
