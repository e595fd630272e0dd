import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  beginCourse,
  beginPartAnew,
  nextStep,
  readCourse,
  takeUpAgain,
} from "../../audit/course.ts";
import { usualPlan, type AuditPlan, type PlannedPhase } from "../../audit/plan.ts";
import { madeScope } from "../../testing/made-audit.ts";
import { judgeCourse } from "./judge-course.ts";
import { courseFile, runAudit, type AuditGuide } from "./run-audit.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "audit-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plan: AuditPlan = {
  scope: madeScope,
  crossings: (["standard", "local-data"] as const).map((app) => ({
    app,
    posture: "none",
    phases: (["baseline", "take-off", "landing"] as const).map((change) => ({
      change,
      seconds: 1,
    })),
  })),
};

/** Says yes to everything, until it is asked for what it breaks at. */
class MadeGuide implements AuditGuide {
  readonly asked: string[] = [];
  readonly #breaksAt: number;

  constructor(breaksAt = Number.POSITIVE_INFINITY) {
    this.#breaksAt = breaksAt;
  }

  crossing(): Promise<void> {
    return Promise.resolve();
  }

  async phase({ change }: PlannedPhase): Promise<"done" | "skipped"> {
    this.asked.push(change);
    if (this.asked.length > this.#breaksAt) throw new Error("the power went");
    return change === "landing" ? "skipped" : "done";
  }

  watching(): void {
    // nobody looks on
  }

  told(): void {
    // nobody listens
  }
}

const partsWith = (guide: AuditGuide) => ({
  folder,
  guide,
  clock: () => new Date("2026-05-04T10:00:00.000Z"),
  pause: () => Promise.resolve(),
});

const startedAt = "2026-05-04T10:00:00.000Z";
const start = () => beginCourse(plan, startedAt);
const kept = async () => readCourse(await readFile(join(folder, courseFile)))!; // it was just written

test("an audit that breaks off goes on with the state it broke off in, wherever that was", async () => {
  for (let breaksAt = 1; breaksAt < 6; breaksAt += 1) {
    await expect(runAudit(start(), partsWith(new MadeGuide(breaksAt)))).rejects.toThrow("power");
    const guide = new MadeGuide();
    const ended = await runAudit(
      takeUpAgain(await kept(), "2026-05-04T11:00:00.000Z"),
      partsWith(guide),
    );
    expect(guide.asked).toHaveLength(6 - breaksAt);
    expect(nextStep(ended)).toEqual({ kind: "judge" });
    for (const { phases } of ended.crossings)
      expect(phases.map(({ change, answer }) => [change, answer])).toEqual([
        ["baseline", "done"],
        ["take-off", "done"],
        ["landing", "skipped"],
      ]);
  }
});

test("where a capture ran, the time between is a gap", () => {
  const course = start();
  const capture = { name: "1.pcap", side: "outer", from: course.startedAt, dropped: 0 } as const;
  const [first, ...rest] = course.crossings;
  const crossings = [{ ...first!, captures: [capture] }, ...rest]; // two were planned
  const again = takeUpAgain({ ...course, crossings }, "2026-05-04T11:00:00.000Z");
  expect(again.crossings[0]).toMatchObject({
    gaps: [{ from: course.startedAt, until: "2026-05-04T11:00:00.000Z" }],
    captures: [{ until: course.startedAt }],
  });
});

test("broken off behind its last state, a part is closed, and nobody is asked again", async () => {
  const phase = { change: "baseline", from: startedAt, until: startedAt, answer: "done" } as const;
  const course = start();
  const [first, ...rest] = course.crossings;
  const made = { ...first!, phases: [phase, phase, phase], isDone: false }; // two were planned
  const guide = new MadeGuide();
  const ended = await runAudit(
    { ...course, crossings: [made, ...rest.map((one) => ({ ...one, isDone: true }))] },
    partsWith(guide),
  );
  expect(guide.asked).toEqual([]);
  expect(nextStep(ended)).toEqual({ kind: "judge" });
});

test("a part that is begun anew loses its gap, and the parts before stand", () => {
  const course = start();
  const [first, second] = course.crossings;
  const gap = { from: course.startedAt, until: course.startedAt };
  const broken = { ...second!, gaps: [gap] }; // two were planned
  const again = beginPartAnew({ ...course, crossings: [{ ...first!, isDone: true }, broken] });
  expect(again.crossings).toEqual([{ ...first!, isDone: true }, second]);
});

test("without a capture an audit proves nothing, and says so", async () => {
  const ended = await runAudit(start(), partsWith(new MadeGuide()));
  const revealPlant = () => Promise.resolve(undefined);
  const body = await judgeCourse(ended, { folder, revealPlant, primitives });
  const [app] = body.claims;
  expect(app?.verdict).toBe("proves-nothing");
  expect(app?.because).toEqual(expect.arrayContaining(["baseline-silent", "no-capture"]));
});

test("the usual plan tests the app where it could leak, and the gateway where the app would", () => {
  const planned = usualPlan(madeScope, { withGateway: true, idleSeconds: 60 });
  expect(planned.crossings.map(({ app, posture }) => [app, posture])).toEqual([
    ["standard", "observing"],
    ["local-data", "observing"],
    ["standard", "enforcing"],
  ]);
  const alone = usualPlan(madeScope, { withGateway: false, idleSeconds: 60 });
  expect(alone.crossings.map(({ posture }) => posture)).toEqual(["none", "none"]);
});
