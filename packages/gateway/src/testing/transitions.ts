import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { describePackets, strangers } from "./judge-window.ts";
import { hosts, kill, outside, pause, type Lab } from "./lab.ts";
import { allowedBy, policies } from "./policies.ts";

export type TransitionResult = { readonly name: string; readonly result: string };

type Transition = {
  readonly name: string;
  /** `pid`: the daemon's. */
  readonly act: (lab: Lab, pid: number) => Promise<void>;
  /** Within so many milliseconds nothing more of a download may leave; without, it may go on. */
  readonly cutsWithin?: number;
  readonly after?: (lab: Lab) => Promise<void>;
  /** The program that enforces is itself gone, or stands still. */
  readonly watchMs?: number;
  /** A small disk for the gateway's folder. */
  readonly smallDisk?: true;
};

const raw = `python3 ${fileURLToPath(new URL("raw.py", import.meta.url))}`;
const { vendor, doh } = outside;
/** What an app that wants out does all the time. */
const insisting = `while :; do
  timeout 1 curl -sk -m 1 -o /dev/null --resolve v:443:${vendor.four} https://v/ &
  timeout 1 curl -sk -m 1 -o /dev/null --resolve v:443:[${vendor.six}] https://v/ &
  timeout 1 curl -sk -m 1 -o /dev/null --resolve ${hosts.sharedVendor}:443:${outside.cdn.four} https://${hosts.sharedVendor}/ &
  timeout 1 ping -c1 -W1 ${vendor.four} >/dev/null &
  timeout 1 ${raw} say ${vendor.four} 443 &
  timeout 1 dig +time=1 +tries=1 @${doh.four} ${hosts.vendor} >/dev/null &
  sleep 0.25; wait; done`;
const downloading = `curl -sk -m 40 -o /dev/null https://${hosts.map}/slow`;
const open = policies["with maps, time"] as Policy; // a key of that table
const closed: Policy = { ...defaultPolicy, counter: 2, mode: "offline" };
const table = "homepoint_gateway";

const every: readonly Transition[] = [
  { name: "nothing happens", act: async () => undefined },
  {
    name: "daemon killed (-9)",
    act: async (_lab, pid) => kill(pid, "SIGKILL"),
    cutsWithin: 100,
  },
  {
    name: "daemon stands still (SIGSTOP)",
    act: async (_lab, pid) => kill(pid, "SIGSTOP"),
    cutsWithin: 3500,
    watchMs: 5000,
    after: async (lab) => kill(await lab.daemonPid(), "SIGCONT"),
  },
  {
    name: "keeper of the rules killed (-9)",
    act: async (lab) => lab.killRoot(),
    cutsWithin: 3500,
    watchMs: 5000,
    after: async (lab) => {
      kill(await lab.daemonPid(), "SIGKILL");
      await lab.startAgain();
    },
  },
  {
    name: "both killed (-9), rules flushed",
    act: async (lab) => {
      lab.killRoot();
      kill(await lab.daemonPid(), "SIGKILL");
      await lab.sh(lab.gateway, "nft flush ruleset");
    },
    cutsWithin: 400,
    after: async (lab) => lab.startAgain(),
  },
  {
    name: "rules flushed",
    act: async (lab) => void (await lab.sh(lab.gateway, "nft flush ruleset")),
    cutsWithin: 2500,
    watchMs: 5000,
  },
  {
    name: "a rule added",
    act: async (lab) =>
      void (await lab.sh(lab.gateway, `nft insert rule inet ${table} leaving accept`)),
    cutsWithin: 2500,
    watchMs: 5000,
  },
  {
    name: "forwarding table added by another",
    act: async (lab) =>
      void (await lab.sh(
        lab.gateway,
        "nft add table ip other; nft add chain ip other f '{ type filter hook forward priority -10; policy accept; }'",
      )),
    cutsWithin: 2500,
    watchMs: 4000,
    after: async (lab) => void (await lab.sh(lab.gateway, "nft delete table ip other")),
  },
  {
    name: "mode to offline in mid-download",
    act: async (lab) => lab.givePolicy(closed),
    cutsWithin: 1600,
  },
  { name: "policy file removed", act: async (lab) => lab.removePolicy() },
  { name: "policy file broken", act: async (lab) => lab.breakPolicy(), cutsWithin: 1600 },
  {
    name: "older, laxer policy put there",
    act: async (lab) => lab.givePolicy({ ...open, counter: 0, mode: "restricted" }),
    cutsWithin: 1600,
  },
  {
    name: "stopped and started",
    act: async (lab) => {
      await lab.stopGateway();
      await lab.startAgain();
    },
    cutsWithin: 3500,
    watchMs: 3000,
  },
  {
    name: "phone's link down and up",
    act: async (lab) => {
      await lab.sh(lab.phone, "ip link set eth0 down; sleep 0.5; ip link set eth0 up");
      lab.relink();
    },
  },
  {
    name: "uplink down and up",
    act: async (lab) => {
      await lab.sh(lab.gateway, "ip link set wan0 down; sleep 0.5; ip link set wan0 up");
      lab.relink();
    },
  },
  {
    name: "phone restarts (links, neighbours, idle)",
    act: async (lab) => {
      await lab.sh(
        lab.phone,
        "ip link set eth0 down; ip neigh flush all; sleep 2; ip link set eth0 up",
      );
      lab.relink();
      await lab.sh(lab.gateway, "ip neigh flush dev lan0");
    },
    watchMs: 4000,
  },
  {
    name: "names answered with the phone's own net",
    act: async (lab) => {
      await lab.sh(lab.gateway, "true");
      await lab.sh(lab.internet, `dig +time=1 +tries=1 @${outside.names.four} TYPE999 turn`);
      await lab.sh(
        lab.phone,
        `dig +short @10.77.0.1 ${hosts.map}; curl -sk -m 3 https://${hosts.map}/`,
      );
    },
    after: async (lab) =>
      void (await lab.sh(lab.internet, `dig +time=1 +tries=1 @${outside.names.four} TYPE999 turn`)),
  },
  {
    name: "disk full: nothing new is allowed",
    smallDisk: true,
    act: async (lab) => {
      await lab.sh(lab.gateway, `dd if=/dev/zero of=${lab.gatewayFolder}/fill bs=1k 2>/dev/null`);
      // Small gaps are used up by refusals; then not even what is granted passes.
      const again = `curl -sk -m 3 -o /dev/null https://${hosts.map}/`;
      const tried = await lab.sh(lab.phone, `for n in $(seq 200); do ${again} || exit 7; done`, 60);
      if (tried.code !== 7) throw new Error("what could not be recorded was still allowed");
    },
    watchMs: 500,
  },
];

