import { createCipheriv, createDecipheriv, createSecretKey, hash } from "node:crypto";
import { tagLength } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { nonceOf, type EvidencePrimitives, type OpeningKey } from "../primitives.ts";

const algorithm = "chacha20-poly1305";
const options = { authTagLength: tagLength };

/**
 * node:crypto, the quick ways through it: a hash that comes back as a string costs a quarter of one
 * that comes back as bytes, and a cipher by KeyObject a quarter of one by bytes.
 */
export const nodeEvidencePrimitives: EvidencePrimitives = {
  ...nodePrimitives,
  sha256: (bytes) => Buffer.from(hash("sha256", bytes, "binary"), "binary"),
  sha256Text: (text) => hash("sha256", text, "base64"),
  openingKey,
};

function openingKey(bytes: Uint8Array): OpeningKey {
  const key = createSecretKey(bytes);
  return {
    seal(index, bytes) {
      const cipher = createCipheriv(algorithm, key, nonceOf(index), options);
      const sealed = cipher.update(bytes);
      cipher.final();
      return Buffer.concat([sealed, cipher.getAuthTag()]);
    },
    open(index, sealed) {
      if (sealed.length < tagLength) return undefined;
      const decipher = createDecipheriv(algorithm, key, nonceOf(index), options);
      decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
      const opened = decipher.update(sealed.subarray(0, sealed.length - tagLength));
      try {
        decipher.final();
        return opened;
      } catch {
        return undefined; // the tag does not fit
      }
    },
  };
}
