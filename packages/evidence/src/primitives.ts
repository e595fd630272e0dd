import { toBase64, utf8 } from "@homepoint/base";
import { noblePrimitives, type Primitives } from "@homepoint/vault";

/** What a log is hashed, signed and sealed with. */
export interface EvidencePrimitives extends Primitives {
  /** Puts the SHA-256 of some bytes into others, where they begin at `at`. */
  sha256Into(bytes: Uint8Array, target: Uint8Array, at: number): void;
  /** SHA-256 of a text in UTF-8, in base64. */
  sha256Text(text: string): string;
  /** So many random bytes, in base64. */
  randomText(length: number): string;
}

/** Browser, worker, Node. */
export const anywherePrimitives: EvidencePrimitives = {
  ...noblePrimitives,
  sha256Into: (bytes, target, at) => target.set(noblePrimitives.sha256(bytes), at),
  sha256Text: (text) => toBase64(noblePrimitives.sha256(utf8(text))),
  randomText: (length) => toBase64(noblePrimitives.random(length)),
};
