import type { Policy, Span } from "@homepoint/policy";

export type SpansHere = {
  /** In force here, its spans in their places already. */
  readonly last: Policy | undefined;
  /** The latest wall time at which any span began that was ever in force here. */
  readonly latestFrom: string | undefined;
  /** This box's running time. */
  readonly runningSeconds: number;
};

/**
 * Spans count the running time of the hub that made them, and a box that ran longer than its hub
 * would take each for over. So a new one begins with the time of this box, never to last longer
 * than it was meant to. One that was here before keeps its place; over, it is not new again.
 */
export function placeSpans(policy: Policy, here: SpansHere): Policy {
  const shift = Math.max(0, here.runningSeconds - leastRunningOf(policy));
  const known = new Map(here.last ? spansOf(here.last).map((span) => [keyOf(span), span]) : []);
  const place = (span: Span): Span =>
    known.get(keyOf(span)) ?? (isNew(span, here) ? moved(span, shift) : span);
  const { standard } = policy;
  return {
    ...policy,
    grants: policy.grants.map((grant) =>
      grant.span ? { ...grant, span: place(grant.span) } : grant,
    ),
    ...(standard ? { standard: { ...standard, span: place(standard.span) } } : {}),
  };
}

/** The latest beginning of its spans: whoever made them had run at least as long, in seconds. */
export function leastRunningOf(policy: Policy): number {
  return Math.max(0, ...spansOf(policy).map(({ fromRunning }) => fromRunning));
}

/** The later of `before` and of when the spans of a policy begin. */
export function latestFromOf(policy: Policy, before: string | undefined): string | undefined {
  const all = [
    ...(before === undefined ? [] : [before]),
    ...spansOf(policy).map(({ from }) => from),
  ];
  return all.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

function spansOf({ grants, standard }: Policy): readonly Span[] {
  const timed = grants.flatMap(({ span }) => (span ? [span] : []));
  return standard ? [...timed, standard.span] : timed;
}

function keyOf({ from, until }: Span): string {
  return `${from} ${until}`;
}

function isNew({ from }: Span, { latestFrom }: SpansHere): boolean {
  return latestFrom === undefined || Date.parse(from) > Date.parse(latestFrom);
}

/** In whole seconds, so that a day remains a day. */
function moved(span: Span, shift: number): Span {
  if (shift === 0) return span;
  const fromRunning = Math.floor(span.fromRunning + shift);
  const lasts = Math.floor(span.untilRunning - span.fromRunning);
  return { ...span, fromRunning, untilRunning: fromRunning + lasts };
}
