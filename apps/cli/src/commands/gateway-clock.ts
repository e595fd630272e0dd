import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { askStatus, giveFile, readJoined, readTimeNote } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BoxOptions } from "../gateway/box.ts";
import { cliProblem } from "../problems.ts";

type Options = BoxOptions & { readonly from?: string; readonly json?: true };

const seconds = 3;

/** Shows the gateway's clock, and sets it by a time that its hub signed. */
export const run: Run<Options> = async (_args, { folder, from, json }, output) => {
  if (from !== undefined) {
    await give(folder, from);
    await wait(seconds * 1000); // it looks once a second
  }
  const { clock, at } = await askStatus(folder);
  output.out(json ? JSON.stringify({ clock, at }, null, 2) : `${at}, source ${clock}`);
  return exitCodes.done;
};

async function give(folder: string, path: string): Promise<void> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const hub = await readJoined(folder);
  if (!hub) throw cliProblem("wrong-usage", { what: "A signed time is a hub's: join one first." });
  const { key, installationId } = hub;
  const asked = { key, installationId, nonce: "carried" };
  if (readTimeNote(bytes.toString("utf8"), asked) === undefined)
    throw cliProblem("not-a-time", { path });
  await giveFile(folder, "time.note", bytes);
}
