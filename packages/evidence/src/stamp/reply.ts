import { equalBytes, toHex, utf8 } from "@homepoint/base";
import { id_signedData, SignedData, type SignerInfo } from "@peculiar/asn1-cms";
import { AsnConvert } from "@peculiar/asn1-schema";
import { id_ct_tstInfo, PKIStatus, TimeStampResp, TSTInfo } from "@peculiar/asn1-tsp";
import {
  isForStamping,
  isValidAt,
  leadsTo,
  nameBytes,
  nameOf,
  parseCertificate,
  readPem,
  type ReadCertificate,
} from "./certificates.ts";
import { readDer, writeDer, type Der } from "./der.ts";
import { digests, plain, verifySignature } from "./signature.ts";
import { longestReply, type Stamp } from "./stamps-file.ts";
import type { StampFinding, StampVerification } from "./verify-stamp.ts";

/** Types of signed attributes, as the content of their object identifiers. */
const contentType = "2a864886f70d010903";
const messageDigest = "2a864886f70d010904";
const signingCertificate = "2a864886f70d010910020c";
const signingCertificateV2 = "2a864886f70d010910022f";

type Reply = {
  readonly info: TSTInfo;
  /** What is signed of it. */
  readonly content: Uint8Array;
  readonly signer: SignerInfo;
  /** Of the signer, as its very bytes. */
  readonly signedAttributes: Der | undefined;
  readonly certificates: readonly ReadCertificate[];
};

export async function judgeReply(
  stamp: Stamp,
  authorities: readonly string[] | undefined,
): Promise<StampVerification> {
  const authorityIs = authorities ? "trusted" : "from-the-reply";
  const reply = readReply(stamp.reply);
  if (typeof reply === "string") return { ok: false, findings: [reply], authorityIs };
  const trusted = authorities?.flatMap(readPem);
  const certificate = findCertificate(reply, trusted ?? []);
  const at = reply.info.genTime;
  const findings = [
    ...(await findImprint(stamp, reply.info)),
    ...(certificate ? await findSignature(reply, certificate) : (["bad-certificate"] as const)),
    ...(certificate ? findUse(certificate, at) : []),
    ...(certificate ? await findTrust(certificate, { reply, trusted, at }) : []),
  ];
  return {
    ok: findings.length === 0,
    findings,
    at: at.toISOString(),
    ...(certificate ? { authority: nameOf(certificate) } : {}),
    authorityIs,
  };
}

function readReply(bytes: Uint8Array): Reply | StampFinding {
  if (bytes.length > longestReply) return "not-a-reply";
  try {
    const { status, timeStampToken } = AsnConvert.parse(bytes, TimeStampResp);
    if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
      return "refused";
    if (timeStampToken?.contentType !== id_signedData) return "not-a-reply";
    const signed = AsnConvert.parse(timeStampToken.content, SignedData);
    const { eContentType, eContent } = signed.encapContentInfo;
    const content = eContent?.single && new Uint8Array(eContent.single.buffer);
    const [signer, ...others] = signed.signerInfos;
    if (eContentType !== id_ct_tstInfo || !content || !signer || others.length > 0)
      return "not-a-reply"; // RFC 3161 §2.4.2: one signature alone
    const info = AsnConvert.parse(content, TSTInfo);
    if (Number.isNaN(info.genTime.getTime())) return "not-a-reply";
    return { info, content, signer, ...bytesIn(new Uint8Array(timeStampToken.content)) };
  } catch {
    return "not-a-reply"; // whatever ASN.1 stumbled over
  }
}

/** RFC 5652 §5.1 and §5.3: certificates and signed attributes as they stand, for that is signed. */
function bytesIn(signedData: Uint8Array): Pick<Reply, "signedAttributes" | "certificates"> {
  const parts = within(readDer(signedData)?.[0]);
  const [signer] = within(parts.at(-1));
  const certificates = within(parts.find(({ tag }) => tag === 0xa0));
  return {
    signedAttributes: within(signer).find(({ tag }) => tag === 0xa0),
    certificates: certificates.flatMap(({ whole }) => parseCertificate(whole) ?? []),
  };
}

function within(der: Der | undefined): readonly Der[] {
  return (der && readDer(der.content)) ?? [];
}

