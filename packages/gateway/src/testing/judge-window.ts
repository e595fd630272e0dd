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

/**
 * How many bytes clients have said to those who are allowed; questions to name servers aside. What
 * TCP sent twice, because an answer was late, was said once.
 */
export function countSaid(packets: readonly Packet[], allowed: Allowed): number {
  const ends = new Map<string, number>();
  let said = 0;
  for (const { to, protocol, fromPort, port, sequence, opens, saidBytes } of packets) {
    if (!allowed.addresses.has(to)) continue;
    if (protocol === 17) said += saidBytes;
    if (protocol !== 6) continue;
    const key = `${fromPort} ${to} ${port}`;
    if (opens) ends.set(key, sequence + 1);
    const end = ends.get(key) ?? sequence;
    // Numbers go around after 4 GiB: what is new lies less than half of it ahead.
    const fresh = (sequence + saidBytes - end) | 0;
    // An end takes a number as well, and says nothing.
    if (fresh > 0) said += Math.min(fresh, saidBytes);
    if (fresh > 0) ends.set(key, sequence + saidBytes);
  }
  return said;
}
