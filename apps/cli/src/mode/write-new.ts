import { writeFile } from "node:fs/promises";
import { cliProblem } from "../problems.ts";

/** Writes a file for its owner alone, where there is none yet. @throws cli/exists */
export async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { flag: "wx", mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === "EEXIST" ? cliProblem("exists", { path }, { cause: error }) : error;
    },
  );
}
