import { randomBytes } from "node:crypto";
import type { ClockAnswer } from "@homepoint/api";
import { textOf, utf8 } from "@homepoint/base";
import { readSignedTime, writeTimeRequest, type ClockRefusal } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { isClockBehind } from "@homepoint/policy";
import type { Installation } from "../keys/installation.ts";
import { nameOf } from "../keys/sign-in.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { confirmClock, toleranceMs } from "./confirm-clock.ts";
import type { ShownPassword } from "./shown-password.ts";

type ClockRoute = "getClock" | "askTime" | "confirmClock";

const why: Readonly<Record<ClockRefusal, string>> = {
  locked: "the policy is locked, and its password was not shown",
  sealed: "the policy is sealed, so those who may sign it have to say what time it is",
  unreadable: "this is no signed time",
  "another-installation": "it is for another installation",
  "another-request": "it answers another request, or one that was answered already",
  "too-few-signatures": "too few of those who may sign it did",
  "clock-differs": "this machine's clock shows another time than was signed; set it first",
};

/** Who says that the clock is right, and who is believed. */
export function clockHandlers(
  installation: Installation,
  shownPassword: ShownPassword,
): Handlers<ClockRoute> {
  return {
    async getClock() {
      return tellClock(installation.unlocked);
    },

    async askTime() {
      const { clockBook, policy, vault } = installation.unlocked;
      const nonce = randomBytes(16).toString("hex");
      const request = { installationId: vault.installationId, nonce };
      await clockBook.ask(request, policy.moment().runningSeconds);
      return { request: textOf(writeTimeRequest(request)) };
    },

    async confirmClock({ input: { signed, password }, caller, from }) {
      const { unlocked } = installation;
      const by = nameOf(caller);
      const refuse = async (because: ClockRefusal) => {
        await unlocked.evidence.append({ kind: "clock-refused", by, because });
        return hubProblem("clock-refused", { why: why[because] });
      };
      const isSealed = unlocked.policy.policy.lock === "sealed";
      if (signed === undefined && isSealed) throw await refuse("sealed");
      if (signed === undefined) {
        const wrong = async () => {
          await refuse("locked");
          return hubProblem("wrong-policy-password");
        };
        const shown = await shownPassword.check({ password, from, refuse: wrong }, unlocked);
        const isLocked = unlocked.policy.policy.lock === "password";
        if (isLocked && shown !== "password") throw await refuse("locked");
      } else {
        const because = judgeSigned(signed, unlocked);
        if (because) throw await refuse(because);
      }
      await confirmClock(unlocked, by, signed === undefined ? "person" : "signed");
      return tellClock(unlocked);
    },
  };
}

/** Undefined where it is believed. */
function judgeSigned(signed: string, unlocked: Unlocked): ClockRefusal | undefined {
  const { clockBook, policy } = unlocked;
  const { seal } = policy.policy;
  if (!seal) return "too-few-signatures";
  const { asked } = clockBook;
  const read = readSignedTime(utf8(signed), { request: asked, seal }, primitives);
  if (!read.taken) return read.because;
  const { at, runningSeconds } = policy.moment();
  // It was signed after it was asked for, and before now.
  const atMost = Math.max(0, runningSeconds - (asked?.runningSeconds ?? 0)) * 1000;
  const passed = Date.parse(at) - Date.parse(read.at);
  return passed >= -toleranceMs && passed <= atMost + toleranceMs ? undefined : "clock-differs";
}

function tellClock({ clockBook, policy }: Unlocked): ClockAnswer {
  const moment = policy.moment();
  const { lock, seal } = policy.policy;
  const nameOfKey = (key: string) => key.split("+")[0] ?? key;
  const { correction } = clockBook;
  const isSealed = lock === "sealed";
  return {
    at: moment.at,
    latestFactAt: moment.latestFactAt ?? null,
    isBehind: isClockBehind(moment),
    hasJumped: moment.clockJumped === true,
    corrected: correction
      ? { at: correction.at, by: correction.by, source: correction.source }
      : null,
    needs: isSealed ? "signatures" : lock === "password" ? "password" : "nothing",
    signers: isSealed ? (seal?.keys ?? []).map(nameOfKey) : [],
    threshold: isSealed ? (seal?.threshold ?? 0) : 0,
  };
}
