import { ecb, gcm } from "@noble/ciphers/aes.js";
import { anywherePrimitives } from "@homepoint/evidence";

/** What QUIC's first packets are opened with, under keys that anyone can make (RFC 9001 §5.2). */
export interface CapturePrimitives {
  sha256(bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** One block of AES-128. */
  aesBlock(key: Uint8Array, block: Uint8Array): Uint8Array;
  /** AES-128-GCM; undefined where the tag at the end does not fit. */
  openGcm(parts: {
    readonly key: Uint8Array;
    readonly nonce: Uint8Array;
    readonly associated: Uint8Array;
    readonly sealed: Uint8Array;
  }): Uint8Array | undefined;
}

/** Browser, worker, Node. */
export const anywhereCapturePrimitives: CapturePrimitives = {
  sha256: anywherePrimitives.sha256,
  hmacSha256: anywherePrimitives.hmacSha256,
  aesBlock: (key, block) => ecb(key, { disablePadding: true }).encrypt(block),
  openGcm({ key, nonce, associated, sealed }) {
    if (sealed.length < 16) return undefined;
    try {
      return gcm(key, nonce, associated).decrypt(sealed);
    } catch {
      return undefined; // lengths were checked: what is left is a tag that does not fit
    }
  },
};
