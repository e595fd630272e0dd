import { canonicalJson } from "@homepoint/base";
import { withoutEnded } from "./ended.ts";
import type { HandoverRules } from "./handover.ts";
import { isLaxer, weakensLock } from "./laxer.ts";
import { stateOfMission, type MissionTerms } from "./missions/mission-terms.ts";
import type { RestingMode } from "./mode.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import { policyShape } from "./policy-shape.ts";
import type { Policy } from "./policy.ts";
import { isGrantable, type Service } from "./service.ts";
import { isClockBehind, stateOf, type Span } from "./span.ts";
import { isSameSubject, type Role, type Subject } from "./subject.ts";

/** Until this wall time, and at most so many seconds of running. */
export type Ends = { readonly until: string; readonly runningSeconds: number };

export type Wish =
  | { readonly kind: "set-mode"; readonly mode: RestingMode }
  | {
      readonly kind: "grant";
      readonly service: Service;
      readonly subject: Subject;
      readonly ends?: Ends;
    }
  | { readonly kind: "revoke"; readonly service: Service; readonly subject: Subject }
  | { readonly kind: "begin-standard"; readonly clients: readonly string[]; readonly ends: Ends }
  | { readonly kind: "end-standard" }
  /** Made by planning one: it narrows, and ends by itself. */
  | { readonly kind: "add-mission"; readonly mission: MissionTerms }
  | { readonly kind: "end-mission"; readonly id: string }
  | { readonly kind: "set-own"; readonly own: readonly string[] }
  | { readonly kind: "set-handovers"; readonly handovers: HandoverRules }
  | { readonly kind: "unlock" }
  | { readonly kind: "lock"; readonly password: string };

export type Change = {
  readonly wish: Wish;
  readonly by: string;
  readonly role: Role;
  readonly why: string;
  /** What was shown for it. Checking the password against the policy's is the caller's part. */
  readonly shown: "nothing" | "password";
};

/** Whoever may change the policy at all may tighten it; relaxing it is left to these. */
export const relaxingRoles: readonly Role[] = ["owner", "manager"];

export type RefusalReason =
  | "locked"
  | "sealed"
  | "not-in-this-mode"
  | "ended-already"
  | "clock-behind"
  | "bad-change"
  | "not-this-role"
  | "wrong-password";

/**
 * `relaxes`: to be on record before it takes effect. `tightens`, `nothing`: may take effect first.
 */
export type Changed =
  | {
      readonly changed: true;
      readonly policy: Policy;
      readonly effect: "relaxes" | "tightens" | "nothing";
    }
  | { readonly changed: false; readonly because: RefusalReason };

/**
 * The one function that changes a policy. Tightening is always possible; relaxing only where the
 * lock permits, and never where it is sealed. What has ended is gone from the new policy.
 */
export function changePolicy(policy: Policy, change: Change, moment: PolicyMoment): Changed {
  const current = withoutEnded(policy, moment);
  const wished = apply(current, change, moment);
  if (typeof wished === "string") return refuse(wished);
  const checked = policyShape.safeParse({ ...wished, counter: policy.counter + 1 });
  if (!checked.success) return refuse("bad-change");
  const next = checked.data;
  const relaxes = isLaxer(next, current) || weakensLock(current, next);
  if (relaxes && current.lock === "sealed") return refuse("sealed");
  if (relaxes && !relaxingRoles.includes(change.role)) return refuse("not-this-role");
  if (relaxes && current.lock === "password" && change.shown !== "password")
    return refuse("locked");
  if (relaxes) return { changed: true, policy: next, effect: "relaxes" };
  const same = canonicalJson({ ...next, counter: 0 }) === canonicalJson({ ...policy, counter: 0 });
  return { changed: true, policy: next, effect: same ? "nothing" : "tightens" };
}

function refuse(because: RefusalReason): Changed {
  return { changed: false, because };
}

function apply(policy: Policy, change: Change, moment: PolicyMoment): Policy | RefusalReason {
  const { wish } = change;
  switch (wish.kind) {
    case "set-mode":
      return inMode(policy, wish.mode);
    case "grant":
      return withGrant(policy, { ...change, wish }, moment);
    case "revoke":
      return { ...policy, grants: grantsBut(policy, wish) };
    case "begin-standard":
      return withStandard(policy, { ...change, wish }, moment);
    case "end-standard":
      return withoutStandard(policy);
    case "add-mission":
      return withMission(policy, wish.mission, moment);
    case "end-mission":
      return withoutMission(policy, wish.id);
    case "set-own":
      return { ...policy, own: wish.own };
    case "set-handovers":
      return { ...policy, handovers: wish.handovers };
    case "lock":
      return policy.lock === "sealed"
        ? "sealed"
        : { ...policy, lock: "password", password: wish.password };
    case "unlock":
      return policy.lock === "sealed" ? "sealed" : unlocked(policy);
    default:
      wish satisfies never;
      return "bad-change";
  }
}

/** Grants that the mode has no place for end with the change; coming back does not revive them. */
function inMode(policy: Policy, mode: RestingMode): Policy {
  const grants = policy.grants.filter((grant) => isGrantable(grant.service, mode));
  return { ...withoutStandard(policy), mode, grants };
}

function withoutStandard({ standard: _, ...policy }: Policy): Policy {
  return policy;
}

function unlocked({ password: _, ...policy }: Policy): Policy {
  return { ...policy, lock: "open" };
}

type Wishing<Kind extends Wish["kind"]> = Change & { readonly wish: Extract<Wish, { kind: Kind }> };

function withGrant(
  policy: Policy,
  { wish, by, why }: Wishing<"grant">,
  moment: PolicyMoment,
): Policy | RefusalReason {
  const { service, subject, ends } = wish;
  if (!isGrantable(service, policy.mode)) return "not-in-this-mode";
  const span = ends && spanFrom(ends, moment);
  if (typeof span === "string") return span;
  const grant = { service, subject, ...(span ? { span } : {}), by, why };
  return { ...policy, grants: [...grantsBut(policy, wish), grant] };
}

function grantsBut(
  policy: Policy,
  { service, subject }: { readonly service: Service; readonly subject: Subject },
): Policy["grants"] {
  return policy.grants.filter(
    (grant) => grant.service !== service || !isSameSubject(grant.subject, subject),
  );
}

function withMission(
  policy: Policy,
  mission: MissionTerms,
  moment: PolicyMoment,
): Policy | RefusalReason {
  if (stateOfMission(mission, moment) === "ended") return "ended-already";
  return { ...policy, missions: [...(policy.missions ?? []), mission] };
}

/** One that is gone already, because it ended, is no trouble. */
function withoutMission({ missions = [], ...policy }: Policy, id: string): Policy {
  const left = missions.filter((mission) => mission.id !== id);
  return left.length > 0 ? { ...policy, missions: left } : policy;
}

function withStandard(
  policy: Policy,
  { wish, by, why }: Wishing<"begin-standard">,
  moment: PolicyMoment,
): Policy | RefusalReason {
  const span = spanFrom(wish.ends, moment);
  if (typeof span === "string") return span;
  return { ...policy, standard: { clients: wish.clients, span, by, why } };
}

function spanFrom(ends: Ends, moment: PolicyMoment): Span | RefusalReason {
  if (isClockBehind(moment)) return "clock-behind";
  const span: Span = {
    from: moment.at,
    until: ends.until,
    fromRunning: moment.runningSeconds,
    untilRunning: moment.runningSeconds + ends.runningSeconds,
  };
  return stateOf(span, moment) === "in-force" ? span : "ended-already";
}
