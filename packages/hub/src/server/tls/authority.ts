import "reflect-metadata"; // @peculiar/x509 needs it, and loads it only where it finds it
import {
  createHash,
  createPrivateKey,
  webcrypto,
  X509Certificate as ReadCertificate,
} from "node:crypto";
import { isIP } from "node:net";
import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { Certificate } from "../listen.ts";

export type Authority = {
  /** PEM; what a device is asked to trust. */
  readonly certificate: string;
  /** SHA-256 of it, in the way that devices show one. */
  readonly fingerprint: string;
};

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 86_400_000;
const authorityLife = 10 * 365 * day;
/** Apple's devices refuse longer ones from any authority that a person added. */
const serverLife = 820 * day;
const renewBefore = 30 * day;

/**
 * The hub's own certificate authority, and its certificate for these names and addresses. Both are
 * made when first needed, kept in `folder`, and renewed before they end.
 *
 * @param names host names and addresses under which other machines reach the hub
 */
export async function openAuthority(
  folder: string,
  names: readonly string[],
  now: Date,
): Promise<{ authority: Authority; certificate: Certificate }> {
  cryptoProvider.set(webcrypto);
  const root = (await readPair(folder, "authority", now)) ?? (await makeRoot(folder, now));
  const kept = await readPair(folder, "hub", now);
  const fits = kept && coversAll(kept.certificate, names) && isSignedBy(kept, root);
  const own = fits ? kept : await makeOwn(folder, root, { names, now });
  return {
    authority: {
      certificate: root.certificate.toString("pem"),
      fingerprint: fingerprintOf(root.certificate),
    },
    certificate: { key: own.keyPem, cert: own.certificate.toString("pem") },
  };
}

type Pair = { readonly certificate: X509Certificate; readonly keyPem: string };

async function readPair(folder: string, name: string, now: Date): Promise<Pair | undefined> {
  const cert = await readFileIfThere(join(folder, `${name}.crt`));
  const key = await readFileIfThere(join(folder, `${name}.key`));
  if (!cert || !key) return undefined;
  const certificate = new X509Certificate(textOf(cert));
  if (certificate.notAfter.getTime() - now.getTime() < renewBefore) return undefined;
  // A crash between the two files leaves a new key beside an old certificate.
  if (!new ReadCertificate(cert).checkPrivateKey(createPrivateKey(textOf(key)))) return undefined;
  return { certificate, keyPem: textOf(key) };
}

async function writePair(folder: string, name: string, pair: Pair): Promise<Pair> {
  await replaceFile(join(folder, `${name}.key`), utf8(pair.keyPem));
  await replaceFile(join(folder, `${name}.crt`), utf8(pair.certificate.toString("pem")));
  return pair;
}

async function makeRoot(folder: string, now: Date): Promise<Pair> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=Homepoint certificate authority",
    ...validity(now, authorityLife),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return writePair(folder, "authority", { certificate, keyPem: await pemOf(keys.privateKey) });
}

async function makeOwn(
  folder: string,
  root: Pair,
  { names, now }: { readonly names: readonly string[]; readonly now: Date },
): Promise<Pair> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    subject: "CN=Homepoint",
    issuer: root.certificate.subject,
    ...validity(now, serverLife),
    publicKey: keys.publicKey,
    signingKey: await readKey(root.keyPem),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.1"]), // server authentication
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return writePair(folder, "hub", { certificate, keyPem: await pemOf(keys.privateKey) });
}

function validity(now: Date, life: number): { notBefore: Date; notAfter: Date } {
  // A device whose clock is a little behind must not refuse a new certificate.
  return { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + life) };
}

function coversAll(certificate: X509Certificate, names: readonly string[]): boolean {
  const covered = certificate.getExtension(SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
  return names.every((name) => covered.some(({ value }) => value === name));
}

function isSignedBy({ certificate }: Pair, root: Pair): boolean {
  const authority = new ReadCertificate(root.certificate.toString("pem"));
  return new ReadCertificate(certificate.toString("pem")).verify(authority.publicKey);
}

function fingerprintOf(certificate: X509Certificate): string {
  const digest = createHash("sha256").update(new Uint8Array(certificate.rawData)).digest("hex");
  return digest.toUpperCase().match(/../g)?.join(":") ?? "";
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}

function readKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  return webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
}
