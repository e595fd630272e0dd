import { readFile } from "node:fs/promises";
import { cliProblem } from "../problems.ts";

/**
 * The operator's own key of an app at the maker's. It comes from a file or the environment, never
 * from the command line, which other users of the machine can see.
 */
export async function findAppKey(
  path: string | undefined,
  inEnvironment: string | undefined,
): Promise<string> {
  const text = path === undefined ? inEnvironment : await readLine(path);
  if (!text) throw cliProblem("no-app-key");
  const key = text.trim();
  if (!/^[\w-]{8,200}$/.test(key))
    throw cliProblem("wrong-usage", { what: "This is no app key: one is a word of letters." });
  return key;
}

async function readLine(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  return text.split(/\r?\n/)[0] ?? "";
}
