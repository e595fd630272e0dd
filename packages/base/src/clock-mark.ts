/** What two clocks show at one time: the wall's, which anyone may set, and the machine's own. */
export type ClockMark = {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Milliseconds since this machine started, asleep or not. */
  readonly upMs: number;
  /** Which start that was; empty where nobody can tell. */
  readonly boot: string;
};

export type SinceMark = {
  /** How far the wall's clock was set; undefined where the machine started again in between. */
  readonly movedMs?: number;
  /** How much of the time in between the machine's own clock saw pass. */
  readonly countedMs: number;
};

/** What can be told of the time since a mark: of the time while a machine was off, nothing. */
export function sinceMark(before: ClockMark, now: ClockMark): SinceMark {
  const isSameStart = before.boot !== "" && before.boot === now.boot && now.upMs >= before.upMs;
  if (!isSameStart) return { countedMs: now.upMs };
  const countedMs = now.upMs - before.upMs;
  return { movedMs: now.at - before.at - countedMs, countedMs };
}

/** Undefined where it is none: whoever kept it may have been cut off. */
export function readMark(value: unknown): ClockMark | undefined {
  const { at, upMs, boot } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const isWhole = typeof at === "number" && typeof upMs === "number" && typeof boot === "string";
  return isWhole && Number.isFinite(at) && Number.isFinite(upMs) ? { at, upMs, boot } : undefined;
}
