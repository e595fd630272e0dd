import { sensitivities } from "@homepoint/api";
import { noEdit, type Edit } from "./flight-row.ts";

/** What people wrote on all logs of a flight, as one: nothing is lost, the strictest word counts. */
export function mergeEdits(edits: readonly Edit[]): Edit {
  const [only = noEdit] = edits;
  if (edits.length < 2) return only;
  const notes = edits.map((edit) => edit.notes).filter((text) => text.trim() !== "");
  const strict = Math.max(
    ...edits.map(({ sensitivity }) => (sensitivity ? sensitivities.indexOf(sensitivity) : -1)),
  );
  return {
    name: edits.find(({ name }) => name !== null)?.name ?? null,
    pilot: edits.find(({ pilot }) => pilot !== null)?.pilot ?? null,
    notes: [...new Set(notes)].join("\n\n"),
    tags: [...new Set(edits.flatMap(({ tags }) => tags))].sort(),
    sensitivity: sensitivities[strict] ?? null,
  };
}
