import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readlink, realpath } from "node:fs/promises";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { AuditCourse } from "../../audit/course.ts";
import { inspectProblem } from "../../problems.ts";

/** A capture that is being made, until it is stopped. */
export type Capturing = {
  readonly pid: number;
  /** Why it ended by itself, as tcpdump says; undefined while it captures. */
  broke(): string | undefined;
  /** Packets that were lost, as tcpdump says itself. */
  stop(): Promise<{ readonly dropped: number }>;
};

/** Every packet whole, each written as it comes: a crash leaves what came before. */
const flags = ["-U", "--immediate-mode", "-s", "0", "-B", "32768", "-n", "-w", "-"];

/**
 * Whoever started it holds the other end of 3: when that closes, asked for or because the holder was
 * killed, the capture ends. A signal at the parent's death would not do: tcpdump gives up its rights.
 */
const line = '{ read -r _ <&3; kill -INT $$; } >/dev/null 2>&1 & exec tcpdump "$@" 3<&-';

/** @throws inspect/no-tcpdump, EEXIST where there is such a file */
export async function startTcpdump(link: string, path: string): Promise<Capturing> {
  const file = openSync(path, "wx", 0o600);
  const child = spawn("sh", ["-c", line, "sh", "-i", link, ...flags], {
    stdio: ["ignore", file, "pipe", "pipe"],
  });
  closeSync(file);
  const said = { text: "" };
  child.stderr?.on("data", (block: Buffer) => (said.text = `${said.text}${block}`.slice(-4000)));
  const ended = Promise.all([
    new Promise((resolve) => child.stderr?.once("close", resolve)),
    new Promise((resolve) => child.once("exit", resolve)),
  ]);
  const letGo = () => (child.stdio[3] as Socket | null)?.destroy();
  await listening(child, { said, link, ended }).catch((error: unknown) => {
    letGo();
    throw error;
  });
  return {
    pid: child.pid ?? 0,
    broke: () => (hasEnded(child) ? lastLine(said.text) : undefined),
    stop: async () => {
      const endedItself = hasEnded(child);
      letGo();
      await ended;
      const dropped = /(\d+) packets? dropped by kernel/.exec(said.text)?.[1];
      // One that ended by itself has lost all that came after.
      return { dropped: endedItself || dropped === undefined ? 1 : Number(dropped) };
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode !== null || signalCode !== null;

const lastLine = (text: string) => text.trim().split("\n").at(-1) ?? "";

type Begun = {
  readonly said: { readonly text: string };
  readonly link: string;
  /** It is gone, and has said all. */
  readonly ended: Promise<unknown>;
};

function listening(child: ChildProcess, { said, link, ended }: Begun): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(inspectProblem("no-tcpdump", { link, why: lastLine(said.text) }));
    child.once("error", fail);
    void ended.then(fail);
    child.stderr?.on("data", () => {
      if (said.text.includes("listening on")) resolve();
    });
  });
}

/** Ends captures that a broken-off audit left running, if they are still the ones it began. */
export async function endLeftCaptures(
  { crossings }: Pick<AuditCourse, "crossings">,
  folder: string,
): Promise<void> {
  for (const { name, pid, until } of crossings.flatMap(({ captures }) => captures)) {
    if (pid === undefined || until !== undefined) continue;
    const output = await readlink(`/proc/${pid}/fd/1`).catch(() => undefined);
    if (output !== undefined && output === (await realpath(join(folder, name)))) {
      process.kill(pid, "SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 200)); // it writes what it still holds
    }
  }
}
