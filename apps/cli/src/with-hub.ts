import { Hub, hubFolder, safeSocket } from "@homepoint/hub";
import { createClient, type Client } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { makeDataFolder } from "./data-folder.ts";
import { isAnswered } from "./is-answered.ts";
import { findPassphrase, openVault, type Access } from "./open-vault.ts";
import type { Output } from "./output.ts";
import { cliProblem } from "./problems.ts";
import { makeDiagnostics, version } from "./wire.ts";

/**
 * Works with the hub of a folder: the one that runs there, or else one that runs in this process
 * until the work is done. Either way the vault is open.
 */
export async function withHub<Result>(
  access: Access,
  output: Output,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  return withAnyHub(access, async (client, own) => {
    const { state } = await client.status();
    if (own) await openOwn(own, access, output);
    else if (state === "new") throw cliProblem("no-vault", { folder: access.data });
    else if (state === "locked") await client.unlock({ passphrase: await findPassphrase(access) });
    return work(client);
  });
}

/** The same, with the vault as it is; `own` is the hub where it runs in this process. */
export async function withAnyHub<Result>(
  { data }: Access,
  work: (client: Client, own: Hub | undefined) => Promise<Result>,
): Promise<Result> {
  const socket = await safeSocket(hubFolder(data));
  if (await isAnswered(socket)) return work(createClient(socketTransport(socket)), undefined);
  await makeDataFolder(data);
  const diagnostics = makeDiagnostics("warn");
  const hub = await Hub.open({ folder: data, version: version(), diagnostics });
  try {
    return await work(createClient(socketTransport(await hub.listenOnSocket())), hub);
  } finally {
    await hub.close();
  }
}

async function openOwn(hub: Hub, access: Access, output: Output): Promise<void> {
  const words = await openVault(hub, access);
  // What a restore or a crash left to be read is in the list before anyone asks for it.
  await hub.installation.caughtUp();
  if (!words) return;
  output.err("A new vault was made. Write its recovery words down, and keep them apart from it:");
  for (let at = 0; at < words.length; at += 6) output.err(`  ${words.slice(at, at + 6).join(" ")}`);
}
