import { derTags, elementsIn, oidOf, readDer } from "./der.ts";

export type HashName = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/** What a signature is checked with; not every one of them is known to WebCrypto. */
export type SignatureKind =
  | { readonly family: "rsa"; readonly hash: HashName }
  | { readonly family: "rsa-pss"; readonly hash: HashName; readonly salt: number }
  | { readonly family: "ecdsa"; readonly hash: HashName };

export type Checked = "good" | "bad" | "not-checked";

export type ToCheck = {
  readonly kind: SignatureKind | undefined;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly signed: Uint8Array;
};

/** `not-checked` where the kind or the key is none that this place can calculate with. */
export async function checkSignature(toCheck: ToCheck): Promise<Checked> {
  const { kind, publicKey, signed } = toCheck;
  if (!kind) return "not-checked";
  try {
    const { use, take } = algorithmsOf(kind, publicKey);
    const key = await crypto.subtle.importKey("spki", copy(publicKey), take, false, ["verify"]);
    const signature = kind.family === "ecdsa" ? rawEcdsa(toCheck) : toCheck.signature;
    if (!signature) return "bad";
    const isGood = await crypto.subtle.verify(use, key, copy(signature), copy(signed));
    return isGood ? "good" : "bad";
  } catch {
    return "not-checked";
  }
}

/** WebCrypto takes no views of larger or shared memory in some places. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}

function algorithmsOf(kind: SignatureKind, publicKey: Uint8Array) {
  const hash = { name: kind.hash };
  if (kind.family === "ecdsa")
    return {
      take: { name: "ECDSA", namedCurve: curveOf(publicKey)?.name ?? "" },
      use: { name: "ECDSA", hash },
    };
  if (kind.family === "rsa-pss")
    return { take: { name: "RSA-PSS", hash }, use: { name: "RSA-PSS", saltLength: kind.salt } };
  return { take: { name: "RSASSA-PKCS1-v1_5", hash }, use: { name: "RSASSA-PKCS1-v1_5" } };
}

const curves: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  "1.2.840.10045.3.1.7": { name: "P-256", bytes: 32 },
  "1.3.132.0.34": { name: "P-384", bytes: 48 },
  "1.3.132.0.35": { name: "P-521", bytes: 66 },
};

function curveOf(publicKey: Uint8Array) {
  const [algorithm] = elementsIn(readDer(publicKey)?.content);
  return curves[oidOf(elementsIn(algorithm?.content)[1])];
}

/** From two DER integers to both halves side by side, as WebCrypto takes them. */
function rawEcdsa({ signature, publicKey }: ToCheck): Uint8Array | undefined {
  const width = curveOf(publicKey)?.bytes;
  const [r, s] = elementsIn(readDer(signature)?.content);
  if (width === undefined || r?.tag !== derTags.integer || s?.tag !== derTags.integer)
    return undefined;
  const raw = new Uint8Array(2 * width);
  for (const [half, { content }] of [r, s].entries()) {
    const digits = content.subarray(Math.max(0, content.length - width));
    raw.set(digits, (half + 1) * width - digits.length);
  }
  return raw;
}

const oids: Readonly<Record<string, HashName>> = {
  "1.3.14.3.2.26": "SHA-1",
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
};

export function hashOfOid(oid: string): HashName | undefined {
  return oids[oid];
}

const signatureOids: Readonly<Record<string, SignatureKind>> = {
  "1.2.840.113549.1.1.5": { family: "rsa", hash: "SHA-1" },
  "1.2.840.113549.1.1.11": { family: "rsa", hash: "SHA-256" },
  "1.2.840.113549.1.1.12": { family: "rsa", hash: "SHA-384" },
  "1.2.840.113549.1.1.13": { family: "rsa", hash: "SHA-512" },
  "1.2.840.10045.4.1": { family: "ecdsa", hash: "SHA-1" },
  "1.2.840.10045.4.3.2": { family: "ecdsa", hash: "SHA-256" },
  "1.2.840.10045.4.3.3": { family: "ecdsa", hash: "SHA-384" },
  "1.2.840.10045.4.3.4": { family: "ecdsa", hash: "SHA-512" },
};

/** Of PKCS#7, where the algorithm may be the key's alone and the digest stands beside it. */
export function kindOfOids(signature: string, digest: string): SignatureKind | undefined {
  const known = signatureOids[signature];
  const hash = hashOfOid(digest);
  if (known || !hash) return known;
  if (signature === "1.2.840.113549.1.1.1") return { family: "rsa", hash };
  return signature === "1.2.840.10045.2.1" ? { family: "ecdsa", hash } : undefined;
}
