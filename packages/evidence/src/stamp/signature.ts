import { AsnConvert } from "@peculiar/asn1-schema";
import type { AlgorithmIdentifier, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { readDer } from "./der.ts";

type KeyAlgorithmOf =
  | { readonly name: string; readonly hash: string }
  | { readonly name: string; readonly namedCurve: string };

export type ToVerify = {
  readonly publicKey: SubjectPublicKeyInfo;
  readonly algorithm: AlgorithmIdentifier;
  /** Of the content, where the algorithm does not say it itself. */
  readonly digest?: string;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
};

const rsa = "1.2.840.113549.1.1";
const ec = "1.2.840.10045";
export const digests: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
};
const signatures: Readonly<Record<string, string>> = {
  [`${rsa}.11`]: "SHA-256",
  [`${rsa}.12`]: "SHA-384",
  [`${rsa}.13`]: "SHA-512",
  [`${ec}.4.3.2`]: "SHA-256",
  [`${ec}.4.3.3`]: "SHA-384",
  [`${ec}.4.3.4`]: "SHA-512",
};
/** By the object identifier's own bytes, as parameters hold it. */
const curves: Readonly<Record<string, { readonly name: string; readonly size: number }>> = {
  "42,134,72,206,61,3,1,7": { name: "P-256", size: 32 },
  "43,129,4,0,34": { name: "P-384", size: 48 },
  "43,129,4,0,35": { name: "P-521", size: 66 },
};

/** RSA (PKCS #1 v1.5) and ECDSA with SHA-2; others are unknown here. */
export async function verifySignature(
  parts: ToVerify,
): Promise<"holds" | "does-not-hold" | "unknown-algorithm"> {
  const { publicKey, algorithm, digest = "" } = parts;
  const hash = signatures[algorithm.algorithm] ?? digests[digest];
  const isRsa = publicKey.algorithm.algorithm === `${rsa}.1`;
  const isEc = publicKey.algorithm.algorithm === `${ec}.2.1`;
  if (!hash || !(isRsa || isEc)) return "unknown-algorithm";
  const holds = await (isRsa ? verifyRsa(parts, hash) : verifyEc(parts, hash)).catch(() => false);
  return holds ? "holds" : "does-not-hold";
}

async function verifyRsa({ publicKey, signature, bytes }: ToVerify, hash: string) {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash };
  const key = await importKey(publicKey, algorithm);
  return crypto.subtle.verify(algorithm, key, plain(signature), plain(bytes));
}

async function verifyEc({ publicKey, signature, bytes }: ToVerify, hash: string) {
  const [oid] = readDer(new Uint8Array(publicKey.algorithm.parameters ?? new ArrayBuffer())) ?? [];
  const curve = curves[oid?.content.join() ?? ""];
  const raw = curve && rawSignature(signature, curve.size);
  if (!curve || !raw) return false;
  const key = await importKey(publicKey, { name: "ECDSA", namedCurve: curve.name });
  return crypto.subtle.verify({ name: "ECDSA", hash }, key, raw, plain(bytes));
}

function importKey(publicKey: SubjectPublicKeyInfo, algorithm: KeyAlgorithmOf) {
  return crypto.subtle.importKey("spki", AsnConvert.serialize(publicKey), algorithm, false, [
    "verify",
  ]);
}

/** RFC 3279 §2.2.3 has two numbers in DER; WebCrypto wants them side by side. */
function rawSignature(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const [pair] = readDer(der) ?? [];
  const numbers = pair && readDer(pair.content);
  const raw = new Uint8Array(2 * size);
  for (const [at, { content }] of (numbers ?? []).entries()) {
    const digits = content.subarray(content[0] === 0 ? 1 : 0);
    if (at > 1 || digits.length > size) return undefined;
    raw.set(digits, (at + 1) * size - digits.length);
  }
  return numbers?.length === 2 ? raw : undefined;
}

/** WebCrypto's types take no shared memory. */
export function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
