import { isLaxerMode, type RestingMode } from "../mode.ts";
import type { PolicyMoment } from "../policy-moment.ts";
import type { Policy } from "../policy.ts";
import type { Service } from "../service.ts";
import { isClockBehind } from "../span.ts";

/**
 * What a mission asks for while it lasts. It only narrows what the policy lets pass; its name and
 * its devices are kept elsewhere, sealed.
 */
export type MissionTerms = {
  readonly id: string;
  /** Wall time, ISO 8601 in UTC. */
  readonly from: string;
  readonly until: string;
  /** At the laxest. */
  readonly mode: RestingMode;
  /** What may stay granted. */
  readonly services: readonly Service[];
};

export type MissionState = "planned" | "in-force" | "ended";

/**
 * Fails closed, the other way round than a grant: while the clock is not sure, or a time cannot be
 * read, what began has not ended.
 */
export function stateOfMission(
  { from, until }: Pick<MissionTerms, "from" | "until">,
  moment: PolicyMoment,
): MissionState {
  const at = Date.parse(moment.at);
  const latest = Date.parse(moment.latestFactAt ?? moment.at);
  if (Math.max(at, latest) < Date.parse(from)) return "planned";
  const isSure = !isClockBehind(moment) && moment.clockJumped !== true;
  return isSure && at >= Date.parse(until) ? "ended" : "in-force";
}

/** The policy in force: narrowed by every mission that lasts. The very same one where none does. */
export function underMissions(policy: Policy, moment: PolicyMoment): Policy {
  const lasting = policy.missions?.filter(
    (mission) => stateOfMission(mission, moment) === "in-force",
  );
  return (lasting ?? []).reduce(narrowedBy, policy);
}

function narrowedBy({ standard: _, ...policy }: Policy, { mode, services }: MissionTerms): Policy {
  return {
    ...policy,
    mode: isLaxerMode(policy.mode, mode) ? mode : policy.mode,
    grants: policy.grants.filter(({ service }) => services.includes(service)),
  };
}

/** Whether `outer` narrows at least as much as `inner`, and at least as long. */
export function coversMission(outer: MissionTerms, inner: MissionTerms): boolean {
  return (
    Date.parse(outer.from) <= Date.parse(inner.from) &&
    Date.parse(outer.until) >= Date.parse(inner.until) &&
    !isLaxerMode(outer.mode, inner.mode) &&
    outer.services.every((service) => inner.services.includes(service))
  );
}
