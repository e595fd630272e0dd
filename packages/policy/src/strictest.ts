import { findGrant, rolesFor } from "./decide.ts";
import { handovers, type HandoverRules } from "./handover.ts";
import { coversMission, type MissionTerms } from "./missions/mission-terms.ts";
import { isLaxerMode, type Mode } from "./mode.ts";
import { locks, type Grant, type Policy, type Standard } from "./policy.ts";
import { sharedSpan } from "./span.ts";

/**
 * A policy that lets pass nothing that any of these refuses: of the installation, the mission, the
 * flight. Reads like the first; what the others ask for only narrows it.
 */
export function strictest(policy: Policy, ...others: readonly (Policy | Mode)[]): Policy {
  return others.reduce<Policy>(
    (narrowed, other) =>
      typeof other === "string" ? inMode(narrowed, other) : narrowedBy(narrowed, other),
    policy,
  );
}

function inMode(policy: Policy, mode: Mode): Policy {
  if (mode === "standard") return policy; // asks for nothing
  const { standard: _, ...rest } = policy;
  return isLaxerMode(policy.mode, mode) ? { ...rest, mode } : rest;
}

function narrowedBy({ standard, ...policy }: Policy, other: Policy): Policy {
  const shared = sharedStandard(standard, other.standard);
  return {
    ...policy,
    counter: Math.max(policy.counter, other.counter),
    mode: isLaxerMode(policy.mode, other.mode) ? other.mode : policy.mode,
    grants: policy.grants.flatMap((grant) => sharedGrant(grant, findGrant(other, grant))),
    ...(shared ? { standard: shared } : {}),
    own: policy.own.filter((host) => other.own.includes(host)),
    ...missionsOf(policy, other),
    handovers: sharedRules(policy, other),
    lock: locks.indexOf(other.lock) > locks.indexOf(policy.lock) ? other.lock : policy.lock,
  };
}

function sharedGrant(grant: Grant, other: Grant | undefined): readonly Grant[] {
  if (!other) return [];
  const span = sharedSpan(grant.span, other.span);
  return [{ ...grant, ...(span ? { span } : {}) }];
}

function sharedStandard(a: Standard | undefined, b: Standard | undefined): Standard | undefined {
  const span = a && b && sharedSpan(a.span, b.span);
  if (!span) return undefined;
  const clients = a.clients.filter((client) => b.clients.includes(client));
  return clients.length > 0 ? { ...a, clients, span } : undefined;
}

/** Of both: each narrows, and none makes up for another. */
function missionsOf(a: Policy, b: Policy): Pick<Policy, "missions"> {
  const own = a.missions ?? [];
  const others = (b.missions ?? []).filter(
    (mission) => !own.some((one) => one.id === mission.id && coversMission(one, mission)),
  );
  const isTaken = ({ id }: MissionTerms) => own.some((one) => one.id === id);
  const renamed = others.map((mission) =>
    isTaken(mission) ? { ...mission, id: `${mission.id}-2` } : mission,
  );
  const missions = [...own, ...renamed];
  return missions.length > 0 ? { missions } : {};
}

function sharedRules(a: Policy, b: Policy): HandoverRules {
  const both = handovers.map((handover) => {
    const allowedByB = rolesFor(b, handover);
    return [handover, rolesFor(a, handover).filter((role) => allowedByB.includes(role))] as const;
  });
  return Object.fromEntries(both);
}
