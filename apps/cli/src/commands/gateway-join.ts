import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import {
  askStatus,
  leaveOrder,
  parseInvitation,
  placeOf,
  readOrderAnswer,
  type JoinOrder,
} from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { settingsOf, type BoxOptions } from "../gateway/box.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";

type Options = BoxOptions & { readonly invitation?: string; readonly code?: string };

const patienceSeconds = 40;

/** Belongs to a hub from now on: its policy, its time, its copy of the evidence. */
export const run: Run<Options> = async ([address = ""], options, output) => {
  const line = await readLine(options);
  const { name } = parseInvitation(line);
  placeOf(address, (await settingsOf(options)).own);
  const order = { kind: "join", address, invitation: line } as const;
  return giveOrder(order, options.folder, {
    output,
    done: `This gateway is ${name} at ${address} now; homepoint gateway status tells more.`,
    later: "The gateway does not run. It joins when it is started.",
  });
};

async function readLine({ invitation, code }: Options): Promise<string> {
  if ((invitation === undefined) === (code === undefined))
    throw cliProblem("wrong-usage", { what: "Give --invitation FILE or --code CODE." });
  if (code !== undefined) return code;
  const path = invitation as string; // one of the two is given
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
}

export type Told = { readonly output: Output; readonly done: string; readonly later: string };

/** The daemon alone may speak to the hub; it is told what to do, and says how it went. */
export async function giveOrder(
  order: JoinOrder,
  folder: string,
  { output, done, later }: Told,
): Promise<ExitCode> {
  await leaveOrder(folder, order);
  if (!(await askStatus(folder).catch(() => undefined))) {
    output.out(later);
    return exitCodes.done;
  }
  for (let tries = 0; tries < patienceSeconds * 5; tries += 1) {
    const answer = await readOrderAnswer(folder);
    if (answer === "done") {
      output.out(done);
      return exitCodes.done;
    }
    if (answer !== undefined) {
      output.err(`homepoint: ${answer}`);
      return exitCodes.failed;
    }
    await wait(200);
  }
  output.err("homepoint: The gateway did not say how it went; homepoint gateway status tells.");
  return exitCodes.failed;
}
