import { isProblem } from "@homepoint/base";
import { openPayload } from "../age/payload.ts";
import { commit } from "../objects/commit.ts";
import { Measured } from "../objects/measure.ts";
import { discard } from "../objects/new-payload.ts";
import type { ObjectParts } from "../objects/parts.ts";
import { problem } from "../problems.ts";
import type { About } from "../ring/about.ts";
import { isPayloadName, objectIdOf, type ObjectId } from "../ring/entry-name.ts";
import { readInboxEntry, type SealedPayload } from "../ring/entry.ts";
import { asideName } from "./inbox-names.ts";

export type Filed = {
  /** What `Inbox.seal` called it. */
  readonly name: string;
  readonly id: ObjectId;
  readonly added: boolean;
  readonly healed: boolean;
  readonly about: About;
};

export type Filing = {
  readonly filed: readonly Filed[];
  /** Kept, with their payloads, but not filed: damaged, or sealed to someone else. */
  readonly aside: readonly { readonly name: string; readonly code: string }[];
};

/**
 * Moves what came in while the vault was locked into the ring. Each is opened whole; its payload is
 * kept as it is, so nothing is sealed again. After a crash each is in the inbox, in the ring, or in
 * both, and the next filing settles it.
 */
export async function fileInbox(parts: ObjectParts): Promise<Filing> {
  const filed: Filed[] = [];
  const aside: { name: string; code: string }[] = [];
  for (const name of await Array.fromAsync(parts.home.inbox.names())) {
    if (!isPayloadName(name)) continue;
    try {
      const one = await fileOne(parts, name);
      if (one) filed.push(one);
    } catch (error) {
      // The disk may be well again next time; what is damaged will not be.
      if (!isProblem(error)) throw error;
      await putAside(parts, name);
      aside.push({ name, code: error.code });
    }
  }
  return { filed, aside };
}

async function fileOne(parts: ObjectParts, name: string): Promise<Filed | undefined> {
  const { home } = parts;
  const bytes = await home.inbox.read(name);
  if (!bytes) return undefined;
  home.underway.begin(name); // an entry is named like its payload
  try {
    const sealed = await readInboxEntry(name, bytes, parts);
    const { about } = sealed;
    const id = await identify(parts, sealed);
    const { outcome, payload } = await commit(parts, id, sealed);
    await home.inbox.destroy(name);
    // Last, and never the payload that the ring names: the crash may have been after the commit.
    if (payload !== sealed.payload) await discard(home, sealed.payload);
    return { name, id, added: outcome === "added", healed: outcome === "healed", about };
  } finally {
    home.underway.end(name);
  }
}

/** Opens it whole. @throws vault/missing-payload, vault/damaged-object */
async function identify(parts: ObjectParts, sealed: SealedPayload): Promise<ObjectId> {
  const { home, primitives, idKey } = parts;
  const { payload, fileKey, about } = sealed;
  if ((await home.payloads.size(payload)) === undefined)
    throw problem("missing-payload", { id: payload });
  const bytes = home.payloads.get(payload);
  const measured = new Measured(openPayload({ fileKey, bytes, primitives }), primitives);
  for await (const _ of measured.blocks());
  const { size, hash, sha256 } = measured.finish();
  if (size !== about.size || sha256 !== about.sha256)
    throw problem("damaged-object", { id: payload });
  return objectIdOf(idKey, hash, primitives);
}

async function putAside({ home }: ObjectParts, name: string): Promise<void> {
  const bytes = await home.inbox.read(name);
  if (bytes) await home.inbox.create(asideName(name), bytes);
  await home.inbox.destroy(name);
}
