import { isProblem } from "@homepoint/base";
import { formatEntryName, isLasting, type EntryName, type ObjectId } from "../ring/entry-name.ts";
import { formatRingEntry } from "../ring/entry.ts";
import { getEntry } from "./find-entry.ts";
import { entryNames } from "./list.ts";
import { discard, sealNewPayload } from "./new-payload.ts";
import { openObject } from "./open.ts";
import type { ObjectParts } from "./parts.ts";
import { destroyEntries } from "./shred.ts";

/**
 * Gives the object, and all that was derived from it, a new file key and a new payload: who kept an
 * old key has nothing it opens. The old content is opened whole first; where it is damaged, nothing
 * changes. What is damaged of that which can be made again is dropped. After a crash each entry is
 * the old one or the new, with its payload.
 *
 * @throws as openObject
 */
export function resealObject(parts: ObjectParts, id: ObjectId): Promise<void> {
  const beginning = formatEntryName({ id });
  return parts.home.turns.take(id, async () => {
    await resealEntry(parts, { id });
    for await (const name of entryNames(parts, `${beginning}.`)) await resealDerived(parts, name);
  });
}

async function resealDerived(parts: ObjectParts, name: EntryName): Promise<void> {
  try {
    await resealEntry(parts, name);
  } catch (error) {
    if (!isProblem(error) || isLasting(name)) throw error;
    await destroyEntries(parts, [name]);
  }
}

async function resealEntry(parts: ObjectParts, name: EntryName): Promise<void> {
  const { home, primitives, identity } = parts;
  const { about, payload: old } = await getEntry(parts, name);
  const bytes = openObject(parts, name);
  const source = { home, primitives, recipient: identity.recipient, bytes };
  await sealNewPayload(source, async ({ payload, fileKey, wrapped }) => {
    const entry = await formatRingEntry(name, { payload, fileKey, wrapped, about }, parts);
    await home.ring.replace(formatEntryName(name), entry);
  });
  await discard(home, old);
}
