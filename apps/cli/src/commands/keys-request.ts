import { open, rm } from "node:fs/promises";
import { readRequestFile } from "@homepoint/flight";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { bytes, counted } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly again?: true; readonly json?: true };

export const run: Run<Options> = async ([path = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { waiting } = await client.listLogKeys();
    const wanted = waiting.filter(({ asked }) => options.again || !asked || asked.isOver);
    if (wanted.length === 0) {
      if (options.json) output.out(JSON.stringify({ file: null, requests: 0, left: 0 }));
      else
        output.out(
          waiting.length === 0
            ? "No log waits for keys; there is nothing to ask for."
            : `${counted(waiting.length, "log")} waiting, all asked for already; --again asks once more.`,
        );
      return exitCodes.done;
    }
    const logs = options.again && wanted.map(({ log }) => log);
    const text = await writeNew(path, () => take(client, logs || undefined));
    const { requests, until } = readRequestFile(text);
    const left = wanted.length - requests.length;
    if (options.json)
      output.out(JSON.stringify({ file: path, requests: requests.length, until, left }));
    else {
      output.out(
        `${path}: requests for ${counted(requests.length, "log")}, ${bytes(text.length)}.`,
      );
      if (left > 0) output.out(`${counted(left, "log")} did not fit; run this again for them.`);
      output.out(`Good until ${until.slice(0, 10)}. Nothing in it but what is asked, and for whom`);
      output.out("answers are to be sealed. On a machine that is connected and has no logs:");
      output.out(`  homepoint keys fetch ${path} --output answers.jsonl --key-file APP-KEY`);
    }
    return exitCodes.done;
  });

async function take(client: Client, logs: readonly string[] | undefined): Promise<string> {
  return (await client.requestLogKeys(logs ? { logs: [...logs] } : {})).text();
}

/** Nothing is asked for where the file could not be written. @throws cli/exists */
async function writeNew(path: string, make: () => Promise<string>): Promise<string> {
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? cliProblem("exists", { path }) : error;
  });
  try {
    const text = await make();
    await file.writeFile(text);
    await file.datasync();
    return text;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
