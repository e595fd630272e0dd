import type { KeptInspection, ProgramRowShown } from "@homepoint/api";
import { toInspection } from "@homepoint/inspect";
import { inspectInChild } from "@homepoint/inspect/node";
import { knownPrograms, programsTable, type ProgramRow } from "@homepoint/policy";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { checkFile } from "../software/check-file.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly name?: string;
  readonly owner?: string;
  readonly known?: string;
  readonly json?: true;
};

/** Packages are inspected before the vault is opened, and in another process. */
export const run: Run<Options> = async (paths, options, output) => {
  if (paths.length === 0 && options.name === undefined && options.known === undefined)
    throw cliProblem("wrong-usage", { what: "Give an app's package, or --name, or --known." });
  const inspections = await inspectAll(paths);
  return withHub(options, output, async (client) => {
    const programs = [
      ...(paths.length === 0 ? [await client.addProgram(newProgram(options))] : []),
      ...(await keepAll(client, inspections)),
    ];
    if (options.json) output.out(JSON.stringify({ programs }, null, 2));
    else for (const one of programs) output.out(lineOf(one));
    return exitCodes.done;
  });
};

async function inspectAll(paths: readonly string[]): Promise<KeptInspection[]> {
  const found: KeptInspection[] = [];
  for (const path of paths) {
    await checkFile(path);
    const { app } = await inspectInChild(path);
    // What is optional is left out here, and undefined in the shape.
    found.push(structuredClone(toInspection(app)) as KeptInspection);
  }
  return found;
}

async function keepAll(
  client: Client,
  inspections: readonly KeptInspection[],
): Promise<ProgramRowShown[]> {
  const kept: ProgramRowShown[] = [];
  for (const inspection of inspections)
    kept.push((await client.keepInspection({ inspection })).program);
  return kept;
}

/** @throws cli/wrong-usage */
function newProgram({ name, owner = "", known }: Options) {
  const id = knownPrograms.find((one) => one === known);
  if (known !== undefined && id === undefined)
    throw cliProblem("wrong-usage", {
      what: `There is no known program ${known}. These are: ${knownPrograms.join(", ")}.`,
    });
  const row: ProgramRow | undefined = id && programsTable[id];
  return {
    name: name ?? row?.name ?? "",
    owner: owner || (row?.owner ?? ""),
    platforms: [...(row?.platforms ?? [])],
    known: id ?? null,
  };
}

function lineOf({ id, name, latest }: ProgramRowShown): string {
  const version = latest ? ` ${plain(latest.versionName)} (${plain(latest.versionCode)})` : "";
  return `${id.slice(0, 8)}  ${plain(name)}${version}`;
}
