import type { CaptureSeen, Flow, Question } from "../flow.ts";

/**
 * What became of something at a gateway: `blocked`: tried within, nothing left; `passed`: left, and
 * was allowed (or nobody judged); `leaked`: left, and was not allowed.
 */
export type Fate = "blocked" | "passed" | "leaked";

export type Compared = {
  readonly fate: Fate;
  /** As seen from within; none where it was seen outside only. */
  readonly inner?: Flow;
  readonly outer?: Flow;
};

export type AskedBoth = {
  readonly fate: Fate;
  readonly name: string;
  readonly type: string;
  readonly at: string;
};

export type Comparison = {
  readonly flows: readonly Compared[];
  readonly questions: readonly AskedBoth[];
  /** Flows that stay on a link of the gateway: neighbours' talk, no attempt and no leak. */
  readonly onLink: number;
  /** Flows that stay within our networks, on either side. */
  readonly local: number;
};

const beforeMs = 1000;
const afterMs = 5000;

/**
 * Compares two captures of one time, of the inner and the outer side of a gateway: what was tried
 * against what left. Both are judged already; `mayAsk` judges a name that was asked for outside.
 */
export function compareSides(
  inner: CaptureSeen,
  outer: CaptureSeen,
  mayAsk: (question: Question) => boolean,
): Comparison {
  const isOut = ({ scope, within }: Flow) => scope === "world" && !within;
  const tried = inner.flows.filter(isOut);
  const left = outer.flows.filter((flow) => isOut(flow) && !isAsking(flow));
  const matches = matchFlows(tried, left);
  const matched = new Set(matches.values());
  const all = [...inner.flows, ...outer.flows];
  return {
    flows: [
      ...tried
        .filter((flow) => !isAsking(flow) || matches.has(flow))
        .map((flow) => compareInner(flow, matches.get(flow))),
      ...left.filter((flow) => !matched.has(flow)).map(compareOuter),
    ],
    questions: compareQuestions(inner.questions, outer.questions, mayAsk),
    onLink: all.filter(({ scope }) => scope === "link").length,
    local: all.filter(({ scope }) => scope === "local").length,
  };
}

/** Questions are compared by name, whoever carries them on. */
function isAsking({ spoken, port }: Flow): boolean {
  return spoken === "dns" || (spoken === undefined && port === 53);
}

function compareInner(inner: Flow, outer: Flow | undefined): Compared {
  if (!outer) return { fate: "blocked", inner };
  const isLeak = inner.verdict === "refused" || outer.because === "unclear-attempt";
  return { fate: isLeak ? "leaked" : "passed", inner, outer };
}

/** Nobody within tried: what the gateway itself says, or what went past it. */
function compareOuter(outer: Flow): Compared {
  return { fate: outer.verdict === "refused" ? "leaked" : "passed", outer };
}

/** By the other side's address and port, the time and, where both say one, the name. */
function matchFlows(tried: readonly Flow[], left: readonly Flow[]): Map<Flow, Flow> {
  const keyOf = ({ transport, to, port }: Flow) => `${transport} ${to} ${port}`;
  const byKey = Map.groupBy(left, keyOf);
  const taken = new Set<Flow>();
  const matches = new Map<Flow, Flow>();
  for (const flow of tried) {
    const fitting = (byKey.get(keyOf(flow)) ?? []).filter(
      (other) => !taken.has(other) && isSameTime(flow, other) && isSameName(flow, other),
    );
    const best = fitting.find((other) => other.serverName === flow.serverName) ?? fitting[0];
    if (!best) continue;
    taken.add(best);
    matches.set(flow, best);
  }
  return matches;
}

function isSameTime(inner: Flow, outer: Flow): boolean {
  const at = Date.parse(outer.startedAt);
  return at >= Date.parse(inner.startedAt) - beforeMs && at <= Date.parse(inner.endedAt) + afterMs;
}

function isSameName({ serverName: a }: Flow, { serverName: b }: Flow): boolean {
  return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
}

function compareQuestions(
  inner: readonly Question[],
  outer: readonly Question[],
  mayAsk: (question: Question) => boolean,
): readonly AskedBoth[] {
  const isAsked = ({ transport }: Question) => transport === "udp" || transport === "tcp";
  const keyOf = ({ name, type }: Question) => `${type} ${name.toLowerCase()}`;
  const leftAt = Map.groupBy(outer.filter(isAsked), keyOf);
  const triedKeys = new Set(inner.filter(isAsked).map(keyOf));
  const tried = [...Map.groupBy(inner.filter(isAsked), keyOf)].map(([key, [first]]) => ({
    ...about(first as Question), // a group has one at least
    fate: fateOf(leftAt.get(key)?.[0], mayAsk),
  }));
  const alone = [...leftAt].flatMap(([key, [first]]) =>
    triedKeys.has(key) || !first ? [] : [{ ...about(first), fate: fateOf(first, mayAsk) }],
  );
  return [...tried, ...alone];
}

function fateOf(left: Question | undefined, mayAsk: (question: Question) => boolean): Fate {
  if (!left) return "blocked";
  return mayAsk(left) ? "passed" : "leaked";
}

function about({ name, type, at }: Question): Omit<AskedBoth, "fate"> {
  return { name, type, at };
}
