import { concat, utf8 } from "@homepoint/base";
import { bech32 } from "@scure/base";
import { problem } from "../problems.ts";
import type { Primitives, X25519Key } from "../primitives/primitives.ts";
import { fromRawBase64, toRawBase64 } from "./base64.ts";
import type { Stanza } from "./header.ts";
import { wrapNonce, wrappedLength, type Identity, type Recipient } from "./recipient.ts";

const type = "X25519";
const wrapInfo = utf8("age-encryption.org/v1/X25519");
const recipientPrefix = "age";
const identityPrefix = "age-secret-key-";

/** age §"The X25519 recipient type". */
export class X25519Recipient implements Recipient {
  readonly publicKey: Uint8Array;
  readonly #primitives: Primitives;

  constructor(publicKey: Uint8Array, primitives: Primitives) {
    this.publicKey = publicKey;
    this.#primitives = primitives;
  }

  /** Reads `age1…`. @throws vault/bad-recipient */
  static parse(text: string, primitives: Primitives): X25519Recipient {
    const publicKey = fromBech32(text, recipientPrefix);
    if (!publicKey || text !== text.toLowerCase()) throw problem("bad-recipient");
    return new X25519Recipient(publicKey, primitives);
  }

  async wrap(fileKey: Uint8Array): Promise<Stanza> {
    const ephemeral = this.#primitives.x25519();
    const secret = ephemeral.agree(this.publicKey);
    if (!secret) throw problem("bad-recipient");
    const share = ephemeral.publicKey;
    const key = wrapKey({ secret, share, recipient: this.publicKey }, this.#primitives);
    const body = this.#primitives.sealChunk({ key, nonce: wrapNonce, bytes: fileKey });
    return { args: [type, toRawBase64(share)], body };
  }

  /** `age1…` */
  toString(): string {
    return bech32.encodeFromBytes(recipientPrefix, this.publicKey);
  }
}

/** Its secret is anything of 32 bytes. */
export class X25519Identity implements Identity {
  readonly recipient: X25519Recipient;
  readonly #primitives: Primitives;
  #known: { readonly secret: Uint8Array; readonly key: X25519Key } | undefined;

  /** Keeps `secret`, and overwrites it in `forget`. */
  constructor(secret: Uint8Array, primitives: Primitives) {
    const key = primitives.x25519(secret);
    this.#known = { secret, key };
    this.#primitives = primitives;
    this.recipient = new X25519Recipient(key.publicKey, primitives);
  }

  static create(primitives: Primitives): X25519Identity {
    return new X25519Identity(primitives.random(32), primitives);
  }

  /** Reads `AGE-SECRET-KEY-1…`. @throws vault/bad-identity */
  static parse(text: string, primitives: Primitives): X25519Identity {
    const secret = fromBech32(text, identityPrefix);
    if (!secret || text !== text.toUpperCase()) throw problem("bad-identity");
    return new X25519Identity(secret, primitives);
  }

  async unwrap(stanzas: readonly Stanza[]): Promise<Uint8Array | undefined> {
    const { key: ownKey } = this.#get();
    const own = stanzas.filter(({ args }) => args[0] === type).map(checkStanza);
    for (const { share, body } of own) {
      const secret = ownKey.agree(share);
      if (!secret) throw problem("bad-header");
      const recipient = this.recipient.publicKey;
      const key = wrapKey({ secret, share, recipient }, this.#primitives);
      const fileKey = this.#primitives.openChunk({ key, nonce: wrapNonce, bytes: body });
      if (fileKey) return fileKey;
    }
    return undefined;
  }

  copySecret(): Uint8Array {
    return this.#get().secret.slice();
  }

  /** `AGE-SECRET-KEY-1…` */
  secretText(): string {
    return bech32.encodeFromBytes(identityPrefix, this.#get().secret).toUpperCase();
  }

  /** Overwrites the secret; from then on everything throws vault/locked. */
  forget(): void {
    this.#known?.secret.fill(0);
    this.#known = undefined;
  }

  #get() {
    if (!this.#known) throw problem("locked");
    return this.#known;
  }
}

type Agreement = {
  readonly secret: Uint8Array;
  readonly share: Uint8Array;
  readonly recipient: Uint8Array;
};

function wrapKey({ secret, share, recipient }: Agreement, primitives: Primitives): Uint8Array {
  return primitives.hkdfSha256({ secret, salt: concat(share, recipient), info: wrapInfo });
}

function checkStanza({ args, body }: Stanza) {
  const share = fromRawBase64(args[1] ?? "");
  if (args.length !== 2 || share?.length !== 32 || body.length !== wrappedLength)
    throw problem("bad-header");
  return { share, body };
}

/** BIP 173. Undefined unless it holds 32 bytes. */
function fromBech32(text: string, prefix: string): Uint8Array | undefined {
  try {
    const { prefix: found, bytes } = bech32.decodeToBytes(text);
    return found === prefix && bytes.length === 32 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
