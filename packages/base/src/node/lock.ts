import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { textOf, utf8 } from "../bytes.ts";
import { defineProblems } from "../problems.ts";
import { createFile, isMissing, readFileIfThere } from "./files.ts";

export const lockProblem = defineProblems("lock", {
  taken: "Another Homepoint (process {pid}) is at work in {folder}.",
});

export type Lock = { release(): Promise<void> };

/**
 * Holds a file for as long as this process lives, so that one writer works in a folder. A lock that
 * a dead process left behind is taken over, by one of all who find it.
 *
 * @throws lock/taken
 */
export async function takeLock(path: string): Promise<Lock> {
  const mark = `${process.pid} ${startOf(process.pid) ?? "?"} ${randomUUID()}\n`;
  const lock = { release: () => removeIf(path, mark) };
  for (;;) {
    // Whole from the first moment: nobody takes a lock being written for one left behind.
    if (await createFile(path, utf8(mark))) return lock;
    const found = await readMark(path);
    if (found === mark) return lock;
    if (isAliveHolder(found)) throw taken(found, path);
    if (found !== undefined) await succeed(path, found, mark);
  }
}

/**
 * Puts our mark in the place of a dead one. One at a time holds the successor's file, and only while
 * the dead mark is still there does it go over it. What anyone did wrong meanwhile shows in the lock
 * itself: whose mark it bears has it.
 */
async function succeed(path: string, dead: string, mark: string): Promise<void> {
  const successor = `${path}.next`;
  if (!(await createFile(successor, utf8(mark)))) {
    const other = await readMark(successor);
    if (other !== undefined && !isAliveHolder(other)) await removeIf(successor, other);
    return;
  }
  if ((await readMark(path)) !== dead) return removeIf(successor, mark);
  await rename(successor, path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

async function removeIf(path: string, mark: string): Promise<void> {
  if ((await readMark(path)) === mark) await rm(path, { force: true });
}

async function readMark(path: string): Promise<string | undefined> {
  const bytes = await readFileIfThere(path);
  return bytes && textOf(bytes);
}

function isAliveHolder(mark: string | undefined): boolean {
  const [pid, start] = (mark ?? "").split(" ");
  return isAlive(Number(pid), start?.trim());
}

function taken(mark: string | undefined, path: string) {
  return lockProblem("taken", { pid: mark?.split(" ")[0] ?? "unknown", folder: dirname(path) });
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
