import { sealWhole, type Recipient } from "@homepoint/vault";
import type { EvidencePrimitives, OpeningKey } from "../primitives.ts";

/** A key for openings, and the same sealed to whoever may open them. */
export type Session = { readonly key: OpeningKey; readonly sealedKey: Uint8Array };

/** Needs the public recipient alone, so a locked hub records. */
export async function newSession(
  recipient: Recipient,
  primitives: EvidencePrimitives,
): Promise<Session> {
  const bytes = primitives.random(32);
  const sealedKey = await sealWhole({ bytes, recipients: [recipient], primitives });
  const key = primitives.openingKey(bytes);
  bytes.fill(0);
  return { key, sealedKey };
}