export async function transitions(lab: Lab, only: string): Promise<readonly TransitionResult[]> {
  const results: TransitionResult[] = [];
  for (const transition of every) {
    if (!transition.name.includes(only)) continue;
    const result = await watch(lab, transition).catch((error: unknown) => `FAIL: ${String(error)}`);
    results.push({ name: transition.name, result });
    process.stdout.write(`${transition.name.padEnd(44)} ${result}\n`);
  }
  return results;
}

async function watch(lab: Lab, transition: Transition): Promise<string> {
  const { act, after, cutsWithin, watchMs = 2000, smallDisk } = transition;
  lab.forget();
  if (smallDisk) {
    mkdirSync(lab.gatewayFolder, { recursive: true });
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", lab.gatewayFolder]);
  }
  await lab.startGateway(open);
  const children = [insisting, downloading].map((line) =>
    lab.start(lab.phone, ["bash", "-c", line]),
  );
  try {
    await pause(1500);
    const from = lab.capture.packets.length;
    const before = lab.capture.packets.filter(({ to }) => isMap(to)).length;
    if (before === 0) return "FAIL: there was no download to watch";
    const pid = await lab.daemonPid();
    const at = performance.timeOrigin + performance.now();
    await act(lab, pid);
    const acted = performance.timeOrigin + performance.now();
    await pause(watchMs);
    await after?.(lab);
    await pause(200);
    const seen = lab.capture.packets.slice(from);
    const foreign = strangers(seen, allowedBy(open));
    if (foreign.length > 0) return `LEAK: ${describePackets(foreign)}`;
    const last = seen.filter(({ to, at: when }) => isMap(to) && when < acted + watchMs).at(-1);
    const ms = last === undefined ? 0 : Math.max(0, Math.round(last.at - at));
    if (cutsWithin === undefined) return "0 to others";
    return ms <= cutsWithin
      ? `0 to others; last byte after ${ms} ms`
      : `FAIL: bytes still left after ${ms} ms`;
  } finally {
    for (const child of children) child.kill("SIGKILL");
    lab.endAll(lab.phone);
    await lab.stopGateway();
    if (smallDisk) spawnSync("umount", ["-l", lab.gatewayFolder]);
  }
}

function isMap(address: string): boolean {
  return address === outside.map.four || address === outside.map.six;
}
