import type { Moment, MomentKind } from "../flight.ts";
import type { Seen } from "./seen.ts";

/** Trouble that is none on the ground: a controller is switched off, a fence is set up. */
const flyingKinds: ReadonlySet<MomentKind> = new Set([
  "signal-lost",
  "gps",
  "compass",
  "estimator",
  "failsafe",
  "limit",
]);

/** How long before a take-off and behind a landing counts as flying. */
const slackSeconds = 2;

/** What readers found on the ground, as the note that it is. */
export function settleOnGround(moments: readonly Moment[], seen: Seen): readonly Moment[] {
  if (seen.air.length === 0) return moments;
  const isGrounded = ({ at, until = at }: Moment) =>
    !seen.isInAir(at, slackSeconds) && !seen.air.some(({ from, to }) => from >= at && to <= until);
  return moments.map((moment) =>
    moment.level !== "note" && flyingKinds.has(moment.kind) && isGrounded(moment)
      ? { ...moment, level: "note" }
      : moment,
  );
}

/** Kinds of trouble that aircraft return for, likelier ones first. */
const reasons = ["signal-lost", "battery", "limit", "gps", "failsafe"] as const;

type ReturnReason = (typeof reasons)[number];

const kinds: ReadonlySet<MomentKind> = new Set(reasons);

/** Bounds what noise can cost. */
const mostTroubles = 1000;

/** Why an aircraft returns is seen up to so long before, and a moment behind. */
const seconds = { before: 15, behind: 2 } as const;

/** Returns that nobody asked for say what came before them; a reader may know better. */
export function explainReturns(moments: readonly Moment[]): readonly Moment[] {
  const troubles = moments
    .filter(({ level, kind }) => level !== "note" && kinds.has(kind))
    .slice(0, mostTroubles);
  return moments.map((moment) => {
    if (moment.kind !== "return-home" || moment.text !== "") return moment;
    const reason = reasons.find((kind) => troubles.some((one) => isReason(one, kind, moment.at)));
    return reason ? { ...moment, level: "warning", rule: `return-${reason}` } : moment;
  });
}

function isReason({ kind, at, until = at }: Moment, wanted: ReturnReason, time: number): boolean {
  if (kind !== wanted) return false;
  const isNear = at >= time - seconds.before && at <= time + seconds.behind;
  return isNear || (at <= time && until >= time - seconds.behind);
}
