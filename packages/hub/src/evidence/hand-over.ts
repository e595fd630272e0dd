import { apiProblem } from "@homepoint/api";
import type { Evidence, Outcome } from "@homepoint/evidence";
import { decide, type Handover, type Verdict } from "@homepoint/policy";
import { hubProblem } from "../problems.ts";
import type { PolicyKeeper } from "../mode/policy-keeper.ts";
import type { Caller } from "../server/access.ts";
import type { BytesAnswer } from "../server/answers.ts";

export type HandoverParts = {
  readonly policy: PolicyKeeper;
  readonly evidence: Evidence;
};

export type Handing = {
  readonly caller: Caller | undefined;
  readonly handover: Handover;
  readonly objects: readonly string[];
  readonly format: string;
  /** Whoever gets it, where it is not the one who asks. */
  readonly to?: string;
  readonly why?: string;
};

/** What the policy says of a handover, now. */
export function judgeHandover(
  { name, role }: Caller,
  handover: Handover,
  policy: PolicyKeeper,
): Verdict {
  const subject = { kind: "person", id: name } as const;
  return decide(policy.policy, { kind: "handover", handover, subject, role }, policy.moment());
}

/**
 * Refuses what is made to be carried away where the policy leaves that to nobody, or to others:
 * backups and key files. Being sealed keeps them from being read, not from being taken.
 *
 * @throws hub/handover-refused
 */
export async function refuseCarrying(
  caller: Caller | undefined,
  { policy, evidence }: HandoverParts,
): Promise<void> {
  if (!caller) throw apiProblem("not-signed-in");
  const handover = "removable-media";
  if (judgeHandover(caller, handover, policy).allowed) return;
  const { name: by, role } = caller;
  await evidence.append({ kind: "handover-refused", by, handover, role });
  throw hubProblem("handover-refused", { handover, role });
}

/** Who may take this away. That someone may not is on record. @throws hub/handover-refused */
export async function checkHandover(
  { caller, handover }: Pick<Handing, "caller" | "handover">,
  { policy, evidence }: HandoverParts,
): Promise<Caller> {
  if (!caller) throw apiProblem("not-signed-in");
  const { name: by, role } = caller;
  if (judgeHandover(caller, handover, policy).allowed) return caller;
  await evidence.append({ kind: "handover-refused", by, handover, role });
  throw hubProblem("handover-refused", { handover, role });
}

/**
 * Lets a file go to the one who asked: decided by role and policy, on record before the first byte,
 * and again with how it ended. It has no ranges, because half of it handed over is a handover.
 *
 * @throws hub/handover-refused
 */
export async function handOver(
  file: BytesAnswer,
  handing: Handing,
  { policy, evidence }: HandoverParts,
): Promise<BytesAnswer> {
  const { handover, objects, format, to, why } = handing;
  const { name: by } = await checkHandover(handing, { policy, evidence });
  const intent = await evidence.append({
    kind: "handing-over",
    by,
    handover,
    objects,
    to: to ?? by,
    format,
    ...(why === undefined ? {} : { why }),
  });
  async function* recorded() {
    let bytes = 0;
    let outcome: Outcome = "cancelled";
    try {
      for await (const block of file.open()) {
        yield block;
        bytes += block.length;
      }
      outcome = "done";
    } catch (error) {
      outcome = "failed";
      throw error;
    } finally {
      await evidence.append({ kind: "handed-over", by, intent, handover, outcome, bytes });
    }
  }
  return { ...file, open: recorded };
}
