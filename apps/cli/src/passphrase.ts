import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { cliProblem } from "./problems.ts";

/** The first line of a file; what editors add after it does not count. */
export async function readPassphraseFile(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const [line] = text.split(/\r?\n/);
  if (!line) throw cliProblem("wrong-usage", { what: `The first line of ${path} is empty.` });
  return line;
}

/** Asks in the terminal without showing what is typed. @throws cli/no-passphrase without a terminal */
export async function askPassphrase(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw cliProblem("no-passphrase");
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question("");
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}

/** Asks in the terminal, and takes only a plain yes for one. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
