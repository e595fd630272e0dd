import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { isProblem } from "@homepoint/base";
import { Hub } from "@homepoint/hub";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { hasKey, openVault } from "../open-vault.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { makeDataFolder } from "../with-hub.ts";
import { credentialFile, makeDiagnostics, version, webFolder } from "../wire.ts";

type Options = VaultOptions & {
  readonly port?: string;
  readonly host?: string;
  readonly name?: readonly string[];
  readonly cert?: string;
  readonly certKey?: string;
};

const usualPort = 4780;
const triedPorts = 20;

export const run: Run<Options> = async (_args, options, output) => {
  keepDebuggerOut();
  await makeDataFolder(options.data);
  const hub = await Hub.open({
    folder: options.data,
    version: version(),
    webFolder: existsSync(webFolder()) ? webFolder() : undefined,
    diagnostics: makeDiagnostics("warn"),
  });
  const ended = untilStopped();
  try {
    await hub.listenOnSocket();
    const { url, fingerprint } = await listen(hub, options);
    output.out(`Homepoint is at ${url}`);
    if (fingerprint !== undefined)
      output.err(`Its own certificate authority has the fingerprint ${fingerprint}`);
    await unlockUnattended(hub, options, output);
  } catch (error) {
    await hub.close("failed");
    throw error;
  }
  await ended;
  await hub.close("signal");
  return exitCodes.done;
};

async function listen(hub: Hub, { host = "127.0.0.1", port, name, cert, certKey }: Options) {
  const certificate = await readCertificate(cert, certKey);
  const place = { host, certificate, ...(name ? { names: name } : {}) };
  if (port !== undefined) return hub.listen({ ...place, port: readPort(port) });
  for (let tried = 0; ; tried += 1)
    try {
      return await hub.listen({ ...place, port: usualPort + tried });
    } catch (error) {
      if (!isProblem(error, "hub/port-taken") || tried === triedPorts) throw error;
    }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw cliProblem("wrong-usage", { what: `${text} is not a port: give a number up to 65535.` });
  return port;
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
async function unlockUnattended(hub: Hub, options: Options, output: Output): Promise<void> {
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

/** Without a listener Node answers this signal with a debugger, which could change anything here. */
function keepDebuggerOut(): void {
  process.on("SIGUSR1", () => undefined);
}

/** Resolves when the process is told to end. A second signal ends it at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(exitCodes.failed));
        resolve();
      });
  });
}
