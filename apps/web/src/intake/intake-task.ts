import type { Stranger } from "@homepoint/flight";

/** Where one file is on its way in; from `taken-in` on it went as far as it will by itself. */
export const taskStates = [
  "waiting",
  "sending",
  "taken-in",
  "needs-keys",
  "duplicate",
  "kept",
  "sealed",
  "list",
  "unknown",
  "media",
  "too-large",
  "failed",
  "cancelled",
] as const;
export type TaskState = (typeof taskStates)[number];

export type IntakeTask = {
  readonly number: number;
  readonly path: string;
  readonly size: number;
  readonly state: TaskState;
  /** Bytes that have left for the hub. */
  readonly sent: number;
  /** Flights that came of it. */
  readonly flights: readonly string[];
  /** Code of the problem that stands behind `unknown` or `failed`. */
  readonly because: string | undefined;
  /** Of `unknown`: another software's own file. */
  readonly stranger?: Stranger | undefined;
};

export type IntakeTotals = {
  readonly files: number;
  readonly done: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly byState: Readonly<Partial<Record<TaskState, number>>>;
};

const unfinished: readonly TaskState[] = ["waiting", "sending"];

export function isFinished({ state }: Pick<IntakeTask, "state">): boolean {
  return !unfinished.includes(state);
}

export function totalsOf(tasks: Iterable<IntakeTask>): IntakeTotals {
  const byState: Partial<Record<TaskState, number>> = {};
  let [files, done, bytes, bytesDone] = [0, 0, 0, 0];
  for (const task of tasks) {
    files += 1;
    bytes += task.size;
    byState[task.state] = (byState[task.state] ?? 0) + 1;
    if (isFinished(task)) {
      done += 1;
      bytesDone += task.size;
    } else bytesDone += Math.min(task.sent, task.size);
  }
  return { files, done, bytes, bytesDone, byState };
}
