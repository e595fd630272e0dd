import { createDecipheriv, createSecretKey, hash } from "node:crypto";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { anywhereCapturePrimitives, type CapturePrimitives } from "../capture/primitives.ts";

const blockBytes = 64;

/** RFC 2104 with two hashes at once: measured, a fifth of what an object for each costs. */
function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (key.length > blockBytes) return nodeEvidencePrimitives.hmacSha256(key, bytes);
  const inner = new Uint8Array(blockBytes + bytes.length).fill(0x36, 0, blockBytes);
  const outer = new Uint8Array(blockBytes + 32).fill(0x5c, 0, blockBytes);
  for (let at = 0; at < key.length; at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36;
    outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  inner.set(bytes, blockBytes);
  outer.set(hash("sha256", inner, "buffer"), blockBytes);
  return nodeEvidencePrimitives.sha256(outer);
}

/** node:crypto. */
export const nodeCapturePrimitives: CapturePrimitives = {
  sha256: nodeEvidencePrimitives.sha256,
  hmacSha256,
  // One block is opened before node:crypto has made an object for it.
  aesBlock: anywhereCapturePrimitives.aesBlock,
  openGcm({ key, nonce, associated, sealed }) {
    if (sealed.length < 16) return undefined;
    const body = sealed.length - 16;
    const opening = createDecipheriv("aes-128-gcm", createSecretKey(key), nonce, {
      authTagLength: 16,
    });
    opening.setAAD(associated).setAuthTag(sealed.subarray(body));
    const opened = opening.update(sealed.subarray(0, body));
    try {
      opening.final();
      return opened;
    } catch {
      return undefined;
    }
  },
};
