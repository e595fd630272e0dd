import { utf8 } from "@homepoint/base";
import { fromRawBase64, toRawBase64 } from "../age/base64.ts";
import type { Stanza } from "../age/header.ts";
import { wrapNonce, wrappedLength, type Identity, type Recipient } from "../age/recipient.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

const type = "homepoint/about";
const info = utf8(type);
const saltLength = 16;

/**
 * A second way into a sealed About, beside the vault's recipient: the ring key. It spares whoever
 * lists a whole vault a key agreement an object. docs/formats/ring.md §2.3.
 */
export class AboutKey implements Recipient, Identity {
  readonly #ringKey: Uint8Array;
  readonly #primitives: Primitives;

  constructor(ringKey: Uint8Array, primitives: Primitives) {
    this.#ringKey = ringKey;
    this.#primitives = primitives;
  }

  async wrap(fileKey: Uint8Array): Promise<Stanza> {
    const salt = this.#primitives.random(saltLength);
    const chunk = { key: this.#wrapKey(salt), nonce: wrapNonce, bytes: fileKey };
    return { args: [type, toRawBase64(salt)], body: this.#primitives.sealChunk(chunk) };
  }

  async unwrap(stanzas: readonly Stanza[]): Promise<Uint8Array | undefined> {
    const stanza = stanzas.find(({ args }) => args[0] === type);
    if (!stanza) return undefined;
    const salt = fromRawBase64(stanza.args[1] ?? "");
    if (salt?.length !== saltLength || stanza.body.length !== wrappedLength)
      throw problem("bad-header");
    const chunk = { key: this.#wrapKey(salt), nonce: wrapNonce, bytes: stanza.body };
    return this.#primitives.openChunk(chunk);
  }

  #wrapKey(salt: Uint8Array): Uint8Array {
    return this.#primitives.hkdfSha256({ secret: this.#ringKey, salt, info });
  }
}
