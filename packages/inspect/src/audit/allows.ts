import type { CaptureSeen, Flow, Question } from "../capture/flow.ts";
import { flowJudge, mayAsk } from "../capture/judge/judge-flows.ts";
import type { PolicyAt } from "../capture/judge/policy-record.ts";
import type { Allows } from "./sighting.ts";

/**
 * What the policy of each moment lets one client do, by the judge of all captures: `seen` are those whose answers
 * tell which addresses a name may have. A question for a name is allowed where the name serves
 * anything that is.
 */
export function allowsBy(
  policyAt: PolicyAt,
  client: string,
  seen: readonly CaptureSeen[] = [],
): Allows {
  const judge = flowJudge(
    seen.flatMap(({ questions }) => questions),
    { policyAt, clientOf: () => client },
  );
  return (what) =>
    isQuestion(what)
      ? mayAsk(what, { policy: policyAt(what.at), client })
      : judge(what).verdict === "allowed";
}

function isQuestion(what: Flow | Question): what is Question {
  return "name" in what;
}
