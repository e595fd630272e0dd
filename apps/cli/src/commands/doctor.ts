import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { hubFolder, safeSocket, tryToReach, type Canary } from "@homepoint/hub";
import { createClient } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import type { Run, VaultOptions } from "../command-row.ts";
import { examine, recordExamination, type Examination } from "../doctor/examine.ts";
import { checkWords, summarize, verdictWords } from "../doctor/words.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { isAnswered } from "../is-answered.ts";

type Options = VaultOptions & { readonly json?: true; readonly tries?: string };

/** Proves, or refutes, what a running hub says stands between it and a network. */
export const run: Run<Options> = async (_args, { data, json, tries }, output) => {
  if (tries !== undefined) {
    // This program wrote it, as another process.
    output.out(JSON.stringify(await tryToReach(JSON.parse(tries) as Canary)));
    return exitCodes.done;
  }
  const socket = await safeSocket(hubFolder(data));
  if (!(await isUp(socket, data))) throw cliProblem("no-hub", { folder: data });
  const client = createClient(socketTransport(socket));
  const found = await examine(client);
  await recordExamination(client, found);
  if (json) output.out(JSON.stringify(found, null, 2));
  else tell(found, output);
  return found.holds ? exitCodes.done : exitCodes.failed;
};

const patienceMs = 15_000;

/** A hub that was just told to start needs a moment; where there is no folder, none will come. */
async function isUp(socket: string, folder: string): Promise<boolean> {
  const until = Date.now() + (existsSync(folder) ? patienceMs : 0);
  while (!(await isAnswered(socket))) {
    if (Date.now() >= until) return false;
    await wait(100);
  }
  return true;
}

function tell({ level, holds, lines }: Examination, output: Output): void {
  for (const { check, verdict, found, promised } of lines) {
    const beyond = promised || level === "none" ? "" : " (full promises this)";
    const what = `${checkWords[check] ?? check}${found ? `: ${found}` : ""}${beyond}`;
    output.out(`${verdictWords[verdict].padEnd(13)}${what}`);
  }
  const open = lines.filter(({ promised, verdict }) => promised && verdict !== "held");
  output.out("");
  output.out(
    summarize({ level, holds, open: open.map(({ check }) => checkWords[check] ?? check) }),
  );
}
