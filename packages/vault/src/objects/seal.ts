import { checkLabel, type Label } from "../ring/about.ts";
import { objectIdOf, type ObjectId } from "../ring/entry-name.ts";
import { commit } from "./commit.ts";
import { discard, sealNewPayload } from "./new-payload.ts";
import type { ObjectParts } from "./parts.ts";

export type Sealed = {
  readonly id: ObjectId;
  /** False where the vault had the object already. */
  readonly added: boolean;
  /** True where the vault knew the object, but its content or its entry was lost or damaged. */
  readonly healed: boolean;
  readonly size: number;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
};

export async function sealObject(
  parts: ObjectParts,
  bytes: AsyncIterable<Uint8Array>,
  label: Label,
): Promise<Sealed> {
  checkLabel(label);
  const { home, primitives, identity, idKey, clock } = parts;
  const source = { home, primitives, recipient: identity.recipient, bytes };
  return await sealNewPayload(source, async ({ size, hash, sha256, ...sealed }) => {
    const { name, kind, source, takenInAt = clock().toISOString() } = label;
    const about = { name, kind, source, takenInAt, size, sha256 };
    const id = objectIdOf(idKey, hash, primitives);
    const { outcome, payload } = await commit(parts, id, { ...sealed, about });
    if (payload !== sealed.payload) await discard(home, sealed.payload);
    return { id, added: outcome === "added", healed: outcome === "healed", size, sha256 };
  });
}
