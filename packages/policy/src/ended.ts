import type { PolicyMoment } from "./policy-moment.ts";
import type { Policy } from "./policy.ts";
import { stateOf, type Span } from "./span.ts";

/**
 * The policy without what has ended, for good: once this is kept, setting a clock back revives
 * nothing. The very same policy where nothing has ended.
 */
export function withoutEnded(policy: Policy, moment: PolicyMoment): Policy {
  const isOver = (span: Span | undefined) => span && stateOf(span, moment) === "ended";
  const grants = policy.grants.filter((grant) => !isOver(grant.span));
  const { standard, ...rest } = policy;
  const kept = isOver(standard?.span) ? undefined : standard;
  if (grants.length === policy.grants.length && kept === standard) return policy;
  return { ...rest, grants, ...(kept ? { standard: kept } : {}), counter: policy.counter + 1 };
}
