import fc from "fast-check";
import { expect, test } from "vitest";
import { noblePrimitives } from "../primitives/noble.ts";
import { describePrimitives } from "../primitives/primitives.contract.ts";
import { nodePrimitives } from "./primitives.ts";

describePrimitives("Node", nodePrimitives);

test("Node and noble seal, derive, agree and sign alike", () => {
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(secret, nonce, fc.uint8Array({ maxLength: 500 }), (key, nonce, bytes) => {
      const results = [nodePrimitives, noblePrimitives].map((primitives) => ({
        sealed: primitives.sealChunk({ key, nonce, bytes, associated: bytes }),
        derived: primitives.hkdfSha256({ secret: key, salt: nonce, info: bytes, length: 70 }),
        hmac: primitives.hmacSha256(key, bytes),
        x25519: primitives.x25519(key).publicKey,
        signature: primitives.ed25519Sign(key, bytes),
      }));
      expect(results[0]).toEqual(results[1]);
    }),
    { numRuns: 30 },
  );
});
