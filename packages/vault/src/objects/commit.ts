import { formatEntryName, type ObjectId } from "../ring/entry-name.ts";
import { formatRingEntry, type SealedPayload } from "../ring/entry.ts";
import { findWhole } from "./find-entry.ts";
import type { ObjectParts } from "./parts.ts";

/** `healed`: the vault knew the object, but its content was lost or its entry damaged. */
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
    if (known) return { outcome: "known", payload: known.payload };
    await ring.replace(name, bytes);
    return { outcome: "healed", payload };
  });
}
