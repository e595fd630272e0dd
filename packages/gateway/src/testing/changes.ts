import { fileURLToPath } from "node:url";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { hosts, kill, outside, pause, type Lab } from "./lab.ts";
import { controllerOf, killNft, plugController, turnNames, unplugController } from "./lab-moves.ts";
import { policies } from "./policies.ts";

export type Change = {
  /** Of the reference's table of leak tests. */
  readonly row: number;
  readonly name: string;
  /** `pid`: the daemon's. */
  readonly act: (lab: Lab, pid: number) => Promise<void>;
  /** In force before. */
  readonly policy?: Policy;
  /** What may pass at any time in between, where that is more. */
  readonly most?: Policy;
  /** Within so many milliseconds nothing more of a download may leave; without, it may go on. */
  readonly cutsWithin?: number;
  readonly after?: (lab: Lab) => Promise<void>;
  /** How long to look on: the program that enforces is itself gone, or stands still. */
  readonly watchMs?: number;
  /** A small disk for the gateway's folder. */
  readonly smallDisk?: true;
  /** Tells the most: CI tries it too. */
  readonly telling?: true;
  /** The log must verify when all is over. */
  readonly verifies?: true;
};

const raw = `python3 ${fileURLToPath(new URL("raw.py", import.meta.url))}`;
const { vendor, doh, time } = outside;
/** What an app that wants out does all the time. */
export const insisting = `while :; do
  timeout 1 curl -sk -m 1 -o /dev/null --resolve v:443:${vendor.four} https://v/ &
  timeout 1 curl -sk -m 1 -o /dev/null --resolve v:443:[${vendor.six}] https://v/ &
  timeout 1 curl -sk -m 1 -o /dev/null --resolve ${hosts.sharedVendor}:443:${outside.cdn.four} https://${hosts.sharedVendor}/ &
  timeout 1 ping -c1 -W1 ${vendor.four} >/dev/null &
  timeout 1 ping -c1 -W1 ${vendor.six} >/dev/null &
  timeout 1 ${raw} say ${vendor.four} 443 &
  timeout 1 ${raw} say ${time.six} 123 &
  timeout 1 dig +time=1 +tries=1 @${doh.four} ${hosts.vendor} >/dev/null &
  sleep 0.25; wait; done`;
export const downloading = `curl -sk -m 40 -o /dev/null https://${hosts.map}/slow`;
export const open = policies["with maps, time"] as Policy; // a key of that table
const closed: Policy = { ...defaultPolicy, counter: 2, mode: "offline" };
const sealed = policies["sealed"] as Policy; // a key of that table
const sealedWithMaps: Policy = { ...sealed, grants: open.grants };
const laxer: Policy = {
  ...open,
  counter: 9,
  mode: "restricted",
  grants: open.grants.flatMap((grant) => [grant, { ...grant, service: "sharing" as const }]),
};
const table = "homepoint_gateway";

/** Maps for an hour, by both clocks. */
function forAnHour(): Policy {
  const span = {
    from: new Date(Date.now() - 1000).toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
    fromRunning: 0,
    untilRunning: 3600,
  };
  return { ...open, grants: open.grants.map((grant) => ({ ...grant, span })) };
}

function jumpClock(hours: number) {
  return async (lab: Lab, pid: number) => {
    writeFileSync(join(lab.gatewayFolder, "clock-ahead"), String(hours * 3_600_000));
    kill(pid, "SIGUSR2");
  };
}

async function bothKilled(lab: Lab): Promise<void> {
  lab.killRoot();
  kill(await lab.daemonPid(), "SIGKILL");
}

const sayTime = `for n in 1 2 3 4 5 6; do ${raw} say $(dig +short +time=1 +tries=1 A ${hosts.time} | tail -1) 123 && exit; sleep 0.3; done; exit 1`;
/** The map again and again, each time anew: what is not on record does not pass. */
const again = `for n in $(seq 100); do curl -sk -m 3 -o /dev/null https://${hosts.map}/ || exit 7; done`;
async function nothingNewPasses(lab: Lab): Promise<void> {
  const tried = await lab.sh(lab.phone, again, 60);
  if (tried.code !== 7) throw new Error("what could not be recorded was still allowed");
}

