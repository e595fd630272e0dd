import { formatEntryName, type ObjectId } from "../ring/entry-name.ts";
import { formatRingEntry, type SealedPayload } from "../ring/entry.ts";
import { findWhole } from "./find-entry.ts";
import { openObject } from "./open.ts";
import type { ObjectParts } from "./parts.ts";

/** `healed`: the vault knew the object, but its content or its entry was lost or damaged. */
type Outcome = "added" | "known" | "healed";

export type Commit = {
  readonly outcome: Outcome;
  /** The one the ring names now. If it is another than was given, that one is not needed. */
  readonly payload: string;
};

/**
 * Makes a durable payload the content of an object: the one point before which nothing happened
 * and after which all did.
 */
export function commit(parts: ObjectParts, id: ObjectId, sealed: SealedPayload): Promise<Commit> {
  const { ring, turns } = parts.home;
  const { payload } = sealed;
  return turns.take(id, async () => {
    const name = formatEntryName({ id });
    const bytes = await formatRingEntry({ id }, sealed, parts);
    if (await ring.create(name, bytes)) return { outcome: "added", payload };
    const known = await findWhole(parts, { id });
    if (known && (await opensWhole(parts, id))) return { outcome: "known", payload: known.payload };
    await ring.replace(name, bytes);
    return { outcome: "healed", payload };
  });
}

/** Whoever brings an object again may remove it elsewhere: that it is here is not taken on trust. */
async function opensWhole(parts: ObjectParts, id: ObjectId): Promise<boolean> {
  try {
    for await (const _ of openObject(parts, { id }));
    return true;
  } catch {
    return false; // the new one is good, whatever is wrong with the old one
  }
}
