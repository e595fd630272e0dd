import { spawn, spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { isMissing } from "@homepoint/base/node";
import type { AppPackage } from "../../app/app-package.ts";
import { usualLimits } from "../../app/budget.ts";
import type { TrackerSignature } from "../../app/findings/trackers.ts";
import { idsigHeadBytes } from "../../app/signing/idsig.ts";
import { inspectProblem } from "../../problems.ts";

export type ChildQuestion = {
  readonly trackers: readonly TrackerSignature[];
  /** Base64 of the beginning of the file beside the package that has its signature of scheme v4. */
  readonly idsig?: string | undefined;
};

export type ChildAnswer =
  | { readonly app: AppPackage }
  | { readonly notAPackage: string }
  | { readonly broke: string };

/** What kept the inspection from doing anything else, were the package to take it over. */
export type Contained = "no-network" | "no-network-by-node" | "files-only";

export type InspectedFile = { readonly app: AppPackage; readonly contained: Contained };

const heapMegabytes = 1024;
/** After its own limit of time has not ended it. */
const patience = 15_000;
const largestAnswer = 256 * 1024 ** 2;

/**
 * Inspects a package in a process of its own, which may read that file and its own code, write nothing,
 * start nothing, and has a network of its own without a way out where the system gives one.
 * @throws inspect/not-a-package, inspect/inspection-broke
 */
export async function inspectInChild(
  path: string,
  trackers: readonly TrackerSignature[] = [],
): Promise<InspectedFile> {
  const name = basename(path);
  const { command, args, contained } = commandFor(realpathSync(path));
  const question: ChildQuestion = { trackers, idsig: await readBeside(`${path}.idsig`) };
  const answer = await run(command, args, JSON.stringify(question));
  if ("app" in answer) return { app: answer.app, contained };
  if ("notAPackage" in answer)
    throw inspectProblem("not-a-package", { name, why: answer.notAPackage });
  throw inspectProblem("inspection-broke", { name, why: answer.broke });
}

/** Undefined where there is no such file. */
async function readBeside(path: string): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(idsigHeadBytes), { position: 0 });
      return buffer.toString("base64", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const extension = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const script = fileURLToPath(new URL(`./inspect-child${extension}`, import.meta.url));
/** Where this program's own code lies, with the packages that it is made of. */
const ownCode = fileURLToPath(new URL("../../../../../", import.meta.url));

function commandFor(path: string) {
  const node = [...permissions(path), `--max-old-space-size=${heapMegabytes}`, ...conditions];
  const own = [process.execPath, ...node, script, path];
  const isAlone = canUnshare();
  const byNode = process.allowedNodeEnvironmentFlags.has("--allow-net");
  const contained: Contained = isAlone
    ? "no-network"
    : byNode
      ? "no-network-by-node"
      : "files-only";
  const [command = "", ...args] = isAlone ? [...unshare, ...own] : own;
  return { command, args, contained };
}

const unshare = ["unshare", "--map-root-user", "--net", "--"];

function canUnshare(): boolean {
  const [command = "", ...args] = unshare;
  return process.platform === "linux" && spawnSync(command, [...args, "true"]).status === 0;
}

function permissions(path: string): string[] {
  const flag = ["--permission", "--experimental-permission"].find((one) =>
    process.allowedNodeEnvironmentFlags.has(one),
  );
  if (flag === undefined) return [];
  return [flag, `--allow-fs-read=${path}`, `--allow-fs-read=${ownCode}*`];
}

/** Tests run the source, and so does what they start. */
const conditions = extension === ".ts" ? ["--conditions=@homepoint/source"] : [];

function run(command: string, args: readonly string[], input: string): Promise<ChildAnswer> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env: {} });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let length = 0;
    let why = "";
    const end = (reason: string) => {
      why ||= reason;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => end("it took too long"), usualLimits.milliseconds + patience);
    child.stdout.on("data", (block: Buffer) => {
      out.push(block);
      length += block.length;
      if (length > largestAnswer) end("there was too much to tell");
    });
    child.stderr.on("data", (block: Buffer) => err.push(block));
    child.stdin.on("error", () => undefined); // it may end before it has read
    child.on("error", ({ message }) => end(message));
    child.on("close", (code) => {
      clearTimeout(timer);
      const ended = why || (code === 0 ? "" : lastLine(err) || `it ended with ${code}`);
      resolve(
        ended ? { broke: ended } : (JSON.parse(Buffer.concat(out).toString()) as ChildAnswer),
      );
    });
    child.stdin.end(input);
  });
}

function lastLine(blocks: readonly Buffer[]): string {
  const lines = Buffer.concat(blocks).toString().trim().split("\n");
  return (lines.find((line) => /Error|FATAL/.test(line)) ?? lines.at(-1) ?? "").slice(0, 200);
}
