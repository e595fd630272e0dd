import { equalBytes, fromBase64 } from "@homepoint/base";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  type Name,
} from "@peculiar/asn1-x509";
import { verifySignature } from "./signature.ts";

/** A certificate with the bytes it was read from. */
export type ReadCertificate = { readonly der: Uint8Array; readonly certificate: Certificate };

const timeStamping = "1.3.6.1.5.5.7.3.8";
const longestChain = 8;

export function parseCertificate(der: Uint8Array): ReadCertificate | undefined {
  const certificate = parseAs(new Uint8Array(der).buffer, Certificate);
  return certificate && { der, certificate };
}

/** All certificates of a text in PEM. */
export function readPem(text: string): readonly ReadCertificate[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g);
  return [...blocks].flatMap(([, body = ""]) => {
    const der = fromBase64(body.replaceAll(/\s/g, ""));
    return (der && parseCertificate(der)) ?? [];
  });
}

export function isValidAt({ certificate }: ReadCertificate, at: Date): boolean {
  const { notBefore, notAfter } = certificate.tbsCertificate.validity;
  return notBefore.getTime() <= at && at <= notAfter.getTime();
}

/** RFC 3161 §2.3: for this and for nothing else, and said so critically. */
export function isForStamping({ certificate }: ReadCertificate): boolean {
  const found = findExtension(certificate, id_ce_extKeyUsage);
  if (!found?.critical) return false;
  const uses = parseAs(found.extnValue.buffer, ExtendedKeyUsage);
  return uses?.length === 1 && uses[0] === timeStamping;
}

/** Whether a chain leads to one that is trusted, each certificate valid at that time. */
export async function leadsTo(
  trusted: readonly ReadCertificate[],
  from: ReadCertificate,
  { pool, at }: { readonly pool: readonly ReadCertificate[]; readonly at: Date },
): Promise<boolean> {
  let current = from;
  for (let length = 0; length < longestChain; length += 1) {
    if (!isValidAt(current, at)) return false;
    const { der } = current;
    if (trusted.some((one) => equalBytes(one.der, der))) return true;
    const issuer = await findIssuer(current, [...trusted, ...pool]);
    if (!issuer) return false;
    current = issuer;
  }
  return false;
}

async function findIssuer(
  { der, certificate }: ReadCertificate,
  pool: readonly ReadCertificate[],
): Promise<ReadCertificate | undefined> {
  const name = nameBytes(certificate.tbsCertificate.issuer);
  for (const one of pool) {
    const { subject, subjectPublicKeyInfo: publicKey } = one.certificate.tbsCertificate;
    if (equalBytes(one.der, der) || !equalBytes(nameBytes(subject), name) || !isAuthority(one))
      continue;
    const bytes = certificate.tbsCertificateRaw;
    const signature = new Uint8Array(certificate.signatureValue);
    const algorithm = certificate.signatureAlgorithm;
    if (
      bytes &&
      (await verifySignature({ publicKey, algorithm, signature, bytes: new Uint8Array(bytes) })) ===
        "holds"
    )
      return one;
  }
  return undefined;
}

function isAuthority({ certificate }: ReadCertificate): boolean {
  const found = findExtension(certificate, id_ce_basicConstraints);
  return found !== undefined && parseAs(found.extnValue.buffer, BasicConstraints)?.cA === true;
}

function parseAs<T>(bytes: ArrayBuffer, type: new () => T): T | undefined {
  try {
    return AsnConvert.parse(bytes, type);
  } catch {
    return undefined; // it is not that
  }
}

function findExtension({ tbsCertificate }: Certificate, id: string) {
  return tbsCertificate.extensions?.find(({ extnID }) => extnID === id);
}

export function nameBytes(name: Name): Uint8Array {
  return new Uint8Array(AsnConvert.serialize(name));
}

/** A name for people: its common name, or all of it. */
export function nameOf({ certificate }: ReadCertificate): string {
  const parts = certificate.tbsCertificate.subject.flat();
  const common = parts.find(({ type }) => type === "2.5.4.3") ?? parts.at(-1);
  return common?.value.toString() ?? "";
}
