import { concat, utf8 } from "@homepoint/base";
import type { Primitives } from "@homepoint/vault";
import { writeDer } from "./der.ts";

const sequence = 0x30;
const integer = 0x02;
const octets = 0x04;
// AlgorithmIdentifier of SHA-256, with NULL as openssl writes it.
const sha256 = writeDer(
  sequence,
  Uint8Array.of(0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01),
  Uint8Array.of(0x05, 0),
);

/**
 * What to bring to a time stamp authority for a checkpoint: the `TimeStampReq` of RFC 3161 §2.4.1,
 * which asks for the certificate too. It tells nothing but a hash.
 */
export function makeStampRequest(checkpoint: string, primitives: Primitives): Uint8Array {
  const imprint = writeDer(octets, primitives.sha256(utf8(checkpoint)));
  const nonce = primitives.random(8);
  return writeDer(
    sequence,
    Uint8Array.of(integer, 1, 1),
    writeDer(sequence, sha256, imprint),
    writeDer(integer, concat(Uint8Array.of(0x01), nonce)), // positive
    Uint8Array.of(0x01, 1, 0xff),
  );
}
