import { textOf } from "@homepoint/base";
import { count, flag, hash, list, oneOf, part, text, time, type ShapeOf } from "../report/shape.ts";
import type { AuditPlan, PlannedPhase } from "./plan.ts";
import { readPlan } from "./plan.ts";
import { stateChanges } from "./state-changes.ts";

const phaseShape = part(
  {
    change: oneOf(stateChanges),
    from: time,
    until: time,
    answer: oneOf(["done", "skipped"]),
  },
  { note: text },
);
export type PhaseMade = ShapeOf<typeof phaseShape>;

const captureShape = part(
  { name: text, side: oneOf(["inner", "outer"]), from: time, dropped: count },
  { until: time, pid: count },
);

const crossingShape = part({
  phases: list(phaseShape, 1000),
  captures: list(captureShape, 1000),
  gaps: list(part({ from: time, until: time }), 1000),
  isDone: flag,
});
export type CrossingMade = ShapeOf<typeof crossingShape>;

const courseShape = part(
  {
    v: oneOf([1]),
    startedAt: time,
    /** When the program was last known to run. */
    aliveAt: time,
    crossings: list(crossingShape, 100),
  },
  { commitment: hash },
);

/** How far an audit has come; written before and after each step, so that a crash costs one state. */
export type AuditCourse = ShapeOf<typeof courseShape> & { readonly plan: AuditPlan };

export function beginCourse(plan: AuditPlan, at: string, commitment?: string): AuditCourse {
  const crossings = plan.crossings.map(() => ({
    phases: [],
    captures: [],
    gaps: [],
    isDone: false,
  }));
  return {
    v: 1,
    plan,
    startedAt: at,
    aliveAt: at,
    crossings,
    ...(commitment !== undefined && { commitment }),
  };
}

/** Undefined where the bytes are no course. */
export function readCourse(bytes: Uint8Array): AuditCourse | undefined {
  try {
    const read = JSON.parse(textOf(bytes)) as { readonly plan?: unknown };
    const plan = readPlan(new TextEncoder().encode(JSON.stringify(read.plan)));
    return plan && courseShape(read) && read.crossings.length === plan.crossings.length
      ? { ...read, plan }
      : undefined;
  } catch {
    return undefined; // no JSON
  }
}

export type NextStep =
  | { readonly kind: "phase"; readonly crossing: number; readonly phase: PlannedPhase }
  | { readonly kind: "close"; readonly crossing: number }
  | { readonly kind: "judge" };

/** What comes next, whatever came before. */
export function nextStep({ plan, crossings }: AuditCourse): NextStep {
  const crossing = crossings.findIndex(({ isDone }) => !isDone);
  if (crossing === -1) return { kind: "judge" };
  const made = crossings[crossing]?.phases.length ?? 0;
  const phase = plan.crossings[crossing]?.phases[made];
  return phase ? { kind: "phase", crossing, phase } : { kind: "close", crossing };
}

export function changeCrossing(
  course: AuditCourse,
  place: number,
  change: (made: CrossingMade) => CrossingMade,
): AuditCourse {
  return {
    ...course,
    crossings: course.crossings.map((made, at) => (at === place ? change(made) : made)),
  };
}

/** Drops what was made of the part that was broken off: with a gap in it, it would prove nothing. */
export function beginPartAnew(course: AuditCourse): AuditCourse {
  const next = nextStep(course);
  if (next.kind === "judge") return course;
  const made = { phases: [], captures: [], gaps: [], isDone: false };
  return changeCrossing(course, next.crossing, () => made);
}

/** After a crash: nobody captured from the last sign of life until now. */
export function takeUpAgain(course: AuditCourse, at: string): AuditCourse {
  const next = nextStep(course);
  if (next.kind === "judge") return course;
  return changeCrossing(course, next.crossing, (made) =>
    made.captures.length === 0
      ? made
      : {
          ...made,
          captures: made.captures.map((one) => ({ ...one, until: one.until ?? course.aliveAt })),
          gaps: [...made.gaps, { from: course.aliveAt, until: at }],
        },
  );
}
