import { mkdir } from "node:fs/promises";
import { cliProblem } from "./problems.ts";

/** @throws cli/no-folder */
export async function makeDataFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    const isFile = error.code === "EEXIST" || error.code === "ENOTDIR";
    throw isFile ? cliProblem("no-folder", { path }, { cause: error }) : error;
  });
}
