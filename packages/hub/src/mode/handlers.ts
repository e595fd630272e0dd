import { describePolicy } from "@homepoint/policy";
import { containmentNow } from "./containment.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";

export function modeHandlers(installation: Installation): Handlers<"getMode"> {
  return {
    async getMode() {
      const keeper = installation.unlocked.policy;
      return {
        policy: keeper.policy,
        description: describePolicy(keeper.policy, keeper.moment()),
        containment: containmentNow(),
      };
    },
  };
}
