import type { HashName, SignatureKind } from "./verify-signature.ts";

export type Algorithm = { readonly kind?: SignatureKind; readonly digest: HashName };

/** Signature algorithm ids of the same pages; verity digests are made otherwise and not calculated. */
export const algorithms: Readonly<Record<number, Algorithm>> = {
  0x0101: { kind: { family: "rsa-pss", hash: "SHA-256", salt: 32 }, digest: "SHA-256" },
  0x0102: { kind: { family: "rsa-pss", hash: "SHA-512", salt: 64 }, digest: "SHA-512" },
  0x0103: { kind: { family: "rsa", hash: "SHA-256" }, digest: "SHA-256" },
  0x0104: { kind: { family: "rsa", hash: "SHA-512" }, digest: "SHA-512" },
  0x0201: { kind: { family: "ecdsa", hash: "SHA-256" }, digest: "SHA-256" },
  0x0202: { kind: { family: "ecdsa", hash: "SHA-512" }, digest: "SHA-512" },
  0x0301: { digest: "SHA-256" },
};
