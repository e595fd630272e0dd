import type { ModeWish } from "@homepoint/api";
import {
  describePolicy,
  type Ends,
  type HandoverRules,
  type Subject,
  type Wish,
} from "@homepoint/policy";
import { hubProblem } from "../problems.ts";
import { nameOf } from "../keys/sign-in.ts";
import type { Installation } from "../keys/installation.ts";
import type { Caller } from "../server/access.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { changeMode, refuseChange, shownPolicy, type ModeParts } from "./change-mode.ts";
import { findModeChanges, findRefusedTries } from "./mode-facts.ts";
import { dropWaiting, putInForce } from "./landed.ts";
import { makePolicyPassword } from "./policy-password.ts";
import type { ShownPassword } from "./shown-password.ts";

type ModeRoute =
  | "getMode"
  | "changeMode"
  | "sayLanded"
  | "dropWaiting"
  | "askPolicy"
  | "listModeChanges"
  | "listRefusedTries";

export function modeHandlers(
  installation: Installation,
  shownPassword: ShownPassword,
): Handlers<ModeRoute> {
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
      const parts = modePartsOf(unlocked);
      const refuse = () => refuseChange(asked, "wrong-password", parts);
      const { password } = input;
      const shown = await shownPassword.check({ password, from, refuse }, unlocked);
      const effect = await changeMode({ ...asked, shown }, parts, input.when);
      return { ...tellMode(installation), effect };
    },

    async sayLanded() {
      const { unlocked } = installation;
      await putInForce(unlocked.waiting.list(), modePartsOf(unlocked));
      return tellMode(installation);
    },

    async dropWaiting({ input, caller }) {
      await dropWaiting(input.id, nameOf(caller), modePartsOf(installation.unlocked));
      return {};
    },

    async askPolicy({ input: { program = "unnamed", ...place }, caller }) {
      const subject = subjectOf(caller, program);
      return installation.unlocked.enforcer.enforce({
        kind: "connection",
        direction: "out",
        subject,
        host: place.host,
        port: place.port,
        protocol: place.protocol,
        ...(place.service === undefined ? {} : { service: place.service }),
      });
    },

    async listModeChanges({ input }) {
      return findModeChanges(installation.unlocked, input.limit);
    },

    async listRefusedTries({ input }) {
      return findRefusedTries(installation.unlocked, input.limit);
    },
  };
}

/** Who has the socket file has the machine, and says which program it is; a token has a name. */
function subjectOf(caller: Caller | undefined, program: string): Subject {
  if (caller?.via === "socket") return { kind: "program", id: program };
  return { kind: caller?.via === "session" ? "person" : "program", id: nameOf(caller) };
}

export function modePartsOf({ policy, evidence, waiting, tables }: Unlocked): ModeParts {
  return { policy, evidence, waiting, rows: tables.state.policies };
}

function tellMode({ unlocked: { policy, waiting }, containment }: Installation) {
  return {
    policy: shownPolicy(policy.policy),
    description: describePolicy(policy.policy, policy.moment()),
    found: policy.found,
    containment,
    waiting: waiting.list().map(({ role: _, ...row }) => ({ ...row, wish: { ...row.wish } })),
  };
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
