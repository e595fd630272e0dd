import { findGrant, rolesFor } from "./decide.ts";
import { handovers, type HandoverRules } from "./handover.ts";
import { coversMission, type MissionTerms } from "./missions/mission-terms.ts";
import { isLaxerMode, type Mode } from "./mode.ts";
import { locks, type Grant, type Policy, type Standard } from "./policy.ts";
import { sharedSpan, type Span } from "./span.ts";

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
  const span = other && sharedSpan(grant.span, other.span);
  if (!other || isEmpty(span)) return [];
  return [{ ...grant, ...(span ? { span } : {}) }];
}

/** Two spans that never meet. */
function isEmpty(span: Span | undefined): boolean {
  if (!span) return false;
  const { from, until, fromRunning, untilRunning } = span;
  return !(Date.parse(from) <= Date.parse(until) && fromRunning <= untilRunning);
}

function sharedStandard(a: Standard | undefined, b: Standard | undefined): Standard | undefined {
  const span = a && b && sharedSpan(a.span, b.span);
  if (!span || isEmpty(span)) return undefined;
  const clients = a.clients.filter((client) => b.clients.includes(client));
  return clients.length > 0 ? { ...a, clients, span } : undefined;
}

/** A policy with what another asks for missions as well: never laxer for it, and otherwise as it is. */
export function withMissionsOf(policy: Policy, other: Pick<Policy, "missions">): Policy {
  return { ...policy, ...missionsOf(policy, other) };
}

type Missions = Pick<Policy, "missions">;

/** Of both: each narrows, and none makes up for another. */
function missionsOf(a: Missions, b: Missions): Missions {
  const missions = (b.missions ?? []).reduce(withMission, a.missions ?? []);
  return missions.length > 0 ? { missions } : {};
}

function withMission(
  missions: readonly MissionTerms[],
  mission: MissionTerms,
): readonly MissionTerms[] {
  if (missions.some((one) => coversMission(one, mission))) return missions;
  const isTaken = (id: string) => missions.some((one) => one.id === id);
  let [id, number] = [mission.id, 2];
  for (; isTaken(id); number += 1) id = `${mission.id.slice(0, 190)}-${number}`;
  return [...missions, { ...mission, id }];
}

function sharedRules(a: Policy, b: Policy): HandoverRules {
  const both = handovers.map((handover) => {
    const allowedByB = rolesFor(b, handover);
    return [handover, rolesFor(a, handover).filter((role) => allowedByB.includes(role))] as const;
  });
  return Object.fromEntries(both);
}
