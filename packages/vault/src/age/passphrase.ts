import { concat, utf8 } from "@homepoint/base";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { fromRawBase64, toRawBase64 } from "./base64.ts";
import type { Stanza } from "./header.ts";
import { wrapNonce, wrappedLength, type Identity, type Recipient } from "./recipient.ts";

const type = "scrypt";
const saltPrefix = utf8("age-encryption.org/v1/scrypt");
const saltLength = 16;

/** 256 MiB and about a second. */
export const usualWorkFactor = 18;
/** 4 GiB: beyond, a made-up file could stop the machine. */
export const largestWorkFactor = 22;

export type PassphraseParts = {
  readonly passphrase: string;
  readonly primitives: Primitives;
  /** Two to this many rounds; `usualWorkFactor` unless told. */
  readonly workFactor?: number | undefined;
};

/** age §"The scrypt recipient type". What it seals can be sealed to nothing else. */
export class PassphraseRecipient implements Recipient {
  readonly #parts: PassphraseParts;

  constructor(parts: PassphraseParts) {
    this.#parts = parts;
  }

  async wrap(fileKey: Uint8Array): Promise<Stanza> {
    const { passphrase, primitives, workFactor = usualWorkFactor } = this.#parts;
    const salt = primitives.random(saltLength);
    const key = await stretch({ passphrase, salt, workFactor }, primitives);
    const body = primitives.sealChunk({ key, nonce: wrapNonce, bytes: fileKey });
    return { args: [type, toRawBase64(salt), String(workFactor)], body };
  }
}

export class PassphraseIdentity implements Identity {
  readonly #parts: Omit<PassphraseParts, "workFactor">;

  constructor(parts: Omit<PassphraseParts, "workFactor">) {
    this.#parts = parts;
  }

  /** @throws vault/work-too-hard */
  async unwrap(stanzas: readonly Stanza[]): Promise<Uint8Array | undefined> {
    const [stanza] = stanzas; // a scrypt stanza stands alone, or the header was refused
    if (stanza?.args[0] !== type) return undefined;
    const { salt, workFactor, body } = checkStanza(stanza);
    const { passphrase, primitives } = this.#parts;
    const key = await stretch({ passphrase, salt, workFactor }, primitives);
    return primitives.openChunk({ key, nonce: wrapNonce, bytes: body });
  }
}

type Work = {
  readonly passphrase: string;
  readonly salt: Uint8Array;
  readonly workFactor: number;
};

function stretch({ passphrase, salt, workFactor }: Work, primitives: Primitives) {
  return primitives.scrypt({
    // One spelling of an accented letter, whichever the keyboard sent: the one `age` is given.
    passphrase: utf8(passphrase.normalize("NFC")),
    salt: concat(saltPrefix, salt),
    workFactor,
  });
}

function checkStanza({ args, body }: Stanza) {
  const salt = fromRawBase64(args[1] ?? "");
  const digits = args[2] ?? "";
  const isWhole = args.length === 3 && salt?.length === saltLength && body.length === wrappedLength;
  if (!isWhole || !/^[1-9][0-9]*$/.test(digits)) throw problem("bad-header");
  const workFactor = Number(digits);
  if (workFactor > largestWorkFactor)
    throw problem("work-too-hard", { factor: workFactor, limit: largestWorkFactor });
  return { salt, workFactor, body };
}
