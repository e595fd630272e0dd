import { spawn } from "node:child_process";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { isTaken, replaceFile } from "@homepoint/base/node";
import {
  changeCrossing,
  nextStep,
  type AuditCourse,
  type CrossingMade,
  type PhaseMade,
} from "../../audit/course.ts";
import type { PlannedCrossing, PlannedPhase } from "../../audit/plan.ts";
import { usualSeconds } from "../../audit/state-changes.ts";
import { inspectProblem } from "../../problems.ts";
import { startTcpdump, type Capturing } from "./tcpdump.ts";

export const courseFile = "audit.json";

/** Whoever leads through an audit: a person at a terminal, or nobody. */
export interface AuditGuide {
  /** Set app and gateway so; resolves when they are. */
  crossing(planned: PlannedCrossing, place: number): Promise<void>;
  /** Make this change; resolves when it was made, or is not going to be. */
  phase(planned: PlannedPhase): Promise<"done" | "skipped">;
  watching(planned: PlannedPhase, secondsLeft: number): void;
  told(line: string): void;
}

export type RunParts = {
  readonly folder: string;
  readonly guide: AuditGuide;
  readonly clock: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** Goes through what is left of an audit, capturing, until there is nothing but to judge. */
export async function runAudit(begun: AuditCourse, parts: RunParts): Promise<AuditCourse> {
  const { folder, guide, clock } = parts;
  let course = begun;
  let capturing: readonly Watched[] = [];
  let at = -1;
  const keep = async (next: AuditCourse) => {
    course = { ...next, aliveAt: clock().toISOString() };
    await replaceFile(join(folder, courseFile), utf8(JSON.stringify(course)));
  };
  try {
    for (let next = nextStep(course); next.kind !== "judge"; next = nextStep(course)) {
      const planned = course.plan.crossings[next.crossing] as PlannedCrossing; // it is the plan's
      // Broken off behind its last state, a part needs nothing but to be closed.
      const isOver = next.kind === "close" && course.crossings[next.crossing]?.phases.length !== 0;
      if (next.crossing !== at && !isOver) {
        at = next.crossing;
        await setUp(planned, at, guide);
        capturing = await startCaptures(course, { place: at, planned, parts });
        const made = capturing.map(({ entry }) => entry);
        await keep(addTo(course, at, { captures: made }));
      }
      if (next.kind === "close") {
        const place = next.crossing;
        course = await stopCaptures(course, { place, capturing, clock });
        capturing = [];
        await keep(changeCrossing(course, place, (made) => ({ ...made, isDone: true })));
      } else {
        const watched = capturing;
        const alive = async (what: "look" | "keep") => {
          for (const one of watched) throwIfBroken(one);
          if (what === "keep") await keep(course);
        };
        const made = await makePhase(next.phase, { planned, parts, alive });
        await keep(addTo(course, at, { phases: [made] }));
      }
    }
  } finally {
    await stopAll(capturing);
  }
  return course;
}

type Watched = {
  readonly link: string;
  readonly capture: Capturing;
  readonly entry: CrossingMade["captures"][number];
};

function addTo(
  course: AuditCourse,
  place: number,
  more: Partial<Pick<CrossingMade, "phases" | "captures">>,
): AuditCourse {
  return changeCrossing(course, place, (made) => ({
    ...made,
    phases: [...made.phases, ...(more.phases ?? [])],
    captures: [...made.captures, ...(more.captures ?? [])],
  }));
}

async function setUp(planned: PlannedCrossing, place: number, guide: AuditGuide): Promise<void> {
  if (planned.do === undefined) await guide.crossing(planned, place);
  else await runLine(planned.do);
}

const sides = ["inner", "outer"] as const;

type StartParts = {
  readonly place: number;
  readonly planned: PlannedCrossing;
  readonly parts: RunParts;
};

async function startCaptures(
  { plan }: AuditCourse,
  { place, planned, parts }: StartParts,
): Promise<readonly Watched[]> {
  const watched: Watched[] = [];
  try {
    for (const side of sides) {
      const link = side === "inner" ? plan.innerInterface : plan.outerInterface;
      if (link === undefined || planned[side] !== undefined) continue;
      const { name, capture } = await startNew(link, `${place + 1}-${side}`, parts.folder);
      const from = parts.clock().toISOString();
      watched.push({ link, capture, entry: { name, side, from, dropped: 0, pid: capture.pid } });
    }
  } catch (error) {
    await stopAll(watched);
    throw error;
  }
  return watched;
}

async function stopAll(watched: readonly Watched[]): Promise<void> {
  for (const { capture } of watched) await capture.stop();
}

/** Under a name that is free: a crash may have left a file that nobody had noted yet. */
async function startNew(
  link: string,
  name: string,
  folder: string,
): Promise<{ readonly name: string; readonly capture: Capturing }> {
  for (let turn = 0; ; turn += 1) {
    const file = `${name}${turn > 0 ? `-${turn}` : ""}.pcap`;
    try {
      return { name: file, capture: await startTcpdump(link, join(folder, file)) };
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** @throws inspect/capture-ended */
function throwIfBroken({ link, capture }: Watched): void {
  const why = capture.broke();
  if (why !== undefined) throw inspectProblem("capture-ended", { link, why });
}

type StopParts = {
  readonly place: number;
  readonly capturing: readonly Watched[];
  readonly clock: () => Date;
};

async function stopCaptures(
  course: AuditCourse,
  { place, capturing, clock }: StopParts,
): Promise<AuditCourse> {
  const lost = new Map<string, number>();
  for (const { capture, entry } of capturing) lost.set(entry.name, (await capture.stop()).dropped);
  const until = clock().toISOString();
  return changeCrossing(course, place, (made) => ({
    ...made,
    captures: made.captures.map((one) =>
      lost.has(one.name) ? { ...one, until, dropped: lost.get(one.name) ?? 0 } : one,
    ),
  }));
}

type PhaseParts = {
  readonly planned: PlannedCrossing;
  readonly parts: RunParts;
  readonly alive: (what: "look" | "keep") => Promise<void>;
};

const aliveEverySeconds = 5;

/** A state begins when it is asked for: what an app sends while it changes belongs to it. */
async function makePhase(
  phase: PlannedPhase,
  { planned, parts, alive }: PhaseParts,
): Promise<PhaseMade> {
  const { change, note } = phase;
  const more = note === undefined ? {} : { note };
  if (phase.from !== undefined && phase.until !== undefined && isBrought(planned))
    return { change, from: phase.from, until: phase.until, answer: "done", ...more };
  const { guide, clock, pause } = parts;
  const from = clock().toISOString();
  if (phase.do !== undefined) await runLine(phase.do);
  const answer = phase.do === undefined ? await guide.phase(phase) : "done";
  const seconds = answer === "done" ? (phase.seconds ?? usualSeconds(change)) : 0;
  for (let left = seconds; left > 0; left -= 1) {
    guide.watching(phase, left);
    await pause(Math.min(1, left) * 1000);
    await alive(Math.round(seconds - left) % aliveEverySeconds === 0 ? "keep" : "look");
  }
  return { change, from, until: clock().toISOString(), answer, ...more };
}

function isBrought({ inner, outer }: PlannedCrossing): boolean {
  return inner !== undefined || outer !== undefined;
}

/** @throws inspect/line-failed */
function runLine(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", line], { stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(inspectProblem("line-failed", { line, code: String(code) })),
    );
  });
}