function findCertificate(
  { signer, certificates }: Reply,
  trusted: readonly ReadCertificate[],
): ReadCertificate | undefined {
  const named = signer.sid.issuerAndSerialNumber;
  if (!named) return undefined; // RFC 3161 has authorities name it so
  const [issuer, serial] = [nameBytes(named.issuer), new Uint8Array(named.serialNumber)];
  return [...certificates, ...trusted].find(({ certificate: { tbsCertificate: tbs } }) => {
    const isSerial = equalBytes(new Uint8Array(tbs.serialNumber), serial);
    return isSerial && equalBytes(nameBytes(tbs.issuer), issuer);
  });
}

async function findImprint({ checkpoint }: Stamp, info: TSTInfo): Promise<StampFinding[]> {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const name = digests[hashAlgorithm.algorithm];
  if (!name) return ["unknown-algorithm"];
  const hash = await crypto.subtle.digest(name, plain(utf8(checkpoint)));
  const isSame = equalBytes(new Uint8Array(hash), new Uint8Array(hashedMessage.buffer));
  return isSame ? [] : ["another-checkpoint"];
}

async function findSignature(
  reply: Reply,
  { der, certificate }: ReadCertificate,
): Promise<StampFinding[]> {
  const { content, signer, signedAttributes } = reply;
  const digest = signer.digestAlgorithm.algorithm;
  const name = digests[digest];
  if (!name || !signedAttributes) return [name ? "bad-signature" : "unknown-algorithm"];
  const told = await crypto.subtle.digest(name, plain(content));
  const isTold =
    equalBytes(attribute(reply, contentType), oidBytes) &&
    equalBytes(attribute(reply, messageDigest), new Uint8Array(told)) &&
    (await namesCertificate(reply, der));
  if (!isTold) return ["bad-signature"];
  const bytes = writeDer(0x31, signedAttributes.content); // RFC 5652 §5.4: signed as the set it is
  const signature = new Uint8Array(signer.signature.buffer);
  const publicKey = certificate.tbsCertificate.subjectPublicKeyInfo;
  const algorithm = signer.signatureAlgorithm;
  const answer = await verifySignature({ publicKey, algorithm, digest, signature, bytes });
  if (answer === "holds") return [];
  return [answer === "unknown-algorithm" ? answer : "bad-signature"];
}

/** id-ct-TSTInfo, as its content stands in DER. */
const oidBytes = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04);

/** Content of the one value of a signed attribute; empty where there is not just one. */
function attribute({ signedAttributes }: Reply, type: string): Uint8Array {
  const found = within(signedAttributes).filter((one) => {
    const [oid] = within(one);
    return oid !== undefined && toHex(oid.content) === type;
  });
  const [value, ...others] = found.flatMap((one) => within(within(one)[1]));
  return value && others.length === 0 ? value.content : new Uint8Array();
}

/** RFC 5816: the certificate's hash is signed too, so that none can be put in its place. */
async function namesCertificate(reply: Reply, der: Uint8Array): Promise<boolean> {
  const v2 = attribute(reply, signingCertificateV2);
  const isV2 = v2.length > 0;
  const [list] = readDer(isV2 ? v2 : attribute(reply, signingCertificate)) ?? [];
  const [first] = within(list);
  const parts = within(first);
  const hash = parts.find(({ tag }) => tag === 0x04)?.content;
  const name = isV2 ? nameOfDigest(parts[0]?.tag === 0x30 ? parts[0].content : undefined) : "SHA-1";
  if (!hash || !name) return false;
  return equalBytes(new Uint8Array(await crypto.subtle.digest(name, plain(der))), hash);
}

/** SHA-256 where nothing is said. */
function nameOfDigest(algorithm: Uint8Array | undefined): string | undefined {
  if (!algorithm) return "SHA-256";
  const [oid] = readDer(algorithm) ?? [];
  const last = oid?.content.at(-1);
  return ["", "SHA-256", "SHA-384", "SHA-512"][last ?? 0];
}

function findUse(certificate: ReadCertificate, at: Date): StampFinding[] {
  return isForStamping(certificate) && isValidAt(certificate, at) ? [] : ["bad-certificate"];
}

type Trust = {
  readonly reply: Reply;
  readonly trusted: readonly ReadCertificate[] | undefined;
  readonly at: Date;
};

async function findTrust(
  certificate: ReadCertificate,
  { reply, trusted, at }: Trust,
): Promise<StampFinding[]> {
  if (!trusted) return [];
  const pool = reply.certificates;
  return (await leadsTo(trusted, certificate, { pool, at })) ? [] : ["unknown-authority"];
}
