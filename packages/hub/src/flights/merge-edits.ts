import { sensitivities, type FlightEdit } from "@homepoint/api";
import type { Written } from "@homepoint/flight";
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

/** What a log carries from where it was. */
export function editFrom({ name, notes, tags }: Written): Edit {
  return { ...noEdit, name: name ?? null, notes: notes ?? "", tags: [...(tags ?? [])].sort() };
}

/** What people wrote, after they changed it. */
export function edited(before: Edit, { set, addTags, removeTags }: FlightEdit): Edit {
  const tags = before.tags.filter((tag) => !removeTags.includes(tag));
  return {
    name: set.name === undefined ? before.name : set.name,
    pilot: set.pilot === undefined ? before.pilot : set.pilot,
    sensitivity: set.sensitivity === undefined ? before.sensitivity : set.sensitivity,
    notes: set.notes ?? before.notes,
    tags: [...new Set([...tags, ...addTags])].sort(),
  };
}
