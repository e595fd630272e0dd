import type { ModeWish } from "@homepoint/api";
import { isProblem } from "@homepoint/base";
import {
  describePolicy,
  type Change,
  type Ends,
  type HandoverRules,
  type Wish,
} from "@homepoint/policy";
import { hubProblem } from "../problems.ts";
import { checkPassphrase, nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import { Guessing } from "../people/guessing.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { changeMode, refuseChange, shownPolicy } from "./change-mode.ts";
import { findModeChanges, findRefusedTries } from "./mode-facts.ts";
import { checkPolicyPassword, makePolicyPassword } from "./policy-password.ts";

type ModeRoute = "getMode" | "changeMode" | "listModeChanges" | "listRefusedTries";

export function modeHandlers(installation: Installation): Handlers<ModeRoute> {
  const guessing = new Guessing(() => performance.now());
  return {
    async getMode() {
      return tellMode(installation);
    },

    async changeMode({ input, caller, from }) {
      const { unlocked } = installation;
      const wish = await wishOf(input.wish, unlocked);
      const asked = {
        wish,
        by: nameOf(caller),
        role: caller?.role ?? "device",
        why: input.why,
      } as const;
      const { password } = input;
      const check = () => checkShown(password, asked, unlocked);
      const isWrong = (error: unknown) => isProblem(error, "hub/wrong-policy-password");
      // Whoever is at this machine is slowed down as well: the lock may be there for them. Who
      // shows no password is not, so that tightening is always possible.
      const shown =
        password === undefined ? "nothing" : await guessing.guard(from ?? "socket", check, isWrong);
      const effect = await changeMode({ ...asked, shown }, modePartsOf(unlocked));
      return { ...tellMode(installation), effect };
    },

    async listModeChanges({ input }) {
      return findModeChanges(installation.unlocked, input.limit);
    },

    async listRefusedTries({ input }) {
      return findRefusedTries(installation.unlocked, input.limit);
    },
  };
}

function modePartsOf({ policy, evidence, tables }: Unlocked) {
  return { policy, evidence, rows: tables.state.policies };
}

function tellMode({ unlocked: { policy }, containment }: Installation) {
  return {
    policy: shownPolicy(policy.policy),
    description: describePolicy(policy.policy, policy.moment()),
    found: policy.found,
    containment,
  };
}

/** @throws hub/wrong-policy-password */
async function checkShown(
  password: string | undefined,
  asked: Omit<Change, "shown">,
  unlocked: Unlocked,
): Promise<Change["shown"]> {
  const { lock, password: kept } = unlocked.policy.policy;
  if (password === undefined || lock !== "password") return "nothing";
  const isRight =
    kept === undefined
      ? await isPassphrase(unlocked, password)
      : await checkPolicyPassword(password, kept);
  if (isRight) return "password";
  throw await refuseChange(asked, "wrong-password", unlocked);
}

/** Nobody knows the password of a policy that was lost. The owner's passphrase stands in for it. */
async function isPassphrase(unlocked: Unlocked, password: string): Promise<boolean> {
  try {
    await checkPassphrase(unlocked, password);
    return true;
  } catch (error) {
    if (isProblem(error, "api/wrong-passphrase")) return false;
    throw error;
  }
}

async function wishOf(asked: ModeWish, { policy }: Unlocked): Promise<Wish> {
  const { at } = policy.moment();
  switch (asked.kind) {
    case "grant": {
      const { until, ...wish } = asked;
      return until ? { ...wish, ends: endsAt(until, at) } : wish;
    }
    case "begin-standard": {
      const { until, ...wish } = asked;
      return { ...wish, ends: endsAt(until, at) };
    }
    case "lock": {
      const password = await makePolicyPassword(asked.password, policy.workFactor);
      return { kind: "lock", password };
    }
    case "set-handovers":
      // zod leaves out what was not given, and never says undefined.
      return { kind: asked.kind, handovers: asked.handovers as HandoverRules };
    default:
      return asked;
  }
}

function endsAt(until: string, now: string): Ends {
  const seconds = (Date.parse(until) - Date.parse(now)) / 1000;
  if (!Number.isFinite(seconds)) throw hubProblem("ended-already");
  return { until, runningSeconds: Math.max(0, seconds) };
}
