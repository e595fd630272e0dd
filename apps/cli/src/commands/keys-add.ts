import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { KeysAdded } from "@homepoint/api";
import { isProblem } from "@homepoint/base";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** What became of one file: how its answers fared, or why it has none. */
type Brought = { readonly path: string } & (
  | { readonly added: KeysAdded }
  | { readonly because: string }
);

export const run: Run<Options> = async (paths, options, output) =>
  withHub(options, output, async (client) => {
    const files: Brought[] = [];
    for (const path of paths) files.push(await bring(client, path, output));
    if (options.json) output.out(JSON.stringify({ files }, null, 2));
    else tell(files, output);
    return files.every(isWell) ? exitCodes.done : exitCodes.failed;
  });

async function bring(client: Client, path: string, output: Output): Promise<Brought> {
  const progress = new Progress(output);
  try {
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw cliProblem("no-file", { path }, { cause });
    });
    let added: KeysAdded | undefined;
    for await (const sofar of client.addLogKeys({ name: basename(path), bytes })) {
      added = sofar;
      progress.show(`${path}: ${sofar.done} of ${sofar.of} brought home`);
    }
    if (!added) throw cliProblem("broke-off", { path });
    return { path, added };
  } catch (error) {
    if (!isProblem(error) || error.code === "api/locked") throw error;
    return { path, because: error.message };
  } finally {
    progress.clear();
  }
}

const sentences: Readonly<Record<Exclude<keyof KeysAdded, "done" | "of">, string>> = {
  opened: "opened; index, charts and list follow",
  partly: "opened in part; the rest stays locked until its keys come",
  known: "here before",
  unfit: "not kept: the keys open none of the logs that wait",
  unknown: "not for this vault's logs, or for one that is gone",
  damaged: "damaged on the way",
};
const outcomes = Object.keys(sentences) as (keyof typeof sentences)[]; // keys of that very table

function isWell(brought: Brought): boolean {
  if (!("added" in brought)) return false;
  const { unfit, unknown, damaged } = brought.added;
  return unfit + unknown + damaged === 0;
}

function tell(files: readonly Brought[], output: Output): void {
  for (const file of files)
    if ("because" in file) output.err(`homepoint: ${file.path}: ${file.because}`);
  const added = files.flatMap((file) => ("added" in file ? [file.added] : []));
  for (const outcome of outcomes) {
    const count = added.reduce((sum, each) => sum + each[outcome], 0);
    if (count > 0) output.out(`${counted(count, "answer")} ${sentences[outcome]}`);
  }
  if (added.length > 0 && added.every(({ of, damaged }) => of + damaged === 0))
    output.out("There is no answer in it.");
}
