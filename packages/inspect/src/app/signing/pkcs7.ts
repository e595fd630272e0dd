import { equalBytes, toHex } from "@homepoint/base";
import { distinguishedName, readCertificate, type ReadCertificate } from "./certificate.ts";
import { digest } from "./content-digest.ts";
import { derTags, elementsIn, oidOf, readDer, type Der } from "./der.ts";
import { checkSignature, hashOfOid, kindOfOids, type Checked } from "./verify-signature.ts";

export type Pkcs7Read = { readonly certificate: ReadCertificate; readonly checked: Checked };

const signedData = "1.2.840.113549.1.7.2";
const messageDigest = "1.2.840.113549.1.9.4";
const mostCertificates = 50;

/** RFC 5652 SignedData over content that lies elsewhere: its first signer, checked. */
export async function readPkcs7(
  bytes: Uint8Array,
  content: Uint8Array,
): Promise<Pkcs7Read | undefined> {
  const [type, wrapped] = elementsIn(readDer(bytes)?.content);
  if (oidOf(type) !== signedData) return undefined;
  const body = elementsIn(readDer(wrapped?.content ?? new Uint8Array())?.content);
  const certificates = await certificatesIn(body.find(({ tag }) => tag === 0xa0));
  const signerSet = body.findLast(({ tag }) => tag === derTags.set);
  const [signer] = elementsIn(signerSet?.content);
  const certificate = signer && ownerOf(signer, certificates);
  if (!certificate) return undefined;
  return { certificate, checked: await checkSigner(signer, certificate, content) };
}

async function certificatesIn(set: Der | undefined): Promise<ReadCertificate[]> {
  const found: ReadCertificate[] = [];
  for (const { whole } of elementsIn(set?.content).slice(0, mostCertificates)) {
    const certificate = await readCertificate(whole);
    if (certificate) found.push(certificate);
  }
  return found;
}

/** By issuer and serial number; a signer that names another's key is none. */
function ownerOf(
  signer: Der,
  certificates: readonly ReadCertificate[],
): ReadCertificate | undefined {
  const [, sid] = elementsIn(signer.content);
  if (sid?.tag === 0x80) return certificates[0]; // by key identifier
  const [issuer, serial] = elementsIn(sid?.content);
  if (!issuer || !serial) return undefined;
  // As names, not as bytes: one and the same may be kept as PrintableString here, UTF-8 there.
  const [name, number] = [distinguishedName(issuer), toHex(serial.content)];
  return certificates.find((one) => one.issuer === name && one.serial === number);
}

async function checkSigner(
  signer: Der,
  { publicKey }: ReadCertificate,
  content: Uint8Array,
): Promise<Checked> {
  const [, , digestAlgorithm, ...rest] = elementsIn(signer.content);
  const attributes = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [signatureAlgorithm, signature] = rest;
  const digestOid = oidOf(elementsIn(digestAlgorithm?.content)[0]);
  const signatureOid = oidOf(elementsIn(signatureAlgorithm?.content)[0]);
  if (!signature) return "bad";
  if (attributes && !(await isDigestOf(attributes, digestOid, content))) return "bad";
  return checkSignature({
    kind: kindOfOids(signatureOid, digestOid),
    publicKey,
    signature: signature.content,
    signed: attributes ? asSet(attributes) : content,
  });
}

async function isDigestOf(attributes: Der, oid: string, content: Uint8Array): Promise<boolean> {
  const hash = hashOfOid(oid);
  const attribute = elementsIn(attributes.content).find(
    (one) => oidOf(elementsIn(one.content)[0]) === messageDigest,
  );
  const [value] = elementsIn(elementsIn(attribute?.content)[1]?.content);
  return (
    hash !== undefined &&
    equalBytes(value?.content ?? new Uint8Array(), await digest(hash, content))
  );
}

/** RFC 5652 §5.4: signed as a SET OF, however it is tagged in its place. */
function asSet({ whole }: Der): Uint8Array {
  const set = Uint8Array.from(whole);
  set[0] = derTags.set;
  return set;
}

/** All certificates in a SignedData, nothing checked: iOS checks them against Apple's own. */
export async function certificatesOf(bytes: Uint8Array): Promise<ReadCertificate[]> {
  const [type, wrapped] = elementsIn(readDer(bytes)?.content);
  if (oidOf(type) !== signedData) return [];
  const body = elementsIn(readDer(wrapped?.content ?? new Uint8Array())?.content);
  return certificatesIn(body.find(({ tag }) => tag === 0xa0));
}
