import type { Policy } from "@homepoint/policy";

const known = new WeakMap<Policy, Policy>();

/**
 * The policy with spans of the wall's clock only: whoever judges later does not know how long the
 * installation had been running by then.
 */
export function wallPolicy(policy: Policy): Policy {
  const made = known.get(policy) ?? withoutRunning(policy);
  known.set(policy, made);
  return made;
}

function withoutRunning(policy: Policy): Policy {
  const running = { fromRunning: 0, untilRunning: Number.MAX_SAFE_INTEGER };
  const grants = policy.grants.map((grant) =>
    grant.span ? { ...grant, span: { ...grant.span, ...running } } : grant,
  );
  const { standard } = policy;
  return {
    ...policy,
    grants,
    ...(standard ? { standard: { ...standard, span: { ...standard.span, ...running } } } : {}),
  };
}
