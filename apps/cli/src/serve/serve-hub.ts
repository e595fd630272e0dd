import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isProblem } from "@homepoint/base";
import { Hub, lookAtSelf, refuseInheritedSockets, type FrontPlace } from "@homepoint/hub";
import { untilStopped } from "../containment/stopping.ts";
import { makeDataFolder } from "../data-folder.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { hasKey, openVault } from "../open-vault.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { credentialFile, makeDiagnostics, version, webFolder } from "../wire.ts";
import { demandOf, portsOf, readNumber, type ServeOptions } from "./options.ts";

type Serving = ServeOptions & {
  /** Why this machine cannot contain the hub, where it was asked to. */
  readonly why?: string;
};

/** The hub itself, in this process. */
export async function serveHub(options: Serving, output: Output): Promise<ExitCode> {
  const lifeline =
    options.lifeline === undefined ? undefined : readNumber(options.lifeline, "descriptor");
  const front = frontOf(options);
  refuseInheritedSockets([lifeline, front?.descriptor].filter((each) => each !== undefined));
  const stopped = untilStopped(lifeline);
  await demand(options, front);
  await makeDataFolder(options.data);
  const hub = await Hub.open({
    folder: options.data,
    version: version(),
    webFolder: existsSync(webFolder()) ? webFolder() : undefined,
    diagnostics: makeDiagnostics("warn"),
    front,
    gnss: options.gnss === undefined ? undefined : resolve(options.gnss),
  });
  try {
    await hub.listenOnSocket();
    const { url, fingerprint } = await listen(hub, options);
    output.out(`Homepoint is at ${url}`);
    if (fingerprint !== undefined)
      output.err(`Its own certificate authority has the fingerprint ${fingerprint}`);
    await unlockUnattended(hub, options, output);
    tellContainment(hub, options, output);
  } catch (error) {
    await hub.close("failed");
    throw error;
  }
  const why = await stopped;
  await hub.close(why === "signal" ? "signal" : "failed");
  if (why === "alone") throw cliProblem("front-ended");
  return exitCodes.done;
}

function frontOf({ front, frontDescriptor }: ServeOptions): FrontPlace | undefined {
  if (front === undefined) return undefined;
  if (frontDescriptor === undefined) return { path: front };
  return { path: front, descriptor: readNumber(frontDescriptor, "descriptor") };
}

/** @throws cli/no-containment */
async function demand(options: Serving, front: FrontPlace | undefined): Promise<void> {
  const containment = demandOf(options);
  if (containment === "auto" || containment === "none") return;
  const { level, lines } = await lookAtSelf(front);
  if (level === "full" || level === containment) return;
  if (front === undefined && containment === "full")
    throw cliProblem("no-containment", {
      level: containment,
      why: "it needs users and units of its own, which homepoint units writes",
    });
  const open = lines.filter(({ verdict }) => verdict !== "held");
  const why = open.map(({ check, found }) => (found ? `${check}: ${found}` : check)).join("; ");
  throw cliProblem("no-containment", { level: containment, why });
}

const sentences = {
  full: "Containment: full. This hub has no network, and its front is another user.",
  partial: "Containment: partial. This hub has no network; its front brings connections in.",
  none: "Containment: none. Nothing here would stop a connection; Homepoint itself opens nothing",
} as const;

function tellContainment({ installation }: Hub, { why }: Serving, output: Output): void {
  const { containment } = installation;
  const sentence = sentences[containment];
  if (containment !== "none") output.err(sentence);
  else output.err(why === undefined ? `${sentence}.` : `${sentence}: ${why}.`);
}

async function listen(hub: Hub, options: ServeOptions) {
  const { host = "127.0.0.1", name, address, cert, certKey } = options;
  const certificate = await readCertificate(cert, certKey);
  const place = { host, certificate, addresses: address, ...(name ? { names: name } : {}) };
  const ports = portsOf(options);
  for (const [tried, port] of ports.entries())
    try {
      return await hub.listen({ ...place, port });
    } catch (error) {
      if (!isProblem(error, "hub/port-taken") || tried === ports.length - 1) throw error;
    }
  throw cliProblem("wrong-usage", { what: "There is no port." });
}

async function readCertificate(cert: string | undefined, key: string | undefined) {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw cliProblem("wrong-usage", { what: "Give --cert and --cert-key together." });
  const read = (path: string) =>
    readFile(path, "utf8").catch((cause: unknown) => {
      throw cliProblem("no-file", { path }, { cause });
    });
  return { cert: await read(cert), key: await read(key) };
}

/** With a passphrase file, a key file or a system credential nobody has to come and type. */
async function unlockUnattended(hub: Hub, options: ServeOptions, output: Output): Promise<void> {
  const credential = credentialFile(process.env);
  const keyFile =
    options.keyFile ?? (credential && existsSync(credential) ? credential : undefined);
  const access = { ...options, keyFile };
  if (!hasKey(access)) return;
  const words = await openVault(hub, access);
  if (!words) return;
  output.err("A new vault was made. Write its recovery words down; they are not shown again here:");
  for (let at = 0; at < words.length; at += 6) output.err(`  ${words.slice(at, at + 6).join(" ")}`);
}
