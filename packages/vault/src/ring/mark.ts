import { canonicalBytes, toHex, utf8 } from "@homepoint/base";
import { formatStanzas, type Stanza } from "../age/header.ts";
import type { Primitives } from "../primitives/primitives.ts";
import type { EntryName } from "./entry-name.ts";

export const markLength = 32;

/** All that an entry says. */
export type Marked = {
  readonly name: EntryName;
  readonly payload: string;
  readonly size: number;
  readonly wrapped: readonly Stanza[];
  readonly sealedAbout: Uint8Array;
};

/**
 * What makes an entry ours: docs/formats/ring.md §2.2. It covers everything in the entry, so that
 * no part of it can be swapped for another that was sealed to the same recipient.
 */
export function markOf(marked: Marked, ringKey: Uint8Array, primitives: Primitives): Uint8Array {
  const { name, payload, size, wrapped, sealedAbout } = marked;
  const covered = canonicalBytes({
    id: name.id,
    kind: name.kind,
    payload,
    size,
    stanzas: toHex(primitives.sha256(utf8(formatStanzas(wrapped)))),
    about: toHex(primitives.sha256(sealedAbout)),
  });
  return primitives.hmacSha256(ringKey, covered);
}
