import type { Capture, Packet } from "./capture.ts";
import { pause } from "./lab.ts";

/** What left through the gateway while something was tried. */
export async function packetsWhile(
  capture: Capture,
  work: () => Promise<unknown>,
  settleMs = 120,
): Promise<readonly Packet[]> {
  await pause(30);
  const from = capture.packets.length;
  await work();
  await pause(settleMs);
  return capture.packets.slice(from);
}

/** Whom packets may go to, in a mode. */
export type Allowed = {
  readonly addresses: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly nameServers: ReadonlySet<string>;
};

/** Packets to somebody who is not allowed, or questions that are not. */
export function strangers(packets: readonly Packet[], allowed: Allowed): readonly Packet[] {
  return packets.filter(({ to, asks }) => {
    if (allowed.nameServers.has(to)) return asks === undefined || !allowed.names.has(asks);
    return !allowed.addresses.has(to);
  });
}

/** The farewells of connections that were allowed say nothing and open nothing. */
export function telling(packets: readonly Packet[], allowed: Allowed): readonly Packet[] {
  return packets.filter(
    ({ to, protocol, said, opens }) =>
      protocol !== 6 || !allowed.addresses.has(to) || opens || said.length > 0,
  );
}

export function describePackets(packets: readonly Packet[]): string {
  const kinds = packets.map(
    ({ to, protocol, port, asks }) => `${to} ${protocol}/${port}${asks ? ` asks ${asks}` : ""}`,
  );
  return [...new Set(kinds)].slice(0, 4).join(", ");
}

/** What a client's own bytes went out in: neither questions to name servers nor anyone else's. */
export function isPassing({ to, protocol }: Packet, allowed: Allowed): boolean {
  return allowed.addresses.has(to) && (protocol === 6 || protocol === 17);
}
