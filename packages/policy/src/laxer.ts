import { canonicalJson } from "@homepoint/base";
import { findGrant, rolesFor } from "./decide.ts";
import { handovers, type Handover } from "./handover.ts";
import { coversMission } from "./missions/mission-terms.ts";
import { isLaxerMode } from "./mode.ts";
import type { Grant, Policy, Standard } from "./policy.ts";
import { isGrantable, type Service } from "./service.ts";
import { coversSpan } from "./span.ts";
import type { Subject } from "./subject.ts";

/** One thing that a policy lets pass and another refuses. */
export type Laxity =
  | { readonly kind: "mode" }
  | { readonly kind: "standard" }
  | { readonly kind: "own"; readonly host: string }
  | { readonly kind: "grant"; readonly service: Service; readonly subject: Subject }
  | { readonly kind: "mission"; readonly id: string }
  | { readonly kind: "handover"; readonly handover: Handover };

/**
 * Whether `a` lets anything pass, at any moment, that `b` refuses. A laxer mode counts even
 * without grants: it is what makes the next grant possible.
 */
export function isLaxer(a: Policy, b: Policy): boolean {
  return laxitiesOf(a, b).length > 0;
}

/** What makes `a` laxer than `b`; empty where `a` lets nothing more pass. */
export function laxitiesOf(a: Policy, b: Policy): readonly Laxity[] {
  return [
    ...(isLaxerMode(a.mode, b.mode) ? [{ kind: "mode" } as const] : []),
    ...(isLaxerStandard(a.standard, b.standard) ? [{ kind: "standard" } as const] : []),
    ...a.own
      .filter((host) => !b.own.includes(host))
      .map((host) => ({ kind: "own", host }) as const),
    ...(b.missions ?? [])
      .filter((mission) => !a.missions?.some((other) => coversMission(other, mission)))
      .map(({ id }) => ({ kind: "mission", id }) as const),
    ...a.grants.filter((grant) => isLaxerGrant(a, grant, b)).map(toLaxity),
    ...handovers
      .filter((handover) => !isWithin(rolesFor(a, handover), rolesFor(b, handover)))
      .map((handover) => ({ kind: "handover", handover }) as const),
  ];
}

function isLaxerGrant(a: Policy, grant: Grant, b: Policy): boolean {
  if (!isGrantable(grant.service, a.mode)) return false;
  const other = findGrant(b, grant);
  if (!other || !isGrantable(other.service, b.mode)) return true;
  return !coversSpan(other.span, grant.span);
}

function toLaxity({ service, subject }: Grant): Laxity {
  return { kind: "grant", service, subject };
}

function isLaxerStandard(a: Standard | undefined, b: Standard | undefined): boolean {
  if (!a) return false;
  return !b || !isWithin(a.clients, b.clients) || !coversSpan(b.span, a.span);
}

function isWithin<T>(some: readonly T[], all: readonly T[]): boolean {
  return some.every((one) => all.includes(one));
}

/**
 * Whether the lock of `after` could be opened by someone whom that of `before` keeps out. Opening
 * it lets nothing pass yet, but everything after it; so does another password, or another seal.
 */
export function weakensLock(before: Policy, after: Policy): boolean {
  if (before.lock === "open") return false;
  if (before.lock === "password") return after.lock !== "sealed" && !isSameLock(before, after);
  return !isSameLock(before, after);
}

function isSameLock(a: Policy, b: Policy): boolean {
  const lockOf = ({ lock, password, seal }: Policy) =>
    canonicalJson({ lock, password: password ?? null, seal: seal ?? null });
  return lockOf(a) === lockOf(b);
}
