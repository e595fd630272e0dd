import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { X25519Identity } from "../age/x25519.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

const expected = 24;
const known: ReadonlySet<string> = new Set(wordlist);

/** BIP-39, English: 24 words that are the identity's 32 bytes and a check. */
export function toRecoveryWords(identity: X25519Identity): string {
  return entropyToMnemonic(identity.copySecret(), wordlist);
}

/**
 * However they were written down: capitals, commas, numbers before them, lines.
 *
 * @throws vault/recovery-word-count, vault/unknown-recovery-word, vault/mistaken-recovery-words
 */
export function fromRecoveryWords(text: string, primitives: Primitives): X25519Identity {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length !== expected)
    throw problem("recovery-word-count", { expected, count: words.length });
  const stranger = words.findIndex((word) => !known.has(word));
  if (stranger !== -1) throw problem("unknown-recovery-word", { position: stranger + 1 });
  try {
    return new X25519Identity(mnemonicToEntropy(words.join(" "), wordlist), primitives);
  } catch {
    throw problem("mistaken-recovery-words"); // no cause: the library's may hold the words
  }
}
