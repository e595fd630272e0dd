import type { PolicyMoment } from "./policy-moment.ts";

/**
 * From when until when, by both clocks: the wall (ISO 8601, UTC) and the installation's running
 * time (seconds, persisted, never going back). Over as soon as either says so.
 */
export type Span = {
  readonly from: string;
  readonly until: string;
  readonly fromRunning: number;
  readonly untilRunning: number;
};

export type SpanState = "in-force" | "not-begun" | "ended" | "clock-behind";

/** A clock may be this much behind the last fact before timed grants stop. */
const clockToleranceSeconds = 2;

export function isClockBehind(moment: PolicyMoment): boolean {
  if (moment.latestFactAt === undefined) return false;
  const behind = Date.parse(moment.latestFactAt) - Date.parse(moment.at);
  return !(behind <= clockToleranceSeconds * 1000); // also where a time cannot be read
}

/** Fails closed: a time that cannot be read compares as false. */
export function stateOf(span: Span, moment: PolicyMoment): SpanState {
  const at = Date.parse(moment.at);
  const lasts = at < Date.parse(span.until) && moment.runningSeconds < span.untilRunning;
  if (!lasts) return "ended";
  if (isClockBehind(moment)) return "clock-behind";
  const begun = at >= Date.parse(span.from) && moment.runningSeconds >= span.fromRunning;
  return begun ? "in-force" : "not-begun";
}

/** Whether `outer` is in force whenever `inner` is; no span at all is in force always. */
export function coversSpan(outer: Span | undefined, inner: Span | undefined): boolean {
  if (!outer) return true;
  if (!inner) return false;
  return (
    Date.parse(outer.from) <= Date.parse(inner.from) &&
    Date.parse(outer.until) >= Date.parse(inner.until) &&
    outer.fromRunning <= inner.fromRunning &&
    outer.untilRunning >= inner.untilRunning
  );
}

/** In force only while both are. */
export function sharedSpan(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (!a || !b) return a ?? b;
  return {
    from: Date.parse(a.from) > Date.parse(b.from) ? a.from : b.from,
    until: Date.parse(a.until) < Date.parse(b.until) ? a.until : b.until,
    fromRunning: Math.max(a.fromRunning, b.fromRunning),
    untilRunning: Math.min(a.untilRunning, b.untilRunning),
  };
}
