import type { Stanza } from "./header.ts";

/** Someone to seal to. */
export interface Recipient {
  wrap(fileKey: Uint8Array): Promise<Stanza>;
}

/** Someone who opens. */
export interface Identity {
  /**
   * The file key, or undefined where no stanza is for this identity.
   *
   * @throws vault/bad-header where a stanza of its type is malformed
   */
  unwrap(stanzas: readonly Stanza[]): Promise<Uint8Array | undefined>;
}

export const fileKeyLength = 16;
export const wrappedLength = 32;
/** A wrap key is used once, so its nonce is fixed. */
export const wrapNonce: Uint8Array = new Uint8Array(12);
