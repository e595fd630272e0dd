import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import {
  hosts,
  kill,
  Lab,
  outside,
  pause,
  whyNoLab,
} from "../../../packages/gateway/src/testing/lab.ts";
import { medianOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";

const load = fileURLToPath(
  new URL("../../../packages/gateway/src/testing/load.ts", import.meta.url),
);
const grants = (["maps", "rtk"] as const).map((service) => ({
  service,
  subject: { kind: "client", id: "tablet" } as const,
  by: "bench",
  why: "bench",
}));
const policy: Policy = { ...defaultPolicy, counter: 1, mode: "restricted", grants };
/** 200 hellos in a minute are more than a granted service may say; observed, nothing is counted. */
function observed(): Policy {
  const span = {
    from: new Date(Date.now() - 1000).toISOString(),
    until: new Date(Date.now() + 3_600_000).toISOString(),
    fromRunning: 0,
    untilRunning: 3600,
  };
  const standard = { clients: ["tablet"], span, by: "bench", why: "bench" };
  return { ...policy, counter: 2, standard };
}

const megabytes = 400;
const connections = 200;
const turns = 5;
const inputs = "phone, gateway and internet in namespaces on this machine";

export const gatewayRows: Readonly<Record<string, RowMaker>> = {
  gateway: async () => {
    const reason = whyNoLab();
    if (reason !== undefined) {
      console.error(`SKIPPED: gateway: ${reason}`);
      return [];
    }
    return [...(await measurePassing()), await measureClosing()];
  },
};

async function ask(lab: Lab, args: string): Promise<number> {
  const line = `${process.execPath} --conditions=@homepoint/source ${load} ${args}`;
  const { out, err } = await lab.sh(lab.phone, line, 120);
  const value = Number(out);
  if (!(value > 0)) throw new Error(`the phone measured nothing: ${err}`);
  return value;
}

type Passing = Readonly<Record<"one" | "four" | "first", readonly number[]>>;

/** Turn by turn, so that a busy moment is in one turn of each and not in all of one. */
async function measureTurns(lab: Lab, what: readonly (keyof Passing)[]): Promise<Passing> {
  const lines = {
    one: `give ${hosts.rtk} ${megabytes} 1`,
    four: `give ${hosts.rtk} ${megabytes / 4} 4`,
    first: `first ${hosts.map} ${connections}`,
  };
  const found: Record<keyof Passing, number[]> = { one: [], four: [], first: [] };
  // What is measured is a gateway that runs, not one that just started.
  for (const name of what) await ask(lab, lines[name]);
  for (let turn = 0; turn < turns; turn += 1)
    for (const name of what) found[name].push(await ask(lab, lines[name]));
  return found;
}

/** Plain forwarding first, then the gateway, with the same client and the same other side. */
async function measurePassing(): Promise<readonly Row[]> {
  const lab = await Lab.make("unwatched");
  try {
    await lab.openRouter();
    const plain = await measureTurns(lab, ["one", "four", "first"]);
    await lab.startGateway(policy);
    const pid = await lab.daemonPid();
    const before = cpuSeconds(pid);
    const granted = await measureTurns(lab, ["one", "four"]);
    const spent = cpuSeconds(pid) - before;
    lab.givePolicy(observed());
    await pause(2500);
    const { first } = await measureTurns(lab, ["first"]);
    await lab.stopGateway();
    return [
      speedRow("gateway-1-stream", granted.one, plain.one),
      speedRow("gateway-4-streams", granted.four, plain.four),
      {
        name: "gateway-cpu",
        unit: "s/GB",
        value: rounded(spent / (((turns + 1) * 2 * megabytes) / 1024)),
        inputs: `user and system time of the daemon; ${inputs}`,
      },
      firstRow(first, plain.first),
    ];
  } finally {
    lab.remove();
  }
}

const peer = "plain forwarding";

/** Medians; all that was measured stands beside them. */
function speedRow(name: string, values: readonly number[], peerValues: readonly number[]): Row {
  const [value, peerValue] = [medianOf(values), medianOf(peerValues)];
  return {
    name,
    unit: "Gbit/s",
    peer,
    inputs: `medians of ${spanOf(values)} and ${spanOf(peerValues)}; ${inputs}`,
    value: rounded(value),
    peerValue: rounded(peerValue),
    ratio: rounded(value / peerValue),
  };
}

function firstRow(values: readonly number[], peerValues: readonly number[]): Row {
  const [value, peerValue] = [medianOf(values), medianOf(peerValues)];
  const least = rounded(Math.min(...values) - Math.min(...peerValues));
  return {
    name: "gateway-first-byte-added",
    unit: "ms p50",
    peer,
    inputs: `medians of ${spanOf(values)} and ${spanOf(peerValues)}, at the least ${least}; ${inputs}`,
    value: rounded(value - peerValue),
    peerValue: rounded(peerValue),
    ratio: rounded(peerValue / value),
  };
}

function spanOf(values: readonly number[]): string {
  return `${rounded(Math.min(...values))}–${rounded(Math.max(...values))}`;
}

/** proc(5): fields 14 and 15, in hundredths. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** From `kill -9` to the last packet of a running download on the outer wire. */
async function measureClosing(): Promise<Row> {
  const lab = await Lab.make();
  try {
    await lab.startGateway(policy);
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) times.push(await killOnce(lab));
    await lab.stopGateway();
    const all = times.map((time) => Math.round(time)).join(", ");
    return {
      name: "gateway-closed-after-kill",
      value: rounded(medianOf(times)),
      unit: "ms",
      inputs: `five times: ${all}; a download passing, capture on the outer wire`,
    };
  } finally {
    lab.remove();
  }
}

async function killOnce(lab: Lab): Promise<number> {
  lab.start(lab.phone, ["curl", "-sk", "-m", "20", "-o", "/dev/null", `https://${hosts.map}/slow`]);
  await pause(1000);
  const pid = await lab.daemonPid();
  const at = performance.timeOrigin + performance.now();
  kill(pid, "SIGKILL");
  await pause(400);
  const last = lab.capture.packets.findLast(
    ({ to }) => to === outside.map.four || to === outside.map.six,
  );
  if (!last || last.at < at - 500) throw new Error("there was no download to cut");
  lab.endAll(lab.phone);
  await pause(1500);
  await lab.untilOpen();
  return Math.max(0, last.at - at);
}
