import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { connect, isIPv6 } from "node:net";

/** Something that listens outside, and notes who reaches it. */
export type Canary = {
  /** An address, not a name. */
  readonly host: string;
  readonly tcpPort: number;
  readonly udpPort: number;
  /** What each try brings along, with its way; so one canary tells them apart. */
  readonly token: string;
};

export const canaryWays = ["tcp", "udp", "dns", "fetch", "child"] as const;
export type CanaryWay = (typeof canaryWays)[number];

/** What this process was told; what counts is what reached the canary. */
export type Tried = { readonly way: CanaryWay; readonly outcome: string };

const patienceMs = 2000;

/** Tries to reach a canary, on purpose, by every way there is in an ordinary program. */
export async function tryToReach(canary: Canary): Promise<readonly Tried[]> {
  return Promise.all(
    canaryWays.map(async (way) => ({
      way,
      outcome: await ways[way]({ ...canary, token: `${canary.token}-${way}` }).then(
        () => "sent",
        (error: NodeJS.ErrnoException) => error.code ?? error.name,
      ),
    })),
  );
}

const ways: Readonly<Record<CanaryWay, (canary: Canary) => Promise<unknown>>> = {
  tcp: ({ host, tcpPort, token }) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host, port: tcpPort }, () => socket.end(`${token}\n`));
      socket.setTimeout(patienceMs, () => socket.destroy(new Error("no answer")));
      socket.on("close", () => resolve());
      socket.on("error", reject);
      socket.resume();
    }),

  udp: async ({ host, udpPort, token }) => {
    const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
    await new Promise<void>((resolve, reject) => {
      socket.on("error", reject);
      socket.send(token, udpPort, host, (error) => (error ? reject(error) : resolve()));
    }).finally(() => socket.close());
  },

  dns: async ({ host, udpPort, token }) => {
    const resolver = new Resolver({ timeout: patienceMs / 4, tries: 1 });
    resolver.setServers([isIPv6(host) ? `[${host}]:${udpPort}` : `${host}:${udpPort}`]);
    await resolver.resolve4(`${token}.invalid`);
  },

  fetch: ({ host, tcpPort, token }) =>
    fetch(`http://${isIPv6(host) ? `[${host}]` : host}:${tcpPort}/${token}`, {
      signal: AbortSignal.timeout(patienceMs),
    }).catch(({ cause, name }: Error) => {
      const { code = name } = (cause ?? {}) as NodeJS.ErrnoException;
      throw Object.assign(new Error(code), { code });
    }),

  child: async ({ host, tcpPort, token }) => {
    const child = spawn(process.execPath, ["-e", childScript, host, String(tcpPort), token], {
      stdio: ["ignore", "pipe", "ignore"],
      timeout: patienceMs,
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => (said += String(text)));
    await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (said !== "sent") throw Object.assign(new Error(said), { code: said || "ended" });
  },
};

const childScript = `
const [host, port, token] = process.argv.slice(1);
const socket = require("net").connect({ host, port: Number(port) }, () => socket.end(token + "\\n"));
socket.on("close", (failed) => failed || process.stdout.write("sent"));
socket.on("error", (error) => process.stdout.write(error.code || "error"));
socket.resume();`;
