import { inside, kill, outside, type Lab } from "./lab.ts";

/** What else the world may do to a gateway. */

/** While `work` runs the gateway is a mere switch: every frame of the phone's goes out. */
export async function whileBridged(lab: Lab, work: () => Promise<void>): Promise<void> {
  await lab.sh(
    lab.gateway,
    "nft flush ruleset; ip link add br0 type bridge mcast_snooping 0 && ip link set lan0 master br0 && ip link set wan0 master br0 && ip link set br0 up",
  );
  try {
    await work();
  } finally {
    await lab.sh(lab.gateway, "ip link del br0");
    lab.relink();
  }
}

/** Another device at the tablets' link, by its own hardware address, with the same wish to get out. */
export async function plugController(lab: Lab): Promise<void> {
  const name = controllerOf(lab);
  await lab.sh(
    lab.phone,
    `ip netns add ${name} && ip link add link eth0 name ctl0 type macvlan mode bridge && ip link set ctl0 netns ${name}`,
  );
  for (const line of [
    `sysctl -qw net.ipv6.conf.all.accept_dad=0`,
    `ip link set lo up; ip link set ctl0 up`,
    `ip address add 10.77.0.20/24 dev ctl0; ip -6 address add fd77::20/64 dev ctl0 nodad`,
    `ip route add default via ${inside.four}; ip -6 route add default via ${inside.six}`,
  ])
    await lab.sh(name, line);
}

export async function unplugController(lab: Lab): Promise<void> {
  const name = controllerOf(lab);
  lab.endAll(name);
  await lab.sh(lab.gateway, `ip netns del ${name}`);
}

export function controllerOf(lab: Lab): string {
  return `${lab.phone}c`;
}

/** Every name leads elsewhere from now on: `home`, `alias`, or `straight` again. */
export async function turnNames(lab: Lab, how: "home" | "alias" | "straight"): Promise<void> {
  await lab.sh(lab.internet, `dig +time=1 +tries=1 @${outside.names.four} TYPE999 ${how}`);
}

/** The nft that stays with the keeper of the rules. */
export async function killNft(lab: Lab, signal: NodeJS.Signals): Promise<void> {
  const { out } = await lab.sh(
    lab.gateway,
    `for p in $(ip netns pids ${lab.gateway}); do [ "$(cat /proc/$p/comm)" = nft ] && echo $p; done`,
  );
  const pids = out.split("\n").filter(Boolean).map(Number);
  if (pids.length === 0) throw new Error("there is no nft to end");
  for (const pid of pids) kill(pid, signal);
}
