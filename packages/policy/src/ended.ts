import { stateOfMission } from "./missions/mission-terms.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import type { Policy } from "./policy.ts";
import { stateOf, type Span } from "./span.ts";

/**
 * The policy without what has ended, for good: once this is kept, setting a clock back revives
 * nothing. The very same policy where nothing has ended. Laxer only by the missions that ended.
 */
export function withoutEnded(policy: Policy, moment: PolicyMoment): Policy {
  const isOver = (span: Span | undefined) => span && stateOf(span, moment) === "ended";
  const grants = policy.grants.filter((grant) => !isOver(grant.span));
  const { standard, missions, ...rest } = policy;
  const kept = isOver(standard?.span) ? undefined : standard;
  const lasting = missions?.filter((mission) => stateOfMission(mission, moment) !== "ended");
  const isSame = grants.length === policy.grants.length && lasting?.length === missions?.length;
  if (isSame && kept === standard) return policy;
  return {
    ...rest,
    grants,
    ...(kept ? { standard: kept } : {}),
    ...(lasting && lasting.length > 0 ? { missions: lasting } : {}),
    counter: policy.counter + 1,
  };
}
