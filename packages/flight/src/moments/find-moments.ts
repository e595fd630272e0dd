import type { Flight, Moment, Numbers } from "../flight.ts";
import { rowAt, type Table } from "../table.ts";
import { explainReturns, settleOnGround } from "./settle.ts";
import type { Finding, Rule } from "./rule.ts";
import { ruleTable } from "./rule-table.ts";
import { rules } from "./rules.ts";
import { Seen } from "./seen.ts";

/** One rule that finds more has found noise. */
const mostFindings = 50;

/**
 * What happened in a flight: what its reader found, with what went wrong by the rules. In order of
 * time. Of a log without columns it is what the reader found.
 */
export function findMoments(flight: Flight, tables: readonly Table[]): readonly Moment[] {
  if (tables.length === 0) return flight.moments;
  const seen = new Seen(flight, tables);
  const found = rules.flatMap((rule) => momentsOf(rule, seen));
  const all = [...settleOnGround(flight.moments, seen), ...found];
  return explainReturns(all.sort((a, b) => a.at - b.at));
}

function momentsOf(rule: Rule, seen: Seen): readonly Moment[] {
  const findings = rule.find(seen).toSorted((a, b) => a.at - b.at);
  return findings.slice(0, mostFindings).map((finding) => momentOf(rule, finding, seen));
}

function momentOf({ id }: Rule, finding: Finding, seen: Seen): Moment {
  const { level, text = "", values } = finding;
  // A landing may be told behind the last row.
  const at = Math.min(finding.at, seen.end);
  const until = Math.min(finding.until ?? at, seen.end);
  const numbers = { ...rounded(values), ...placeAt(seen, at) };
  return {
    at,
    ...(until > at && { until }),
    kind: ruleTable[id].kind,
    level,
    text,
    rule: id,
    ...(Object.keys(numbers).length > 0 && { values: numbers }),
  };
}

/** What is measured is no more exact than this, and what is infinite is no number. */
function rounded(values: Numbers): Numbers {
  const known = Object.entries(values).filter(([, value]) => Number.isFinite(value));
  return Object.fromEntries(known.map(([name, value]) => [name, Number(value.toFixed(3))]));
}

/** Where the aircraft was, by the last position before. */
function placeAt(seen: Seen, at: number): Numbers {
  const [north, east] = [seen.named("latitude"), seen.named("longitude")];
  if (!north || !east || north.times !== east.times) return {};
  const row = Math.max(0, rowAt(north.times, at));
  const [latitude, longitude] = [north.values[row] ?? Number.NaN, east.values[row] ?? Number.NaN];
  return Number.isFinite(latitude + longitude) ? { latitude, longitude } : {};
}
