import { readFile } from "node:fs/promises";
import {
  compareInspections,
  readExodusTrackers,
  toInspection,
  type TrackerSignature,
} from "@homepoint/inspect";
import { inspectInChild, type Contained, type InspectedFile } from "@homepoint/inspect/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { checkFile } from "../software/check-file.ts";
import { tellDifferences, tellInspection, tellIos } from "../software/tell-app.ts";

type Options = { readonly json?: true; readonly against?: string; readonly trackers?: string };

/** Looks into a package; nothing of it is run, kept or sent. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const trackers = await readTrackers(options.trackers, output);
  const { app, contained } = await inspectPackage(path, trackers);
  const older =
    options.against === undefined ? undefined : await inspectPackage(options.against, trackers);
  const inspection = toInspection(app);
  const differences = older && compareInspections(toInspection(older.app), inspection);
  if (options.json) {
    output.out(
      JSON.stringify({ ...app, contained, ...(differences ? { differences } : {}) }, null, 2),
    );
    return exitCodes.done;
  }
  for (const line of tellInspection(inspection)) output.out(line);
  if (app.ios) for (const line of tellIos(app.ios)) output.out(line);
  if (differences) for (const line of tellDifferences(differences)) output.out(line);
  output.err(containedWords[contained]);
  return exitCodes.done;
};

const containedWords: Readonly<Record<Contained, string>> = {
  "no-network":
    "Inspected in a process without a network, which could read nothing but the package.",
  "no-network-by-node":
    "Inspected in a process that Node.js gives no network, and nothing to read but the package.",
  "files-only":
    "Inspected in a process that could read nothing but the package; this system could not take its network away.",
};

/** @throws cli/no-file, cli/is-folder, inspect/not-a-package, inspect/inspection-broke */
async function inspectPackage(
  path: string,
  trackers: readonly TrackerSignature[],
): Promise<InspectedFile> {
  await checkFile(path);
  return inspectInChild(path, trackers);
}

/** @throws cli/no-file, inspect/not-signatures */
async function readTrackers(
  path: string | undefined,
  output: Output,
): Promise<readonly TrackerSignature[]> {
  if (path === undefined) return [];
  await checkFile(path);
  const { signatures, leftOut } = readExodusTrackers(await readFile(path, "utf8"));
  if (leftOut > 0)
    output.err(`${leftOut} patterns of that list are more than plain names, and were left out.`);
  return signatures;
}
