import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../../../shared/data/apk", import.meta.url));

/** Real packages where this machine has them; the names of what is missing stand in the tests' names. */
export function realFiles(ending: string): readonly string[] {
  if (existsSync(folder))
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .toSorted()
      .map((name) => join(folder, name));
  console.warn(`SKIPPED: ${folder} is not there; real packages are not compared`);
  return [];
}

/** Whether a tool of Debian's is installed; where not, that is said loudly. */
export function hasTool(name: string): boolean {
  const found = spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
  if (!found) console.warn(`SKIPPED: ${name} is not installed; what it says is not compared`);
  return found;
}

export function runTool(name: string, args: readonly string[]): string {
  const { stdout } = spawnSync(name, args, { encoding: "utf8", maxBuffer: 512 * 1024 ** 2 });
  return stdout;
}
