import { lookup } from "node:dns/promises";
import { isLocalHost } from "@homepoint/policy";
import { cliProblem } from "../problems.ts";

/** An address of the local network that a name stands for now. */
export type LanAddress = { readonly address: string; readonly family: number };

/**
 * Where evidence may be brought to over a wire: this machine, or the network it is in. A name is
 * resolved once, and what it stands for is what is connected to.
 *
 * @throws cli/not-local
 */
export async function lanAddress(host: string): Promise<LanAddress> {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = await lookup(bare, { all: true }).catch(() => []);
  const [first] = found;
  if (!first || !found.every(({ address }) => isLocalHost(address.toLowerCase())))
    throw cliProblem("not-local", { host: bare });
  return first;
}
