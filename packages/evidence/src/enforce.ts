import {
  decide,
  type Attempt,
  type Policy,
  type PolicyMoment,
  type Verdict,
} from "@homepoint/policy";
import type { IntentKind, NewFact, Outcome } from "./fact.ts";
import type { Flood, RefusedAttempt } from "./flood.ts";
import { problem } from "./problems.ts";

/** Where facts are put on record. */
export interface Evidence {
  /** Once this resolves, to the entry's index, the fact survives a power cut. */
  append(fact: NewFact): Promise<number>;
}

/** How long an allowing waits to be on record before it is a refusal. */
export const patienceMilliseconds = 2000;

export type EnforceParts = {
  /** Asked again once an allowing is on record: it may have tightened meanwhile. */
  readonly policy: () => Policy;
  readonly moment: () => PolicyMoment;
  readonly evidence: Evidence;
  /** Refusals on their way to the record; the same for all attempts. */
  readonly refusals: Flood<RefusedAttempt>;
  /** Who enforces. */
  readonly by: string;
};

/**
 * Decides an attempt; whatever is allowed is on record before this answers. What cannot be recorded
 * within two seconds is not allowed. A refusal does not wait for its record.
 */
export async function enforce(attempt: Attempt, parts: EnforceParts): Promise<Verdict> {
  const { policy, moment, evidence, refusals, by } = parts;
  const verdict = decide(policy(), attempt, moment());
  if (!verdict.allowed) return noteRefusal({ attempt, verdict }, parts);
  const recording = evidence.append({ kind: "verdict", by, attempt, verdict });
  if ((await settledWithin(recording)) === "recorded") {
    const now = decide(policy(), attempt, moment());
    return now.allowed ? now : noteRefusal({ attempt, verdict: now }, parts);
  }
  const refused: Verdict = { ...verdict, allowed: false, because: "not-recorded" };
  refusals.putBack({ attempt, verdict: refused }, moment().at);
  return refused;
}

/** Puts a refusal on record, or counts it where there are many like it. */
export function noteRefusal(
  refused: RefusedAttempt,
  { evidence, refusals, moment }: Pick<EnforceParts, "evidence" | "refusals" | "moment">,
): Verdict {
  const { at } = moment();
  const fact = refusals.take(refused, at);
  if (fact) evidence.append(fact).catch(() => refusals.putBack(refused, at));
  return refused.verdict;
}

export type Enactment<Result> = {
  readonly evidence: Evidence;
  readonly intent: Extract<NewFact, { kind: IntentKind }>;
  /** Runs once the intent, the entry at this index, is durable. */
  readonly act: (intent: number) => Promise<Result>;
  readonly outcome: (ending: Ending<Result>) => NewFact;
};

export type Ending<Result> =
  | { readonly intent: number; readonly outcome: "done"; readonly result: Result }
  | { readonly intent: number; readonly outcome: Exclude<Outcome, "done"> };

/**
 * Durable intent, act, outcome. An act whose intent is not on record within two seconds is not
 * done. What ends between is found at the next start and recorded as interrupted.
 *
 * @throws evidence/not-recorded, what `act` throws, evidence/outcome-not-recorded
 */
export async function enact<Result>(enactment: Enactment<Result>): Promise<Result> {
  const { evidence, intent, act, outcome } = enactment;
  const recording = evidence.append(intent);
  if ((await settledWithin(recording)) !== "recorded") {
    cancelLate(recording, enactment);
    throw problem("not-recorded");
  }
  const index = await recording;
  let result: Result;
  try {
    result = await act(index);
  } catch (error) {
    await evidence.append(outcome({ intent: index, outcome: "failed" })).catch(() => undefined);
    throw error; // it matters more than an outcome that the next start finds missing
  }
  try {
    await evidence.append(outcome({ intent: index, outcome: "done", result }));
  } catch (error) {
    throw problem("outcome-not-recorded", {}, { cause: error });
  }
  return result;
}

/** An intent that is on record too late was never acted on, and the record says so. */
function cancelLate<Result>(
  recording: Promise<number>,
  { evidence, outcome }: Enactment<Result>,
): void {
  recording
    .then((intent) => evidence.append(outcome({ intent, outcome: "cancelled" })))
    .catch(() => undefined); // nothing on record, nothing done
}

async function settledWithin(recording: Promise<number>): Promise<"recorded" | "failed" | "late"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds, "late");
  });
  const settled = recording.then(
    () => "recorded" as const,
    () => "failed" as const,
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
