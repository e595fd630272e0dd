import type { Gate } from "../keys/gate.ts";
import { findLocked } from "../people/tokens.ts";
import type { Caller } from "./access.ts";
import type { Credentials } from "./server.ts";

/** Who stands behind a request, as far as the hub can tell in its present state. */
export async function identify(
  gate: Gate,
  { session, bearer, overSocket }: Credentials,
  now: number,
): Promise<Caller | undefined> {
  const isOpen = gate.state === "open";
  if (overSocket) {
    const owner = isOpen ? gate.unlocked.people.owner : undefined;
    return { name: owner?.name ?? "owner", role: "owner", via: "socket", scope: "all" };
  }
  if (bearer !== undefined)
    return isOpen ? gate.unlocked.tokens.find(bearer) : findLocked(bearer, gate.lockedTokens, now);
  if (session !== undefined && isOpen) return gate.unlocked.sessions.find(session);
  return undefined;
}
