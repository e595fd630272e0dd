import { spawn, spawnSync } from "node:child_process";
import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newFolder } from "./new-folder.contract.ts";

export const hasAge = spawnSync("age", ["--version"]).status === 0;
// oxlint-disable-next-line no-console -- what is skipped is said aloud
if (!hasAge) console.warn("SKIPPED: the age command is not installed; tests against it do not run");

/** For names of tests: says why they did not run. */
export const withAge = hasAge ? "" : " (SKIPPED: the age command is not installed)";

/** util-linux's; others know other options. */
export const hasScript: boolean =
  hasAge && spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux");
// oxlint-disable-next-line no-console -- what is skipped is said aloud
if (hasAge && !hasScript) console.warn("SKIPPED: script of util-linux is not here to type at age");
export const withScript = hasScript ? "" : " (SKIPPED: needs script of util-linux)";

type Run = { readonly status: number | null; readonly output: Uint8Array; readonly errors: string };

/** Runs a command to its end. */
export function run(command: string, args: readonly string[], input?: Uint8Array): Promise<Run> {
  return runIn(process.env, command, args, input);
}

/** A shell that finds these commands and no others: what else a line needs, it does not get. */
export async function onlyWith(commands: readonly string[]) {
  const folder = await newFolder("path");
  for (const name of commands) {
    const { stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    await symlink(stdout.trim(), join(folder, name));
  }
  return (...args: readonly string[]) => runIn({ PATH: folder }, "/bin/sh", args);
}

function runIn(
  env: NodeJS.ProcessEnv,
  command: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    const [output, errors]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (block: Buffer) => output.push(block));
    child.stderr.on("data", (block: Buffer) => errors.push(block));
    child.stdin.on("error", () => undefined); // it stopped reading: its status says why
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({
        status,
        output: Uint8Array.from(Buffer.concat(output)),
        errors: Buffer.concat(errors).toString(),
      }),
    );
    child.stdin.end(input);
  });
}

/** Opens with the age command and an identity in a file. */
export async function openWithAge(file: Uint8Array, identity: string): Promise<Run> {
  const path = join(await newFolder("age"), "identity.txt");
  await writeFile(path, `${identity}\n`, { mode: 0o600 });
  return run("age", ["--decrypt", "--identity", path], file);
}

/** Seals with the age command. */
export async function sealWithAge(bytes: Uint8Array, recipient: string): Promise<Uint8Array> {
  return (await run("age", ["--recipient", recipient], bytes)).output;
}
