import { concat, fromBase64, toBase64, toHex, utf8 } from "@homepoint/base";
import type { Primitives } from "@homepoint/vault";
import { problem } from "./problems.ts";

/** C2SP signed-note, signature types: 1 signs notes, 4 cosigns checkpoints (tlog-cosignature). */
export type KeyType = 1 | 4;

export const namePattern = /^[^\s+]{1,255}$/u;

export type NamedKey = {
  readonly name: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
};

export function keyIdOf({ name, type, publicKey }: NamedKey, { sha256 }: Primitives): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

export type KeyText = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: KeyType;
  /** A public key, or a seed. */
  readonly bytes: Uint8Array;
};

/** `name+hash+key`, as golang.org/x/mod/sumdb/note writes keys. */
export function formatKeyText({ name, id, type, bytes }: KeyText): string {
  return `${name}+${toHex(id)}+${toBase64(concat(Uint8Array.of(type), bytes))}`;
}

/** The hash is not checked yet. @throws evidence/bad-key */
export function splitKeyText(text: string, type: KeyType) {
  const [name = "", hash = "", ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+")); // base64 has a plus of its own
  if (!namePattern.test(name) || bytes?.length !== 33 || bytes[0] !== type)
    throw problem("bad-key");
  return { name, hash, bytes: bytes.slice(1) };
}
