import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { defineProblems } from "../problems.ts";
import { isTaken } from "./files.ts";

export const lockProblem = defineProblems("lock", {
  taken: "Another Homepoint (process {pid}) is at work in {folder}.",
});

export type Lock = { release(): Promise<void> };

/**
 * Holds a file for as long as this process lives, so that one writer works in a folder. A lock that
 * a dead process left behind is taken over.
 *
 * @throws lock/taken
 */
export async function takeLock(path: string): Promise<Lock> {
  const mark = `${process.pid} ${startOf(process.pid) ?? "?"}\n`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      await writeFile(path, mark, { flag: "wx", mode: 0o600 });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    const holder = await readFile(path, "utf8").catch(() => "");
    const [pid, start] = holder.trim().split(" ");
    if (isAlive(Number(pid), start))
      throw lockProblem("taken", { pid: pid ?? "unknown", folder: dirname(path) });
    await rm(path, { force: true });
  }
}

function isAlive(pid: number, start: string | undefined): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  // Process numbers are used again: another start means another process.
  const now = startOf(pid);
  return now === undefined || start === "?" || now === start;
}

/** Ticks since boot at which a process started (proc(5), field 22); undefined off Linux. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
