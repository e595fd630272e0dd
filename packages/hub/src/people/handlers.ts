import type { Handlers } from "../server/handlers.ts";
import type { Gate } from "../keys/gate.ts";

type PeopleRoute = "listPeople" | "listTokens" | "makeToken" | "revokeToken";

export function peopleHandlers(gate: Gate): Handlers<PeopleRoute> {
  return {
    async listPeople() {
      return { people: gate.unlocked.people.list() };
    },

    async listTokens() {
      return { tokens: gate.unlocked.tokens.list() };
    },

    async makeToken({ input, caller }) {
      const { tokens, evidence } = gate.unlocked;
      const made = await tokens.make(input);
      await gate.keepLockedTokens();
      await evidence.append({
        kind: "token-made",
        by: caller?.name ?? "owner",
        token: made.row.name,
        scopes: [input.role, input.scope],
        ...(input.expiresAt === null ? {} : { until: input.expiresAt }),
      });
      return made;
    },

    async revokeToken({ input, caller }) {
      const { tokens, evidence } = gate.unlocked;
      const { name } = await tokens.revoke(input.id);
      await gate.keepLockedTokens();
      await evidence.append({ kind: "token-revoked", by: caller?.name ?? "owner", token: name });
      return {};
    },
  };
}
