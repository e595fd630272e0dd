import type { Written } from "../flight.ts";

const longestName = 200;
const longestNotes = 20_000;
const longestTag = 50;
const mostTags = 50;

type Found = { readonly name: unknown; readonly notes: unknown; readonly tags: readonly unknown[] };

/** Takes from a foreign file what a flight can hold; undefined where it says nothing. */
export function writtenFrom({ name, notes, tags }: Found): Written | undefined {
  const kept = {
    name: textOf(name, longestName),
    notes: textOf(notes, longestNotes),
    tags: [...new Set(tags.map((tag) => textOf(tag, longestTag).replace(/\s*,\s*/g, " ")))]
      .filter(Boolean)
      .slice(0, mostTags),
  };
  if (kept.name === "" && kept.notes === "" && kept.tags.length === 0) return undefined;
  return {
    ...(kept.name && { name: kept.name }),
    ...(kept.notes && { notes: kept.notes }),
    ...(kept.tags.length > 0 && { tags: kept.tags }),
  };
}

function textOf(value: unknown, longest: number): string {
  return typeof value === "string" ? value.trim().slice(0, longest).trim() : "";
}
