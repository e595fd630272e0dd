import { isProblem, textOf, utf8 } from "@homepoint/base";
import { openWhole, sealWhole } from "../age/age-file.ts";
import {
  PassphraseIdentity,
  PassphraseRecipient,
  type PassphraseParts,
} from "../age/passphrase.ts";
import { X25519Identity } from "../age/x25519.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

/**
 * An age identity file, as `age --identity` takes it: for unattended starts, and for leaving. Who
 * has it opens everything.
 */
export function writeKeyFile(identity: X25519Identity): Uint8Array {
  return utf8(`# recipient: ${identity.recipient}\n${identity.secretText()}\n`);
}

/** Comments and empty lines aside, it holds one identity. @throws vault/bad-key-file */
export function readKeyFile(bytes: Uint8Array, primitives: Primitives): X25519Identity {
  const lines = textOf(bytes)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const [line] = lines;
  if (line === undefined || lines.length > 1) throw problem("bad-key-file");
  try {
    return X25519Identity.parse(line, primitives);
  } catch (cause) {
    throw problem("bad-key-file", {}, { cause });
  }
}

/** `identity.age`: the key file, sealed to the passphrase. `age --identity` takes it as it is. */
export function sealIdentity(
  identity: X25519Identity,
  { passphrase, primitives, workFactor }: PassphraseParts,
): Promise<Uint8Array> {
  const recipients = [new PassphraseRecipient({ passphrase, primitives, workFactor })];
  return sealWhole({ bytes: writeKeyFile(identity), recipients, primitives });
}

/** @throws vault/wrong-passphrase, vault/damaged-identity, vault/work-too-hard */
export async function openIdentity(
  bytes: Uint8Array,
  { passphrase, primitives }: PassphraseParts,
): Promise<X25519Identity> {
  try {
    const identity = new PassphraseIdentity({ passphrase, primitives });
    return readKeyFile(await openWhole({ bytes, identity, primitives }), primitives);
  } catch (cause) {
    if (isProblem(cause, "vault/not-for-us")) throw problem("wrong-passphrase", {}, { cause });
    if (isProblem(cause, "vault/work-too-hard") || !isProblem(cause)) throw cause;
    throw problem("damaged-identity", {}, { cause });
  }
}
