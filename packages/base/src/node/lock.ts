import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { utf8 } from "../bytes.ts";
import { defineProblems } from "../problems.ts";
import { createFile, giveName, isMissing } from "./files.ts";

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
  for (;;) {
    // Whole from the first moment: nobody takes a lock being written for one left behind.
    if (await createFile(path, utf8(mark))) return { release: () => rm(path, { force: true }) };
    const holder = await readFile(path, "utf8").catch(() => "");
    const [pid, start] = holder.trim().split(" ");
    if (isAlive(Number(pid), start))
      throw lockProblem("taken", { pid: pid ?? "unknown", folder: dirname(path) });
    await removeDead(path, holder);
  }
}

/** Several may find the same dead lock. A rename has one winner, who looks at what it moved. */
async function removeDead(path: string, holder: string): Promise<void> {
  const aside = `${path}.dead-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if ((await readFile(aside, "utf8")) === holder) return rm(aside);
  await giveName(aside, path).catch(() => rm(aside, { force: true })); // a living one's: put back
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