export const changes: readonly Change[] = [
  { row: 2, name: "nothing happens", act: async () => undefined },
  {
    row: 20,
    name: "daemon killed (-9)",
    act: async (_lab, pid) => kill(pid, "SIGKILL"),
    // How fast it is on a machine of its own is measured in bench/.
    cutsWithin: 500,
    telling: true,
    verifies: true,
  },
  {
    row: 20,
    name: "nft of the keeper killed (-9)",
    act: (lab) => killNft(lab, "SIGKILL"),
    telling: true,
  },
  {
    row: 21,
    name: "nft of the keeper stands still (SIGSTOP)",
    act: (lab) => killNft(lab, "SIGSTOP"),
    watchMs: 4000,
  },
  {
    row: 20,
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
    row: 21,
    name: "daemon stands still (SIGSTOP)",
    act: async (_lab, pid) => kill(pid, "SIGSTOP"),
    cutsWithin: 3500,
    watchMs: 5000,
    after: async (lab) => kill(await lab.daemonPid(), "SIGCONT"),
    telling: true,
  },
  {
    row: 22,
    name: "both killed (-9), rules flushed",
    act: async (lab) => {
      await bothKilled(lab);
      await lab.sh(lab.gateway, "nft flush ruleset");
    },
    cutsWithin: 1500,
    after: async (lab) => lab.startAgain(),
    telling: true,
  },
  {
    row: 22,
    name: "rules flushed",
    act: async (lab) => void (await lab.sh(lab.gateway, "nft flush ruleset")),
    cutsWithin: 2500,
    watchMs: 5000,
    telling: true,
  },
  {
    row: 22,
    name: "a rule added",
    act: async (lab) =>
      void (await lab.sh(lab.gateway, `nft insert rule inet ${table} leaving accept`)),
    cutsWithin: 2500,
    watchMs: 5000,
  },
  {
    row: 22,
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
    row: 19,
    name: "mode to offline in mid-download",
    act: async (lab) => lab.givePolicy(closed),
    cutsWithin: 500,
    telling: true,
  },
  {
    row: 18,
    name: "time not granted, granted, not granted",
    policy: { ...open, grants: open.grants.filter(({ service }) => service === "maps") },
    most: open,
    act: async (lab) => {
      if ((await lab.sh(lab.phone, `${raw} say ${time.four} 123`)).code === 0)
        throw new Error("time passed before it was granted");
      lab.givePolicy({ ...open, counter: 2 });
      if ((await lab.sh(lab.phone, sayTime)).code !== 0) throw new Error("granted, and no time");
      lab.givePolicy({ ...open, counter: 3, grants: open.grants.slice(0, 1) });
      await pause(1000);
      const from = lab.capture.packets.length;
      await lab.sh(lab.phone, `${raw} say ${time.four} 123; ${raw} say ${time.six} 123`);
      if (lab.capture.packets.slice(from).some(({ to, port }) => port === 123 && to !== ""))
        throw new Error("time still passes a second after it was taken back");
    },
    telling: true,
  },
  { row: 24, name: "policy file removed", act: async (lab) => lab.removePolicy() },
  {
    row: 24,
    name: "policy file broken",
    act: async (lab) => lab.breakPolicy(),
    cutsWithin: 500,
  },
  {
    row: 24,
    name: "older, laxer policy put there",
    act: async (lab) => lab.givePolicy({ ...open, counter: 0, mode: "restricted" }),
    cutsWithin: 500,
  },
  {
    row: 24,
    name: "sealed: a laxer, newer policy put there",
    policy: sealedWithMaps,
    act: async (lab) => lab.givePolicy({ ...laxer, lock: "open" }),
    telling: true,
  },
  {
    row: 24,
    name: "sealed: laxer one put there, then killed",
    policy: sealedWithMaps,
    act: async (lab, pid) => {
      lab.givePolicy({ ...laxer, lock: "open" });
      kill(pid, "SIGKILL");
      await pause(800);
      await lab.untilOpen();
    },
    watchMs: 3000,
  },
  {
    row: 24,
    name: "sealed: policy removed, then stopped and started",
    policy: sealedWithMaps,
    act: async (lab) => {
      lab.removePolicy();
      await lab.stopGateway();
      await lab.startAgain();
    },
    watchMs: 3000,
  },
  {
    row: 24,
    name: "clock set back a year: timed grants stop",
    policy: forAnHour(),
    act: jumpClock(-8760),
    cutsWithin: 1600,
    watchMs: 3000,
    telling: true,
  },
  {
    row: 24,
    name: "clock jumps a year ahead: timed grants end",
    policy: forAnHour(),
    act: jumpClock(8760),
    cutsWithin: 1600,
    watchMs: 3000,
    telling: true,
  },
  {
    row: 1,
    name: "stopped and started, links up all the time",
    act: async (lab) => {
      await lab.stopGateway();
      await lab.startAgain();
    },
    cutsWithin: 3500,
    watchMs: 3000,
    telling: true,
  },
  {
    row: 23,
    name: "power cut while a record was written",
    act: async (lab) => {
      await bothKilled(lab);
      await lab.sh(
        lab.gateway,
        `nft flush ruleset; cd ${lab.gatewayFolder}/evidence; for f in $(find . -name 'wal-*' -size +0); do head -c 37 $f >> $f; done`,
      );
      await lab.startAgain();
    },
    watchMs: 3000,
    verifies: true,
    telling: true,
  },
  {
    row: 20,
    name: "phone's link down and up",
    act: async (lab) => {
      await lab.sh(lab.phone, "ip link set eth0 down; sleep 0.5; ip link set eth0 up");
      lab.relink();
    },
  },
  {
    row: 20,
    name: "uplink down and up",
    act: async (lab) => {
      await lab.sh(lab.gateway, "ip link set wan0 down; sleep 0.5; ip link set wan0 up");
      lab.relink();
    },
    telling: true,
  },
  {
    row: 4,
    name: "controller plugged in, and out again",
    act: async (lab) => {
      await plugController(lab);
      const end = lab.begin(controllerOf(lab), insisting, 4);
      await pause(2500);
      end.end();
      await unplugController(lab);
    },
    telling: true,
  },
  {
    row: 4,
    name: "app swiped away, starts by itself again",
    act: async (lab) => {
      lab.endAll(lab.phone);
      await pause(300);
      lab.start(lab.phone, ["bash", "-c", insisting]);
    },
    watchMs: 3000,
  },
  {
    row: 4,
    name: "phone off, on: links, neighbours, all programs",
    act: async (lab) => {
      lab.endAll(lab.phone);
      await lab.sh(
        lab.phone,
        "ip link set eth0 down; ip neigh flush all; sleep 1; ip link set eth0 up",
      );
      lab.relink();
      await lab.sh(lab.gateway, "ip neigh flush dev lan0");
      lab.start(lab.phone, ["bash", "-c", insisting]);
    },
    watchMs: 3500,
  },
  {
    row: 4,
    name: "long idle, then all at once",
    act: async (lab) => {
      lab.endAll(lab.phone);
      await pause(7000);
      for (let turn = 0; turn < 3; turn += 1) lab.start(lab.phone, ["bash", "-c", insisting]);
    },
    watchMs: 3000,
  },
  {
    row: 14,
    name: "names answered with the phone's own net",
    act: async (lab) => {
      await turnNames(lab, "home");
      await lab.sh(
        lab.phone,
        `dig +short @10.77.0.1 ${hosts.map}; curl -sk -m 3 https://${hosts.map}/`,
      );
    },
    after: (lab) => turnNames(lab, "straight"),
  },
  {
    row: 14,
    name: "names answered with an alias of the vendor's",
    act: async (lab) => {
      await turnNames(lab, "alias");
      for (const type of ["A", "AAAA"]) {
        const asked = `dig +short +time=2 @10.77.0.1 ${type} ${hosts.sharedMap} | grep . && exit 5; curl -sk -m 3 https://${hosts.sharedMap}/; exit 0`;
        if ((await lab.sh(lab.phone, asked)).code === 5) throw new Error("the alias was answered");
      }
    },
    after: (lab) => turnNames(lab, "straight"),
    telling: true,
  },
  {
    row: 20,
    name: "disk full: nothing new is allowed",
    smallDisk: true,
    act: async (lab) => {
      // Small gaps are used up by refusals; then not even what is granted passes.
      await lab.sh(lab.gateway, `dd if=/dev/zero of=${lab.gatewayFolder}/fill bs=1k 2>/dev/null`);
      await nothingNewPasses(lab);
    },
    watchMs: 500,
    telling: true,
  },
  {
    row: 20,
    name: "log not writable: nothing new is allowed",
    // Writes fail as they do on a broken disk; those of this one process.
    act: async (lab, pid) => {
      const asDaemon = "setpriv --reuid 64999 --regid 64999 --clear-groups";
      await lab.sh(lab.gateway, `${asDaemon} prlimit --pid ${pid} --fsize=1`);
      await nothingNewPasses(lab);
    },
    watchMs: 500,
  },
];
