import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hubFolder } from "@homepoint/hub";
import { createClient, type Client } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { fly, plans, writeDjiLog } from "@homepoint/testdata";
import { inFolder, medianOf, millisecondsOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { fillWithFlights, passphrase } from "./made-folder.ts";

const command = fileURLToPath(new URL("../../../apps/cli/bin/homepoint.mjs", import.meta.url));
const real = fileURLToPath(
  new URL("../../../../shared/data/dji-txt/chrisvm__mavic2_0.txt", import.meta.url),
);

type Running = {
  readonly client: Client;
  readonly process: ChildProcess;
  readonly listeningAfterMs: number;
};

/** `homepoint serve`, as people run it: built, in a process of its own. */
async function serve(folder: string): Promise<Running> {
  const file = join(folder, "..", "passphrase");
  await writeFile(file, passphrase);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [command, "serve", "--data", folder, "--port", "0", "--passphrase-file", file],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  await new Promise<void>((resolve) => child.stdout?.once("data", () => resolve()));
  const listeningAfterMs = performance.now() - started;
  const client = createClient(socketTransport(hubFolder(folder).socket));
  while ((await client.status()).state !== "open") await pause(50);
  return { client, process: child, listeningAfterMs };
}

async function stop({ process: child }: Running): Promise<void> {
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("close", resolve));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Logs of 0.7 MB that differ in the reserved bytes of their head. */
function makeBatch(count: number): { inputs: string; logs: Uint8Array<ArrayBuffer>[] } {
  const isReal = existsSync(real);
  const log = isReal ? readFileSync(real) : longLog();
  const logs = Array.from({ length: count }, (_, number) => {
    const copy = Uint8Array.from(log);
    new DataView(copy.buffer).setUint32(40, number + 1);
    return copy;
  });
  const what = isReal ? "a real DJI v11 log of 0.73 MB" : "a made DJI v11 log";
  return { inputs: `${count} × ${what}, 4 at once, durable`, logs };
}

function longLog(): Uint8Array {
  return writeDjiLog(fly(plans.point), { version: 11, images: 3 }).bytes;
}

async function takeInRow(): Promise<Row> {
  return inFolder(async (root) => {
    const folder = join(root, "data");
    const hub = await serve(folder);
    const { inputs, logs } = makeBatch(200);
    const queue = logs.entries();
    const worker = async () => {
      for (const [number, bytes] of queue)
        await hub.client.takeIn({ name: `log ${number}.txt`, bytes });
    };
    await hub.client.takeIn({ name: "warm-up.txt", bytes: longLog() as Uint8Array<ArrayBuffer> });
    const started = performance.now();
    await Promise.all([worker(), worker(), worker(), worker()]);
    const each = (performance.now() - started) / logs.length;
    await stop(hub);
    return {
      name: "hub-take-in",
      value: rounded(each),
      unit: "ms per log",
      peer: "Open DroneLog (its own report)",
      peerValue: 2000,
      ratio: rounded(2000 / each),
      inputs,
    };
  });
}

async function listRows(): Promise<Row[]> {
  const count = 100_000;
  return inFolder(async (root) => {
    const folder = join(root, "data");
    await stop(await serve(folder));
    await fillWithFlights(folder, count);
    const hub = await serve(folder);
    const asks = {
      "hub-list-filter": { text: "survey mini", sort: "distanceMeters" },
      "hub-list-sort": { sort: "maxHeightMeters" },
      "hub-list-group": { group: "month" },
    } as const;
    const rows: Row[] = [];
    for (const [name, query] of Object.entries(asks)) {
      const times: number[] = [];
      for (let turn = 0; turn < 15; turn += 1) {
        const ask = () => hub.client.listFlights({ ...query, limit: 100 });
        times.push(await millisecondsOf(ask));
      }
      const inputs = `${count} made flights, over the API, median of 15 (first: ${rounded(times[0] ?? 0)} ms)`;
      rows.push({ name, value: rounded(medianOf(times)), unit: "ms", inputs });
    }
    await stop(hub);
    return rows;
  });
}

async function residentMiB(pid: string | number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function startRows(): Promise<Row[]> {
  const count = 10_000;
  return inFolder(async (root) => {
    const folder = join(root, "data");
    await stop(await serve(folder));
    await fillWithFlights(folder, count);
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const hub = await serve(folder);
      times.push(hub.listeningAfterMs);
      await stop(hub);
    }
    const hub = await serve(folder);
    await hub.client.listFlights({ limit: 100 });
    await pause(15_000);
    // The hub itself, wherever a front started it, and the front beside it.
    const [pid] = (await readFile(hubFolder(folder).lock, "utf8")).split(" ");
    const resident = await residentMiB(pid);
    const ofFront = pid === String(hub.process.pid) ? 0 : await residentMiB(hub.process.pid);
    await stop(hub);
    const inputs = `${count} made flights, built, median of 5`;
    return [
      { name: "hub-listening", value: Math.round(medianOf(times)), unit: "ms", inputs },
      {
        name: "hub-idle",
        value: Math.round(resident),
        unit: "MiB resident",
        inputs: `${count} made flights, unlocked, after 15 s`,
      },
      {
        name: "hub-front-idle",
        value: Math.round(ofFront),
        unit: "MiB resident",
        inputs: "what holds the port of a contained hub; its program is shared with the hub",
      },
    ];
  });
}

export const hubRows: Readonly<Record<string, RowMaker>> = {
  "hub-take-in": async () => [await takeInRow()],
  "hub-list": listRows,
  "hub-start": startRows,
};
