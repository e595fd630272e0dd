import { problem } from "../problems.ts";
import { formatEntryName, isLasting, type ObjectId } from "../ring/entry-name.ts";
import { formatRingEntry } from "../ring/entry.ts";
import { findGoodEntry } from "./find-entry.ts";
import { entryNames } from "./list.ts";
import { discard, sealNewPayload } from "./new-payload.ts";
import type { ObjectParts } from "./parts.ts";
import { destroyEntries } from "./shred.ts";

export type Derived = {
  readonly id: ObjectId;
  readonly kind: string;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/**
 * Replaces what was derived before. What can be made again is not waited for: a power cut may take it,
 * or damage it.
 *
 * @throws vault/unknown-object, vault/bad-kind
 */
export async function sealDerived(parts: ObjectParts, { id, kind, bytes }: Derived): Promise<void> {
  const { home, primitives, identity, clock } = parts;
  const name = formatEntryName({ id, kind });
  const worth = isLasting({ id, kind }) ? "lasting" : "replaceable";
  const source = { home, primitives, recipient: identity.recipient, bytes, worth } as const;
  await sealNewPayload(source, async ({ size, sha256, hash: _, ...sealed }) => {
    const takenInAt = clock().toISOString();
    const about = { name: "", kind, source: "derived", takenInAt, size, sha256 };
    const entry = await formatRingEntry({ id, kind }, { ...sealed, about }, parts);
    await home.turns.take(id, async () => {
      if (!(await home.ring.read(formatEntryName({ id })))) {
        await discard(home, sealed.payload);
        throw problem("unknown-object", { id });
      }
      const old = await findGoodEntry(parts, { id, kind });
      await home.ring.replace(name, entry, worth);
      if (old) await discard(home, old.payload);
    });
  });
}

/** Drops what was derived: of one kind, or all that can be made again. Says how many. */
export async function dropDerived(parts: ObjectParts, kind?: string): Promise<number> {
  let dropped = 0;
  for await (const name of entryNames(parts)) {
    if (kind === undefined ? isLasting(name) : name.kind !== kind) continue;
    await parts.home.turns.take(name.id, () => destroyEntries(parts, [name]));
    dropped += 1;
  }
  return dropped;
}
