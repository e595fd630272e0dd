import { toBase64, utf8 } from "@homepoint/base";
import { noblePrimitives, type Primitives } from "@homepoint/vault";

/** Seals openings of one session; each index at most once. */
export interface OpeningKey {
  seal(index: number, bytes: Uint8Array): Uint8Array;
  /** Undefined where these are not the sealed bytes of this index under this key. */
  open(index: number, sealed: Uint8Array): Uint8Array | undefined;
}

/** What a log is hashed, signed and sealed with. */
export interface EvidencePrimitives extends Primitives {
  /** SHA-256 of a text in UTF-8, in base64. */
  sha256Text(text: string): string;
  /** Keeps no reference to the 32 bytes. */
  openingKey(key: Uint8Array): OpeningKey;
}

/** Of an index, 12 bytes, big-endian: docs/formats/evidence.md §5. */
export function nonceOf(index: number): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(4, Math.floor(index / 2 ** 32));
  view.setUint32(8, index % 2 ** 32);
  return nonce;
}

export function evidencePrimitives(primitives: Primitives): EvidencePrimitives {
  return {
    ...primitives,
    sha256Text: (text) => toBase64(primitives.sha256(utf8(text))),
    openingKey(bytes) {
      const key = bytes.slice();
      return {
        seal: (index, bytes) => primitives.sealChunk({ key, nonce: nonceOf(index), bytes }),
        open: (index, sealed) =>
          primitives.openChunk({ key, nonce: nonceOf(index), bytes: sealed }),
      };
    },
  };
}

/** Browser, worker, Node. */
export const anywherePrimitives: EvidencePrimitives = evidencePrimitives(noblePrimitives);
