import type { BroughtFile } from "@homepoint/flight";
import type { IntakeTask, TaskState } from "./intake-task.ts";

const becomes: Readonly<Record<TaskState, BroughtFile["became"]>> = {
  waiting: "failed",
  sending: "failed",
  "taken-in": "in",
  "needs-keys": "in",
  sealed: "in",
  duplicate: "double",
  list: "list",
  kept: "left",
  unknown: "left",
  media: "left",
  "too-large": "failed",
  failed: "failed",
  cancelled: "failed",
};

/** What became of the files, as a reconciliation wants it. */
export function broughtFiles(tasks: readonly IntakeTask[]): BroughtFile[] {
  return tasks.map(({ path, state, flights, because, stranger }) => ({
    path,
    became: becomes[state],
    flights,
    ...(because !== undefined && { because }),
    ...(stranger && { stranger }),
  }));
}
