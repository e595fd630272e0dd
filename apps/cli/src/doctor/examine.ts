import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { tryToReach, type Canary, type Line } from "@homepoint/hub";
import type { Client } from "@homepoint/sdk";
import { ownProgram } from "../own-program.ts";
import { CanaryCage, canaryHosts } from "./canary.ts";
import { lookFromOutside } from "./outside.ts";
import { checkWords } from "./words.ts";

export type Examination = {
  readonly level: "full" | "partial" | "none";
  /** Whether all that the level promises is held; of `none`, nothing does. */
  readonly holds: boolean;
  readonly lines: readonly (Line & { readonly promised: boolean })[];
};

/** Promised wherever anything is, and only to be seen from outside. */
const outerPromises = ["canary", "canary-fresh", "namespace", "front"] as const;

/** Tries what the hub claims of itself, from inside and outside. What cannot be told does not hold. */
export async function examine(client: Client): Promise<Examination> {
  const told = await client.getContainment({});
  const { level, pid } = told;
  const seen = [...(await tryCanaries(client, pid)), ...lookFromOutside(told)];
  const promised = new Set<string>(level === "none" ? [] : [...told.promised, ...outerPromises]);
  const lines = Object.keys(checkWords).flatMap((check) => {
    const both = [...seen, ...told.lines].filter((line) => line.check === check);
    // What an outsider sees counts; what only the hub itself can tell is taken from it.
    const line = both.find(({ verdict }) => verdict !== "cannot-tell") ?? both[0];
    return line ? [{ ...line, promised: promised.has(check) }] : [];
  });
  const isHeld = lines.every((line) => !line.promised || line.verdict === "held");
  return { level, holds: level !== "none" && isHeld, lines };
}

/** Puts on record what was found. */
export async function recordExamination(client: Client, found: Examination): Promise<void> {
  const { level, holds, lines } = found;
  const of = (verdict: Line["verdict"]) =>
    lines.filter((line) => line.verdict === verdict).map(({ check }) => check);
  await client.recordExamination({
    level,
    holds,
    held: of("held"),
    notHeld: of("not-held"),
    cannotTell: of("cannot-tell"),
  });
}

type Trial = { readonly reached: readonly string[]; readonly found: string };
type Outcome = { readonly way: string; readonly outcome: string };

/** Each canary is first shown to be alive: whoever may get out reaches it. */
async function tryCanaries(client: Client, pid: number): Promise<readonly Line[]> {
  const cages = await Promise.all(canaryHosts().map((host) => CanaryCage.open(host)));
  try {
    const alive: string[] = [];
    for (const cage of cages) {
      await tryToReach(cage.canary);
      alive.push(...cage.arrived());
    }
    const fromHub = await tryAll(cages, (canary) => client.tryToGetOut(canary));
    const fromFresh = await tryAll(cages, (canary) => tryBeside(pid, canary));
    return [lineOf("canary", alive, fromHub), lineOf("canary-fresh", alive, fromFresh)];
  } finally {
    for (const cage of cages) cage.close();
  }
}

type Try = (canary: Canary) => Promise<{ readonly tried: readonly Outcome[] } | undefined>;

async function tryAll(cages: readonly CanaryCage[], tryIt: Try): Promise<Trial | undefined> {
  const reached: string[] = [];
  const [ways, outcomes] = [new Set<string>(), new Set<string>()];
  for (const cage of cages) {
    const answer = await tryIt(cage.canary);
    if (!answer) return undefined;
    for (const { way, outcome } of answer.tried) {
      ways.add(way);
      outcomes.add(outcome);
    }
    reached.push(...cage.arrived().map((way) => `${way} at ${cage.canary.host}`));
  }
  const places = cages.map(({ canary }) => canary.host).join(", ");
  return { reached, found: `${[...ways].join(", ")} to ${places}: ${[...outcomes].join(", ")}` };
}

function lineOf(check: string, alive: readonly string[], trial: Trial | undefined): Line {
  if (!trial) return { check, verdict: "cannot-tell", found: "nsenter" };
  if (trial.reached.length > 0)
    return { check, verdict: "not-held", found: trial.reached.join(", ") };
  if (alive.length === 0) return { check, verdict: "cannot-tell", found: "no canary" };
  return { check, verdict: "held", found: trial.found };
}

/** The same from a new process in the hub's namespace; undefined where none may be started there. */
function tryBeside(pid: number, canary: Canary): ReturnType<Try> {
  const tries = [...ownProgram(), "doctor", "--tries", JSON.stringify(canary)];
  const args = [...namespacesOf(pid), "--", ...tries];
  return new Promise((resolve) => {
    const child = spawn("nsenter", args, { stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 });
    let text = "";
    child.stdout.on("data", (block: Buffer) => (text += String(block)));
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => {
      if (code !== 0) return resolve(undefined);
      resolve({ tried: JSON.parse(text) as Outcome[] }); // written by this very program
    });
  });
}

function namespacesOf(pid: number): readonly string[] {
  const target = ["--target", String(pid), "--net"];
  return isOtherUserNamespace(pid) ? [...target, "--user", "--preserve-credentials"] : target;
}

function isOtherUserNamespace(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`) !== readlinkSync("/proc/self/ns/user");
  } catch {
    return false;
  }
}
