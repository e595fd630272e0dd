import { textOf } from "@homepoint/base";
import { enact, type Evidence, type NewFact } from "@homepoint/evidence";
import {
  changePolicy,
  isLaxer,
  linksCut,
  withoutEnded,
  writePolicy,
  type Change,
  type Changed,
  type LinkCut,
  type Policy,
  type RefusalReason,
  type Wish,
} from "@homepoint/policy";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";
import { inForce, type StoredPolicy } from "./last-policy.ts";
import type { PolicyKeeper } from "./policy-keeper.ts";
import type { WaitingChanges } from "./waiting-changes.ts";

export type ModeParts = {
  readonly policy: PolicyKeeper;
  readonly rows: Rows<StoredPolicy>;
  readonly evidence: Evidence;
  readonly waiting: WaitingChanges;
};

/** Of what would cut a link of an aircraft; where nobody said, whoever asked is asked back. */
export type CutWhen = "now" | "after-landing" | undefined;

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
 * A tightening that would cut a link of an aircraft waits for its landing, if asked to.
 *
 * @throws hub/cuts-link, hub/policy-locked, hub/policy-sealed, and why else a change is refused
 */
export function changeMode(
  change: Change,
  parts: ModeParts,
  when: CutWhen = undefined,
): Promise<Effect | "waits"> {
  return parts.policy.inTurn(async () => {
    const { policy } = parts;
    const moment = policy.moment();
    const changed = changePolicy(policy.policy, change, moment);
    if (!changed.changed) throw await refuseChange(change, changed.because, parts);
    const { effect, policy: next } = changed;
    const cuts = effect === "relaxes" ? [] : linksCut(policy.policy, next, moment);
    if (cuts.length > 0 && when === undefined) throw hubProblem("cuts-link", linkWords(cuts));
    if (cuts.length > 0 && when === "after-landing") {
      await wait(change, parts);
      return "waits";
    }
    // A mission that is over ends with any change, and that relaxes too.
    if (effect === "relaxes" || isLaxer(next, policy.policy))
      await relax(next, { ...change, effect }, parts);
    else await tighten(next, { ...change, effect }, parts);
    return effect;
  });
}

function linkWords(cuts: readonly LinkCut[]) {
  const links = cuts.map(({ subject, service }) => `${service ?? "everything"} for ${subject.id}`);
  return { links: links.join(", ") };
}

async function wait(change: Change, { waiting, evidence }: ModeParts): Promise<void> {
  const { until, wish, by, why } = await waiting.add({ ...change, wish: shownWish(change.wish) });
  await evidence.append({ kind: "policy-waits", by, wish, until, why, state: "waiting" });
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

/**
 * Takes what has ended out of the policy, for good: no clock revives it. A mission that ended lets
 * pass again what was granted all along.
 */
export function endWhatIsOver(parts: Omit<ModeParts, "waiting">): Promise<void> {
  return parts.policy.inTurn(async () => {
    const { policy } = parts;
    const next = withoutEnded(policy.policy, policy.moment());
    if (next === policy.policy) return;
    const told = { wish: null, by: "hub", why: "" };
    if (isLaxer(next, policy.policy)) await relax(next, { ...told, effect: "relaxes" }, parts);
    else await tighten(next, { ...told, effect: "tightens" }, parts);
  });
}

async function relax(
  next: Policy,
  { wish, by, why, effect }: Told,
  parts: Omit<ModeParts, "waiting">,
): Promise<void> {
  const { policy, rows, evidence } = parts;
  const told = { by, policy: shownPolicy(next), wish: wish && shownWish(wish), why };
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
      effect,
      outcome,
    }),
  });
}

type Told = {
  readonly wish: Wish | null;
  readonly by: string;
  readonly why: string;
  readonly effect: Effect;
};

async function tighten(
  next: Policy,
  { wish, by, why, effect }: Told,
  parts: Omit<ModeParts, "waiting">,
) {
  const { policy, rows, evidence } = parts;
  policy.adopt(next);
  const fact = {
    kind: "policy-changed",
    by,
    why,
    effect,
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
