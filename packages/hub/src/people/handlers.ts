import type { Handlers } from "../server/handlers.ts";
import type { Installation } from "../keys/installation.ts";

type PeopleRoute = "listPeople" | "listTokens" | "makeToken" | "revokeToken";

export function peopleHandlers(installation: Installation): Handlers<PeopleRoute> {
  return {
    async listPeople() {
      return { people: installation.unlocked.people.list() };
    },

    async listTokens() {
      return { tokens: installation.unlocked.tokens.list() };
    },

    async makeToken({ input, caller }) {
      const { tokens, evidence } = installation.unlocked;
      const made = await tokens.make(input);
      await installation.keepLockedTokens();
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
      const { tokens, evidence } = installation.unlocked;
      const { name } = await tokens.revoke(input.id);
      await installation.keepLockedTokens();
      await evidence.append({ kind: "token-revoked", by: caller?.name ?? "owner", token: name });
      return {};
    },
  };
}
