import { keyEndpoint, requestBody } from "@homepoint/flight";
import { checkHandover, handOver, judgeHandover } from "../evidence/hand-over.ts";
import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import { addAnswers } from "./add-answers.ts";

type LogKeyRoute = "listLogKeys" | "showKeyRequest" | "requestLogKeys" | "addLogKeys";

const handover = "key-request";

export function logKeyHandlers(installation: Installation): Handlers<LogKeyRoute> {
  return {
    async listLogKeys({ caller }) {
      const { logKeys, policy } = installation.unlocked;
      const mayAsk = caller !== undefined && judgeHandover(caller, handover, policy).allowed;
      return { ...(await logKeys.list()), mayAsk, endpoint: keyEndpoint };
    },

    // It is the very bytes that a request is made of: who may not take them away may not read them.
    async showKeyRequest({ input, caller }) {
      await checkHandover({ caller, handover }, installation.unlocked);
      const request = await installation.unlocked.logKeys.requestOf(input.log);
      return { endpoint: keyEndpoint, body: requestBody(request) };
    },

    async requestLogKeys({ input, caller }) {
      const { logKeys, clock } = installation.unlocked;
      const logs = await logKeys.choose(input.logs);
      const day = clock().toISOString().slice(0, 10);
      return handOver(
        {
          type: "application/json",
          saveAs: `homepoint-key-requests-${day}.json`,
          open: () => logKeys.writeRequests(logs, caller?.name ?? "owner"),
        },
        { caller, handover, objects: logs, format: "json" },
        installation.unlocked,
      );
    },

    addLogKeys: ({ input, caller }) =>
      addAnswers({ ...input, by: caller?.name ?? "owner" }, installation.unlocked),
  };
}
