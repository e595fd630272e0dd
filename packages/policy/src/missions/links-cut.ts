import { isGrantable, type Service } from "../service.ts";
import { modeInForce } from "../decide.ts";
import type { PolicyMoment } from "../policy-moment.ts";
import type { Grant, Policy } from "../policy.ts";
import { stateOf } from "../span.ts";
import { isSameSubject, type Subject } from "../subject.ts";
import { underMissions } from "./mission-terms.ts";

/** What an aircraft in the air may hang on: where it stands exactly, and how it is steered. */
export const flightLinks: readonly Service[] = ["rtk", "lte"];

/** A link that passes now and would not any more; without a service, everything that passed. */
export type LinkCut = { readonly subject: Subject; readonly service?: Service };

/**
 * Links of aircraft that a change would cut at once. Safety first: whoever asks for it is asked
 * back whether now, or after landing.
 */
export function linksCut(before: Policy, after: Policy, moment: PolicyMoment): readonly LinkCut[] {
  const [was, is] = [underMissions(before, moment), underMissions(after, moment)];
  const standing = (was.standard?.clients ?? [])
    .map((id): Subject => ({ kind: "client", id }))
    .filter((subject) => modeInForce(was, subject, moment) === "standard");
  return [
    ...standing
      .filter((subject) => modeInForce(is, subject, moment) !== "standard")
      .map((subject) => ({ subject })),
    ...was.grants
      .filter((grant) => flightLinks.includes(grant.service) && passes(was, grant, moment))
      .filter(({ subject }) => modeInForce(is, subject, moment) !== "standard")
      .filter(
        (grant) =>
          !is.grants.some((other) => isSameGrant(grant, other) && passes(is, other, moment)),
      )
      .map(({ subject, service }) => ({ subject, service })),
  ];
}

function passes(policy: Policy, { service, span }: Grant, moment: PolicyMoment): boolean {
  return isGrantable(service, policy.mode) && (!span || stateOf(span, moment) === "in-force");
}

function isSameGrant(a: Grant, b: Grant): boolean {
  return a.service === b.service && isSameSubject(a.subject, b.subject);
}
