import { createCipheriv, createDecipheriv } from "node:crypto";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { CapturePrimitives } from "../capture/primitives.ts";

/** node:crypto. */
export const nodeCapturePrimitives: CapturePrimitives = {
  sha256: nodeEvidencePrimitives.sha256,
  hmacSha256: nodeEvidencePrimitives.hmacSha256,
  aesBlock: (key, block) =>
    createCipheriv("aes-128-ecb", key, null).setAutoPadding(false).update(block),
  openGcm({ key, nonce, associated, sealed }) {
    if (sealed.length < 16) return undefined;
    const body = sealed.length - 16;
    const opening = createDecipheriv("aes-128-gcm", key, nonce, { authTagLength: 16 });
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
