import { stat } from "node:fs/promises";
import { cliProblem } from "../problems.ts";

/** @throws cli/no-file, cli/is-folder */
export async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  if (found.isDirectory()) throw cliProblem("is-folder", { path });
}
