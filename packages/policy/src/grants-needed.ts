import type { Connection } from "./attempt.ts";
import { decide } from "./decide.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import type { Policy } from "./policy.ts";
import { isGrantable, type Service } from "./service.ts";
import { isSameSubject } from "./subject.ts";

/**
 * What would let a refused connection pass: these services, granted to its subject. Never a host:
 * one that no service is known for stays refused.
 */
export type Needed =
  | { readonly kind: "grants"; readonly services: readonly [Service, ...Service[]] }
  | { readonly kind: "nothing-known" }
  | { readonly kind: "not-in-this-mode" };

/** Grants one service after the other in thought, until the connection would pass. */
export function grantsNeeded(policy: Policy, attempt: Connection, moment: PolicyMoment): Needed {
  const services: Service[] = [];
  let tried = policy;
  for (;;) {
    const verdict = decide(tried, attempt, moment);
    const [first, ...more] = services;
    if (verdict.allowed)
      return first ? { kind: "grants", services: [first, ...more] } : { kind: "nothing-known" };
    const { because, service } = verdict;
    if (because === "not-in-this-mode" || because === "offline" || because === "mission")
      return { kind: "not-in-this-mode" };
    const isGrant = because === "not-granted" || because === "grant-ended";
    if (!isGrant || !service || services.includes(service)) return { kind: "nothing-known" };
    if (!isGrantable(service, policy.mode)) return { kind: "not-in-this-mode" };
    services.push(service);
    const { subject } = attempt;
    const others = tried.grants.filter(
      (grant) => grant.service !== service || !isSameSubject(grant.subject, subject),
    );
    tried = { ...tried, grants: [...others, { service, subject, by: "nobody", why: "" }] };
  }
}
