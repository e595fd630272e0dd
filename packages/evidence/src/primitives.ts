import { toBase64, utf8 } from "@homepoint/base";
import { noblePrimitives, type Primitives } from "@homepoint/vault";

/** What a log is hashed, signed and sealed with. */
export interface EvidencePrimitives extends Primitives {
  /** SHA-256 of a text in UTF-8, in base64. */
  sha256Text(text: string): string;
  /** So many random bytes, in base64. */
  randomText(length: number): string;
}

/** Browser, worker, Node. */
export const anywherePrimitives: EvidencePrimitives = {
  ...noblePrimitives,
  sha256Text: (text) => toBase64(noblePrimitives.sha256(utf8(text))),
  randomText: (length) => toBase64(noblePrimitives.random(length)),
};
