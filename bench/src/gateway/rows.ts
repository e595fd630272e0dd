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

/** Plain forwarding first, then the gateway, with the same client and the same other side. */
async function measurePassing(): Promise<readonly Row[]> {
  const lab = await Lab.make("unwatched");
  try {
    const speeds = async () => ({
      one: await ask(lab, `give ${hosts.rtk} ${megabytes} 1`),
      four: await ask(lab, `give ${hosts.rtk} ${megabytes / 4} 4`),
    });
    const firstByte = () => ask(lab, `first ${hosts.map} ${connections}`);
    await lab.openRouter();
    const plain = { ...(await speeds()), first: await firstByte() };
    await lab.startGateway(policy);
    const granted = await speeds();
    lab.givePolicy(observed());
    await pause(2500);
    const gateway = { ...granted, first: await firstByte() };
    await lab.stopGateway();
    const peer = "plain forwarding";
    const speed = (name: string, value: number, peerValue: number): Row => ({
      name,
      unit: "Gbit/s",
      peer,
      inputs,
      value: rounded(value),
      peerValue: rounded(peerValue),
      ratio: rounded(value / peerValue),
    });
    return [
      speed("gateway-1-stream", gateway.one, plain.one),
      speed("gateway-4-streams", gateway.four, plain.four),
      {
        name: "gateway-first-byte-added",
        unit: "ms p50",
        peer,
        inputs,
        value: rounded(gateway.first - plain.first),
        peerValue: rounded(plain.first),
        ratio: rounded(plain.first / gateway.first),
      },
    ];
  } finally {
    lab.remove();
  }
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
