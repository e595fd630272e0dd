import type { NewFact } from "@homepoint/evidence";
import { coversMission, type MissionTerms, type Policy } from "@homepoint/policy";

type Change = {
  readonly before: Policy;
  readonly after: Policy;
  readonly by: string;
  /** Why what is gone is gone. */
  readonly why: "time" | "asked";
};

/** What goes on record of the missions that a policy brings, or that are gone with another. */
export function missionFacts({ before, after, by, why }: Change): readonly NewFact[] {
  const begun = notIn(before, after).map(({ id, ...terms }): NewFact => ({
    kind: "mission-enforced",
    by,
    mission: id,
    ...terms,
  }));
  const gone = notIn(after, before).map(({ id }): NewFact => ({
    kind: "mission-ended",
    by,
    mission: id,
    why,
  }));
  return [...begun, ...gone];
}

function notIn({ missions: known = [] }: Policy, { missions = [] }: Policy): MissionTerms[] {
  return missions.filter((mission) => !known.some((one) => coversMission(one, mission)));
}
