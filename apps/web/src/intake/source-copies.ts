import { folderOf } from "./found-file.ts";
import type { IntakeTask } from "./intake-task.ts";

export type SourceFolder = { readonly folder: string; readonly count: number };

const logStates = ["taken-in", "needs-keys", "duplicate", "kept", "sealed"];

/** Folders from which logs came, most logs first; files dropped one by one have no folder. */
export function countByFolder(tasks: readonly IntakeTask[]): SourceFolder[] {
  const counts = new Map<string, number>();
  for (const { path, state } of tasks) {
    if (!logStates.includes(state)) continue;
    const folder = folderOf(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .map(([folder, count]) => ({ folder, count }))
    .sort((a, b) => b.count - a.count || (a.folder < b.folder ? -1 : 1));
}
