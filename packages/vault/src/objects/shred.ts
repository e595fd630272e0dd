import { formatEntryName, type EntryName, type ObjectId } from "../ring/entry-name.ts";
import { findGoodEntry } from "./find-entry.ts";
import { entryNames } from "./list.ts";
import type { ObjectParts } from "./parts.ts";

export type Shredded = {
  /** False where there was no such object, or it was shredded before. */
  readonly wasThere: boolean;
};

/**
 * Destroys the object's header, so that nothing opens its content again, then those of all that was
 * derived from it, then the contents. After a crash a header is whole or gone; once the object's is
 * gone, the same call or the next sweep finishes the rest.
 */
export function shredObject(parts: ObjectParts, id: ObjectId): Promise<Shredded> {
  const beginning = formatEntryName({ id });
  return parts.home.turns.take(id, async () => {
    const names = await Array.fromAsync(entryNames(parts, beginning));
    const originals = names.filter(({ kind }) => kind === undefined);
    const derived = names.filter(({ kind }) => kind !== undefined);
    await destroyEntries(parts, [...originals, ...derived]);
    return { wasThere: originals.length > 0 };
  });
}

/** Entries first, in this order: from then on nothing opens their payloads, which go next. */
export async function destroyEntries(
  parts: ObjectParts,
  names: readonly EntryName[],
): Promise<void> {
  const { ring, payloads } = parts.home;
  const orphans: string[] = [];
  for (const name of names) {
    // Of an entry that is not ours we do not believe which payload it names; a sweep finds ours.
    const entry = await findGoodEntry(parts, name);
    if (entry) orphans.push(entry.payload);
    await ring.destroy(formatEntryName(name));
  }
  for (const payload of orphans) await payloads.delete(payload);
}
