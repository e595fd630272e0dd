import { concat, equalBytes, fromBase64, textOf, toBase64, toHex, utf8 } from "@homepoint/base";
import type { Primitives } from "@homepoint/vault";
import { formatKeyText, keyIdOf, namePattern, splitKeyText } from "./key-text.ts";
import { problem } from "./problems.ts";

/** C2SP signed-note, with Ed25519 (type 0x01). Names have no blanks and no plus. */
export type VerifierKey = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
};
export type SignerKey = VerifierKey & { readonly seed: Uint8Array };

export type Signature = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
};
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };

const type = 1;
const longestNote = 1_000_000;
const mostSignatures = 100;

export function makeSignerKey(name: string, seed: Uint8Array, primitives: Primitives): SignerKey {
  const publicKey = primitives.ed25519PublicKey(seed);
  return { name, id: keyIdOf({ name, type, publicKey }, primitives), publicKey, seed };
}

/** `name+hash+key`, as golang.org/x/mod/sumdb/note writes verifier keys. */
export function formatVerifierKey({ name, id, publicKey }: VerifierKey): string {
  return formatKeyText({ name, id, type, bytes: publicKey });
}

/** `PRIVATE+KEY+name+hash+key`, as the same writes signer keys. A secret. */
export function formatSignerKey({ name, id, seed }: SignerKey): string {
  return `PRIVATE+KEY+${formatKeyText({ name, id, type, bytes: seed })}`;
}

/** @throws evidence/bad-key */
export function parseVerifierKey(text: string, primitives: Primitives): VerifierKey {
  const { name, hash, bytes: publicKey } = splitKeyText(text, type);
  const id = keyIdOf({ name, type, publicKey }, primitives);
  if (toHex(id) !== hash) throw problem("bad-key");
  return { name, id, publicKey };
}

/** @throws evidence/bad-key */
export function parseSignerKey(text: string, primitives: Primitives): SignerKey {
  const prefix = "PRIVATE+KEY+";
  if (!text.startsWith(prefix)) throw problem("bad-key");
  const { name, hash, bytes: seed } = splitKeyText(text.slice(prefix.length), type);
  const key = makeSignerKey(name, seed, primitives);
  if (toHex(key.id) !== hash) throw problem("bad-key");
  return key;
}

/** Signs a text that ends in a newline. */
export function signNote(text: string, key: SignerKey, primitives: Primitives): string {
  const signature = primitives.ed25519Sign(key.seed, utf8(text));
  return `${text}\n${formatSignature({ ...key, signature })}`;
}

/** A note's signature line. */
export function formatSignature({ name, id, signature }: Signature): string {
  return `— ${name} ${toBase64(concat(id, signature))}\n`;
}

/** Undefined where it is not a note. Nothing is verified yet. */
export function parseNote(bytes: Uint8Array): Note | undefined {
  if (bytes.length > longestNote) return undefined;
  const whole = textOf(bytes);
  const parting = whole.lastIndexOf("\n\n");
  if (parting === -1 || !whole.endsWith("\n") || !equalBytes(utf8(whole), bytes)) return undefined;
  // oxlint-disable-next-line no-control-regex -- the format forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) return undefined;
  const lines = whole.slice(parting + 2, -1).split("\n");
  if (lines.length > mostSignatures) return undefined;
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  if (signatures.length !== lines.length) return undefined;
  return { text: whole.slice(0, parting + 1), signatures };
}

function parseSignature(line: string): Signature | undefined {
  const [dash, name = "", encoded = "", ...more] = line.split(" ");
  const bytes = fromBase64(encoded);
  if (dash !== "—" || more.length > 0 || !namePattern.test(name) || !bytes || bytes.length < 5)
    return undefined;
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/**
 * Whether this key signed the note: at least once, and never wrongly. Signatures of other keys,
 * such as those of witnesses, are ignored.
 */
export function isSignedBy(note: Note, key: VerifierKey, primitives: Primitives): boolean {
  const own = note.signatures.filter(({ name, id }) => name === key.name && equalBytes(id, key.id));
  const signed = utf8(note.text);
  return (
    own.length > 0 &&
    own.every(({ signature }) => primitives.ed25519Verify(key.publicKey, signed, signature))
  );
}
