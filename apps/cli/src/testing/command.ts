import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

export const command = fileURLToPath(new URL("../../bin/homepoint.mjs", import.meta.url));

export type Ended = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
};

/** Runs `homepoint …`, as it was built, to its end. */
export function homepoint(
  args: readonly string[],
  input: string | Uint8Array = "",
): Promise<Ended> {
  return ended(begin(args), input);
}

export function begin(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [command, ...args], { stdio: ["pipe", "pipe", "pipe"] });
}

export function ended(child: ChildProcess, input: string | Uint8Array = ""): Promise<Ended> {
  return new Promise((resolve) => {
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout?.on("data", (block: Buffer) => out.push(block));
    child.stderr?.on("data", (block: Buffer) => err.push(block));
    child.stdin?.on("error", () => undefined); // it may end without reading
    child.stdin?.end(input);
    child.on("close", (code) =>
      resolve({ code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) }),
    );
  });
}

/** What a command says that could not do its work: one sentence, to a person. */
export function expectSentence({ out, err }: Ended, sentence: RegExp): void {
  expect(out).toBe("");
  expect(err).toMatch(/^homepoint: [^\n]+\n$/);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/Something broke|\bat .*:\d+:\d+/);
}

const passphrase = "correct horse battery staple";

const folders: string[] = [];

/** Gone when the tests of a file are done. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cli-"));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Options that name a data folder in `folder`, and what opens it. */
export async function vaultIn(folder: string): Promise<readonly string[]> {
  const file = join(folder, "passphrase");
  await writeFile(file, `${passphrase}\n`);
  return ["--data", join(folder, "data"), "--passphrase-file", file];
}
