import { rolesFor } from "./decide.ts";
import { destinations } from "./destinations/index.ts";
import type { Handover } from "./handover.ts";
import {
  stateOfMission,
  underMissions,
  type MissionState,
  type MissionTerms,
} from "./missions/mission-terms.ts";
import type { RestingMode } from "./mode.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import type { Grant, Lock, Policy, Standard } from "./policy.ts";
import {
  isGrantable,
  services,
  serviceTable,
  type Consequence,
  type LetsOut,
  type Service,
} from "./service.ts";
import { isClockBehind, stateOf, type SpanState } from "./span.ts";
import type { Role } from "./subject.ts";

export type GrantDescription = Grant & {
  readonly state: SpanState | "not-in-this-mode" | "mission";
};

export type MissionDescription = MissionTerms & { readonly state: MissionState };

export type ServiceDescription = {
  readonly service: Service;
  /** `needs-password`, `sealed`: grantable in this mode, but for the lock. */
  readonly switch: "open" | "needs-password" | "sealed" | "not-in-this-mode";
  readonly letsOut: readonly LetsOut[];
  readonly stops: readonly Consequence[];
  readonly owners: readonly string[];
  readonly hosts: readonly string[];
};

/** What the Mode page says, in codes and values. */
export type PolicyDescription = {
  /** Of the installation. */
  readonly mode: RestingMode;
  /** The strictest of the installation's and the missions' that last. */
  readonly modeInForce: RestingMode;
  readonly missions: readonly MissionDescription[];
  readonly lock: Lock;
  readonly clockBehind: boolean;
  readonly own: readonly string[];
  readonly standard?: Standard & { readonly state: SpanState };
  readonly grants: readonly GrantDescription[];
  readonly services: readonly ServiceDescription[];
  readonly handovers: Readonly<Record<Handover, readonly Role[]>>;
};

export function describePolicy(policy: Policy, moment: PolicyMoment): PolicyDescription {
  const { mode, lock, own } = policy;
  const inForce = underMissions(policy, moment);
  const { standard } = inForce;
  return {
    mode,
    modeInForce: inForce.mode,
    missions: (policy.missions ?? []).map((mission) => ({
      ...mission,
      state: stateOfMission(mission, moment),
    })),
    lock,
    clockBehind: isClockBehind(moment),
    own,
    ...(standard ? { standard: { ...standard, state: stateOf(standard.span, moment) } } : {}),
    grants: policy.grants.map((grant) => ({
      ...grant,
      state: stateOfGrant(inForce, grant, moment),
    })),
    services: services.map((service) => describeService(policy, service)),
    handovers: {
      export: rolesFor(policy, "export"),
      download: rolesFor(policy, "download"),
      release: rolesFor(policy, "release"),
      "key-request": rolesFor(policy, "key-request"),
      "removable-media": rolesFor(policy, "removable-media"),
    },
  };
}

/** Grants of a mode that has no place for them are dropped, so only a mission leaves one out. */
function stateOfGrant(
  inForce: Policy,
  grant: Grant,
  moment: PolicyMoment,
): GrantDescription["state"] {
  const { service, span } = grant;
  if (!inForce.grants.includes(grant)) return "mission";
  if (!isGrantable(service, inForce.mode)) return "not-in-this-mode";
  return span ? stateOf(span, moment) : "in-force";
}

const switchByLock = { open: "open", password: "needs-password", sealed: "sealed" } as const;

function describeService({ mode, lock }: Policy, service: Service): ServiceDescription {
  const rows = destinations.filter((destination) => destination.service === service);
  const passable = rows.filter((destination) => destination.match !== "named");
  return {
    service,
    switch: isGrantable(service, mode) ? switchByLock[lock] : "not-in-this-mode",
    letsOut: serviceTable[service].letsOut,
    stops: [...new Set([serviceTable[service].stops, ...rows.map((row) => row.whatStops)])],
    owners: [...new Set(rows.map((row) => row.owner))],
    hosts: passable.map((row) => row.host),
  };
}
