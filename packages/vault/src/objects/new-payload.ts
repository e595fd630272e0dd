import { isProblem, type Worth } from "@homepoint/base";
import type { Stanza } from "../age/header.ts";
import { sealPayload } from "../age/payload.ts";
import { fileKeyLength, type Recipient } from "../age/recipient.ts";
import type { VaultHome } from "../home/vault-home.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { newPayloadName } from "../ring/entry-name.ts";
import { Measured, type Measures } from "./measure.ts";

export type NewPayload = Measures & {
  readonly payload: string;
  readonly fileKey: Uint8Array;
  readonly wrapped: readonly Stanza[];
};

export type NewPayloadParts = {
  readonly home: VaultHome;
  readonly primitives: Primitives;
  readonly recipient: Recipient;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly worth?: Worth | undefined;
};

/**
 * Seals a stream to a payload of a new name, durable unless it is replaceable, and then has `commit` name it. Where the
 * stream breaks, nothing is left. Where `commit` throws, the payload stays: an entry may name it
 * all the same, and if none does, the next sweep removes it.
 */
export async function sealNewPayload<Result>(
  { home, primitives, recipient, bytes, worth }: NewPayloadParts,
  commit: (sealed: NewPayload) => Promise<Result>,
): Promise<Result> {
  const payload = newPayloadName(primitives);
  const fileKey = primitives.random(fileKeyLength);
  const wrapped = [await recipient.wrap(fileKey)];
  const measured = new Measured(bytes, primitives);
  home.underway.begin(payload);
  try {
    const sealed = sealPayload({ fileKey, bytes: measured.blocks(), primitives });
    try {
      await home.payloads.put(payload, sealed, worth);
    } catch (error) {
      // Whose name was taken already is another object's.
      if (!isProblem(error, "store/exists")) await discard(home, payload);
      throw error;
    }
    return await commit({ payload, fileKey, wrapped, ...measured.finish() });
  } finally {
    home.underway.end(payload);
  }
}

/** Removes a payload that no entry names. Should that fail, the next sweep does it. */
export async function discard(home: VaultHome, payload: string): Promise<void> {
  await home.payloads.delete(payload).catch(() => undefined);
}
