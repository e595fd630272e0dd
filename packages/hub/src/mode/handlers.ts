import { describePolicy } from "@homepoint/policy";
import { containmentNow } from "./containment.ts";
import type { Gate } from "../keys/gate.ts";
import type { Handlers } from "../server/handlers.ts";

export function modeHandlers(gate: Gate): Handlers<"getMode"> {
  return {
    async getMode() {
      const keeper = gate.unlocked.policy;
      return {
        policy: keeper.policy,
        description: describePolicy(keeper.policy, keeper.moment()),
        containment: containmentNow(),
      };
    },
  };
}
