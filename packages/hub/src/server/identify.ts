import type { Installation } from "../keys/installation.ts";
import { findLocked } from "../people/tokens.ts";
import type { Caller } from "./access.ts";
import type { Credentials } from "./server.ts";

/** Who stands behind a request, as far as the hub can tell in its present state. */
export async function identify(
  installation: Installation,
  { session, bearer, overSocket }: Credentials,
  now: number,
): Promise<Caller | undefined> {
  const isOpen = installation.state === "open";
  if (overSocket) {
    const owner = isOpen ? installation.unlocked.people.owner : undefined;
    return { name: owner?.name ?? "owner", role: "owner", via: "socket", scope: "all" };
  }
  if (bearer !== undefined)
    return isOpen
      ? (installation.unlocked.gateways.find(bearer) ?? installation.unlocked.tokens.find(bearer))
      : findLocked(bearer, installation.lockedTokens, now);
  if (session !== undefined && isOpen) return installation.unlocked.sessions.find(session);
  return undefined;
}
