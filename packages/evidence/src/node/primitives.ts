import { hash, randomBytes } from "node:crypto";
import { nodePrimitives } from "@homepoint/vault/node";
import type { EvidencePrimitives } from "../primitives.ts";

/**
 * node:crypto, the quick way through it: a hash that comes back as a string costs a quarter of one
 * that comes back as bytes.
 */
export const nodeEvidencePrimitives: EvidencePrimitives = {
  ...nodePrimitives,
  sha256(bytes) {
    const digest = Buffer.from(hash("sha256", bytes, "binary"), "binary");
    return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
  },
  sha256Into(bytes, target, at) {
    const view = Buffer.from(target.buffer, target.byteOffset, target.length);
    view.write(hash("sha256", bytes, "binary"), at, "latin1");
  },
  sha256Text: (text) => hash("sha256", text, "base64"),
  randomText: (length) => randomBytes(length).toString("base64"),
};
