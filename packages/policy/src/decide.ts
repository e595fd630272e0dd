import type { Attempt, Connection, HandoverAttempt } from "./attempt.ts";
import { destinationsAt, nameHost } from "./catalogue.ts";
import { handoverRoles, type Handover } from "./handover.ts";
import { normalHost } from "./host.ts";
import { underMissions } from "./missions/mission-terms.ts";
import type { Mode } from "./mode.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import type { Grant, Policy } from "./policy.ts";
import { isGrantable, type Service } from "./service.ts";
import { stateOf, type SpanState } from "./span.ts";
import { isSameSubject, type Role, type Subject } from "./subject.ts";
import type { AllowReason, BlockReason, Verdict } from "./verdict.ts";

/**
 * Says whether an attempt may pass: the only place that does. What it does not know it blocks,
 * in every mode but `standard`.
 */
export function decide(policy: Policy, attempt: Attempt, moment: PolicyMoment): Verdict {
  if (attempt.kind === "handover") return decideHandover(policy, attempt, moment);
  const narrowed = underMissions(policy, moment);
  const verdict = decideConnection(narrowed, attempt, moment);
  if (verdict.allowed || narrowed === policy) return verdict;
  const { missions: _, ...bare } = policy;
  const without = decideConnection(bare, attempt, moment);
  return without.allowed ? { ...verdict, because: "mission" } : verdict;
}

/**
 * The mode in force for one subject, the strictest of installation and missions: `standard` only for
 * its named clients, while it lasts.
 */
export function modeInForce(given: Policy, subject: Subject, moment: PolicyMoment): Mode {
  const policy = underMissions(given, moment);
  const { standard } = policy;
  const named = subject.kind === "client" && standard?.clients.includes(subject.id);
  return standard && named && stateOf(standard.span, moment) === "in-force"
    ? "standard"
    : policy.mode;
}

/** The roles that a policy leaves a handover to. The owner can always export: promise 6. */
export function rolesFor(policy: Policy, handover: Handover): readonly Role[] {
  const atMost = handoverRoles[handover];
  const left = policy.handovers?.[handover] ?? (policy.lock === "sealed" ? [] : atMost);
  return atMost.filter(
    (role) => left.includes(role) || (handover === "export" && role === "owner"),
  );
}

function decideHandover(policy: Policy, attempt: HandoverAttempt, moment: PolicyMoment): Verdict {
  const mode = modeInForce(policy, attempt.subject, moment);
  if (!rolesFor(policy, attempt.handover).includes(attempt.role))
    return { allowed: false, because: "not-this-role", mode };
  const always = attempt.handover === "export" && attempt.role === "owner";
  return { allowed: true, because: always ? "owner-export" : "role", mode };
}

function decideConnection(policy: Policy, attempt: Connection, moment: PolicyMoment): Verdict {
  const mode = modeInForce(policy, attempt.subject, moment);
  const host = normalHost(attempt.host);
  if (host === undefined || !isPort(attempt))
    return { allowed: false, because: "unclear-attempt", mode };
  const { services, owner } = nameHost(host);
  const service = services[0];
  const about = {
    mode,
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
  };
  const allow = (because: AllowReason): Verdict => ({ allowed: true, because, ...about });
  const block = (because: BlockReason): Verdict => ({ allowed: false, because, ...about });

  if (policy.own.includes(host)) return allow("own-hub");
  if (mode === "standard") return allow("standard");
  if (attempt.direction === "in") return block("unasked-inbound");
  if (mode === "offline") return block("offline");
  const needed = servicesNeeded(attempt, host);
  if (typeof needed === "string") return block(needed);
  for (const service of needed) {
    const refusal = refusalOf(policy, { service, subject: attempt.subject }, moment);
    if (refusal) return { ...block(refusal), service };
  }
  return { ...allow("granted"), service: needed[0] };
}

/**
 * The services that must be granted before this host passes. One host may serve several; whoever
 * is seen only on the wire would reach them all, so a client needs them all.
 */
function servicesNeeded(
  attempt: Connection,
  host: string,
): readonly [Service, ...Service[]] | BlockReason {
  const known = destinationsAt(host);
  if (known.length === 0) return "unknown-destination";
  const port = `${attempt.protocol}/${attempt.port}`;
  const open = known.filter((destination) => destination.ports.includes(port));
  if (open.length === 0) return "wrong-port";
  const claimed = attempt.service;
  if (claimed !== undefined && !open.some((destination) => destination.service === claimed))
    return "misnamed-service";
  if (claimed !== undefined && attempt.subject.kind !== "client") return [claimed];
  const [first, ...others] = new Set(open.map((destination) => destination.service));
  return first === undefined ? "unknown-destination" : [first, ...others];
}

const refusalByState: Readonly<Record<SpanState, BlockReason | undefined>> = {
  "in-force": undefined,
  "not-begun": "not-granted",
  ended: "grant-ended",
  "clock-behind": "clock-behind",
};

function refusalOf(
  policy: Policy,
  asked: Pick<Grant, "service" | "subject">,
  moment: PolicyMoment,
): BlockReason | undefined {
  if (!isGrantable(asked.service, policy.mode)) return "not-in-this-mode";
  const grant = findGrant(policy, asked);
  if (!grant) return "not-granted";
  return grant.span ? refusalByState[stateOf(grant.span, moment)] : undefined;
}

/** The grant of this service to this subject, whether in force or not. */
export function findGrant(
  policy: Policy,
  { service, subject }: Pick<Grant, "service" | "subject">,
): Grant | undefined {
  return policy.grants.find(
    (grant) => grant.service === service && isSameSubject(grant.subject, subject),
  );
}

function isPort({ port, protocol }: Connection): boolean {
  const hasPorts = protocol === "tcp" || protocol === "udp";
  return Number.isInteger(port) && port >= (hasPorts ? 1 : 0) && port <= 65_535;
}
