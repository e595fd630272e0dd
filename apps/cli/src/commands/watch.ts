import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { WatchedFolder } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { table, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly stop?: true; readonly json?: true };

export const run: Run<Options> = async ([given], options, output) => {
  if (options.stop && given === undefined)
    throw cliProblem("wrong-usage", { what: "Name the folder that is to be watched no more." });
  return withHub(options, output, async (client) => {
    if (given === undefined) await list(client, options, output);
    else if (options.stop) await stop(client, resolve(given), output);
    else await start(client, resolve(given), output);
    return exitCodes.done;
  });
};

async function list(client: Client, { json }: Options, output: Output): Promise<void> {
  const { folders } = await client.listWatchedFolders();
  if (json) return output.out(JSON.stringify({ folders }, null, 2));
  if (folders.length === 0) return output.out("No folder is watched. `homepoint watch FOLDER`");
  const rows = folders.map(({ path, takenIn, lastLookAt, problem }) => [
    path,
    String(takenIn),
    lastLookAt?.slice(0, 16).replace("T", " ") ?? "–",
    problem ?? "",
  ]);
  for (const line of table(rows, ["Folder", "Taken in", "Last look (UTC)", "Trouble"]))
    output.out(line);
}

async function start(client: Client, path: string, output: Output): Promise<void> {
  const folder = await client.watchFolder({ path });
  output.out(`${folder.path} is watched: new logs in it come in while Homepoint runs.`);
  if (folder.syncedBy !== null)
    output.err(`${folder.syncedBy} copies this folder to its servers, with the logs in it.`);
}

async function stop(client: Client, path: string, output: Output): Promise<void> {
  const { folders } = await client.listWatchedFolders();
  const { id } = await findWatched(folders, path);
  await client.unwatchFolder({ id });
  output.out(`${path} is watched no more. What came from it stays.`);
}

/** A folder that is gone has no real path, and can be given up all the same. */
async function findWatched(
  folders: readonly WatchedFolder[],
  path: string,
): Promise<WatchedFolder> {
  const real = await realpath(path).catch(() => path);
  const found = folders.find((folder) => folder.path === real || folder.path === path);
  if (!found) throw cliProblem("not-watched", { path });
  return found;
}
