import { textOf } from "@homepoint/base";
import { enact, type Evidence, type NewFact } from "@homepoint/evidence";
import {
  changePolicy,
  withoutEnded,
  writePolicy,
  type Change,
  type Changed,
  type Policy,
  type RefusalReason,
  type Wish,
} from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import { inForce, type StoredPolicy } from "./last-policy.ts";
import type { PolicyKeeper } from "./policy-keeper.ts";

export type ModeParts = {
  readonly policy: PolicyKeeper;
  readonly rows: Rows<StoredPolicy>;
  readonly evidence: Evidence;
};

const problemBecause = {
  locked: "policy-locked",
  sealed: "policy-sealed",
  "not-in-this-mode": "not-in-this-mode",
  "ended-already": "ended-already",
  "clock-behind": "clock-behind",
  "bad-change": "bad-change",
  "not-this-role": "not-for-this-role",
  "wrong-password": "wrong-policy-password",
} as const satisfies Readonly<Record<RefusalReason, string>>;

type Effect = Extract<Changed, { changed: true }>["effect"];

/**
 * The one function that changes the policy of a running hub. What relaxes is on record before it
 * is in force; what tightens is in force before it is on record; what is refused is on record too.
 *
 * @throws hub/policy-locked, hub/policy-sealed, and why else a change is refused
 */
export function changeMode(change: Change, parts: ModeParts): Promise<Effect> {
  return parts.policy.inTurn(async () => {
    const { policy } = parts;
    const changed = changePolicy(policy.policy, change, policy.moment());
    if (!changed.changed) throw await refuseChange(change, changed.because, parts);
    if (changed.effect === "relaxes") await relax(changed.policy, change, parts);
    else await tighten(changed.policy, { ...change, effect: changed.effect }, parts);
    return changed.effect;
  });
}

/** Puts a refused change on record, and gives the problem to throw. */
export async function refuseChange(
  { wish, by, why }: Omit<Change, "shown">,
  because: RefusalReason,
  { evidence }: Pick<ModeParts, "evidence">,
) {
  await evidence.append({ kind: "policy-refused", by, wish: shownWish(wish), because, why });
  return hubProblem(problemBecause[because]);
}

/** Takes what has ended out of the policy, for good: no clock revives it. */
export function endWhatIsOver(parts: ModeParts): Promise<void> {
  return parts.policy.inTurn(async () => {
    const { policy } = parts;
    const next = withoutEnded(policy.policy, policy.moment());
    if (next === policy.policy) return;
    await tighten(next, { wish: null, by: "hub", why: "", effect: "tightens" }, parts);
  });
}

async function relax(next: Policy, { wish, by, why }: Change, parts: ModeParts): Promise<void> {
  const { policy, rows, evidence } = parts;
  const told = { by, policy: shownPolicy(next), wish: shownWish(wish), why };
  await enact({
    evidence,
    intent: { kind: "policy-changing", ...told },
    act: async () => {
      const before = textOf(writePolicy(policy.policy));
      const file = textOf(writePolicy(next));
      // Whichever of the two a crash leaves in the folder was meant to be there.
      await rows.put(inForce, { file, before });
      try {
        await policy.write(next);
      } catch (error) {
        await rows.put(inForce, { file: before }).catch(() => undefined); // the file decides
        throw error;
      }
      policy.adopt(next);
      await rows.put(inForce, { file });
    },
    outcome: ({ intent, outcome }): NewFact => ({
      kind: "policy-changed",
      intent,
      ...told,
      effect: "relaxes",
      outcome,
    }),
  });
}

type Tightening = {
  readonly wish: Wish | null;
  readonly by: string;
  readonly why: string;
  readonly effect: Effect;
};

async function tighten(next: Policy, { wish, ...told }: Tightening, parts: ModeParts) {
  const { policy, rows, evidence } = parts;
  policy.adopt(next);
  const fact = {
    kind: "policy-changed",
    ...told,
    policy: shownPolicy(next),
    wish: wish && shownWish(wish),
  } as const;
  try {
    await policy.write(next);
    await rows.put(inForce, { file: textOf(writePolicy(next)) });
  } catch (error) {
    await evidence.append({ ...fact, outcome: "failed" });
    throw error;
  }
  await evidence.append({ ...fact, outcome: "done" });
}

/** What of a policy may be told: not what its password is checked with. */
export function shownPolicy({ password: _, ...policy }: Policy): Policy {
  return policy;
}

function shownWish(wish: Wish): Wish {
  return wish.kind === "lock" ? { ...wish, password: "(kept)" } : wish;
}
