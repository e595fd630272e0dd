import { equalBytes } from "@homepoint/base";
import { u32, u64 } from "../little-endian.ts";
import type { Oddities } from "../oddity.ts";
import type { Zip } from "../zip/zip.ts";
import { algorithms } from "./algorithms.ts";
import { readCertificate, type Certificate, type ReadCertificate } from "./certificate.ts";
import { contentDigest, type Sections } from "./content-digest.ts";
import { readLineage } from "./lineage.ts";
import { behindPieces, pieces } from "./pieces.ts";
import type { SchemeFound, SigningScheme } from "./signing.ts";
import { checkSignature, type HashName } from "./verify-signature.ts";

/** source.android.com, "APK Signature Scheme v2" and v3: ids of pairs in the block. */
const schemes: readonly (readonly [id: number, scheme: SigningScheme])[] = [
  [0x7109_871a, "v2"],
  [0xf053_68c0, "v3"],
  [0x1b93_ad61, "v3.1"],
];

const magic = "APK Sig Block 42";
const largestBlock = 64 * 1024 ** 2;
const mostSigners = 20;

type Block = { readonly at: number; readonly pairs: ReadonlyMap<number, Uint8Array> };

/** The schemes whose signatures stand in the block before the zip's directory, each checked. */
export async function readBlockSchemes(zip: Zip, odd: Oddities): Promise<SchemeFound[]> {
  const block = await findBlock(zip, odd);
  if (!block) return [];
  const sections = { source: zip.source, contentEnd: block.at, zip };
  const digests = new Map<HashName, Promise<Uint8Array>>();
  const parts = { sections, digests, odd };
  const found: SchemeFound[] = [];
  for (const [id, scheme] of schemes) {
    const value = block.pairs.get(id);
    if (value) found.push(await readScheme(scheme, value, parts));
  }
  return found;
}

async function findBlock(zip: Zip, odd: Oddities): Promise<Block | undefined> {
  const { source, directoryAt } = zip;
  if (directoryAt < 32) return undefined;
  const foot = await source.read(directoryAt - 24, 24);
  if (String.fromCharCode(...foot.subarray(8)) !== magic) return undefined;
  const size = u64(foot, 0);
  const at = size === undefined ? -1 : directoryAt - size - 8;
  if (size === undefined || size > largestBlock || size < 24 || at < 0) {
    odd.add("signing-block-damaged", "size");
    return undefined;
  }
  const bytes = await source.read(at, size + 8);
  if (u64(bytes, 0) !== size) odd.add("signing-block-damaged", "sizes differ");
  return { at, pairs: pairsIn(bytes.subarray(8, bytes.length - 24), odd) };
}

function pairsIn(bytes: Uint8Array, odd: Oddities): Map<number, Uint8Array> {
  const pairs = new Map<number, Uint8Array>();
  let at = 0;
  while (at + 12 <= bytes.length) {
    const length = u64(bytes, at) ?? 0;
    if (length < 4 || at + 8 + length > bytes.length) {
      odd.add("signing-block-damaged", `pair at ${at}`);
      break;
    }
    const id = u32(bytes, at + 8);
    if (!pairs.has(id)) pairs.set(id, bytes.subarray(at + 12, at + 8 + length));
    at += 8 + length;
  }
  return pairs;
}

type Checking = {
  readonly sections: Sections;
  readonly digests: Map<HashName, Promise<Uint8Array>>;
  readonly odd: Oddities;
};

async function readScheme(
  scheme: SigningScheme,
  value: Uint8Array,
  parts: Checking,
): Promise<SchemeFound> {
  const signers: Certificate[] = [];
  let more: Pick<SchemeFound, "former" | "besides"> = {};
  let worst: Found = { checked: "good" };
  for (const signer of pieces(pieces(value)[0]).slice(0, mostSigners)) {
    const { certificate, former, besides, ...found } = await readSigner(scheme, signer, parts);
    if (certificate) signers.push(shown(certificate));
    more = { ...more, ...(former ? { former } : {}), ...(besides ? { besides } : {}) };
    if (found.checked === "bad" || worst.checked === "good") worst = found;
  }
  if (signers.length === 0) worst = { checked: "bad", because: "no-signer" };
  return { scheme, signers, ...more, ...worst };
}

export function shown({ publicKey: _, ...certificate }: ReadCertificate): Certificate {
  return certificate;
}

type Found = Pick<SchemeFound, "checked" | "because">;

type SignerFound = Pick<SchemeFound, "checked" | "because" | "former" | "besides"> & {
  readonly certificate?: ReadCertificate | undefined;
};

async function readSigner(
  scheme: SigningScheme,
  signer: Uint8Array,
  parts: Checking,
): Promise<SignerFound> {
  const signed = pieces(signer)[0] ?? new Uint8Array();
  // v3 puts the versions of Android that a signer is for between the data and the signatures.
  const versions = scheme === "v2" ? 0 : 8;
  const rest = signer.subarray(4 + signed.length + versions);
  const [signatures, publicKey = new Uint8Array()] = pieces(rest);
  const [digests, certificates] = pieces(signed);
  const [first] = pieces(certificates);
  const certificate = first && (await readCertificate(first));
  if (!certificate) {
    parts.odd.add("certificate-damaged", scheme);
    return { checked: "bad", because: "no-signer" };
  }
  if (!equalBytes(certificate.publicKey, publicKey))
    return { certificate, checked: "bad", because: "signature" };
  const checked = await checkSigner({ signed, publicKey, signatures, digests }, parts);
  const attributes = attributesIn(behindPieces(signed, 2).subarray(versions));
  const said = await readAttributes(attributes, certificate);
  return { certificate, ...checked, ...said };
}

/** Of the same pages: how a signer says which signatures must stand beside it, and who signed before. */
const attributeIds = { besides: 0xbeef_f00d, lineage: 0x3ba0_6f8c, newer: 0x559f_8b02 } as const;

function attributesIn(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  return new Map(pieces(pieces(bytes)[0]).map((one) => [u32(one, 0), one.subarray(4)]));
}

async function readAttributes(
  attributes: ReadonlyMap<number, Uint8Array>,
  certificate: ReadCertificate,
): Promise<Partial<SignerFound>> {
  const besides: SigningScheme[] = [
    ...(u32(attributes.get(attributeIds.besides) ?? none, 0) === 3 ? (["v3"] as const) : []),
    ...(attributes.has(attributeIds.newer) ? (["v3.1"] as const) : []),
  ];
  const lineage = attributes.get(attributeIds.lineage);
  const { former, isGood } = lineage
    ? await readLineage(lineage, certificate)
    : { former: undefined, isGood: true };
  return {
    ...(besides.length > 0 ? { besides } : {}),
    ...(former ? { former: former.map(shown) } : {}),
    ...(isGood ? {} : ({ checked: "bad", because: "lineage" } as const)),
  };
}

const none = new Uint8Array();

type SignerBytes = {
  readonly signed: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signatures: Uint8Array | undefined;
  readonly digests: Uint8Array | undefined;
};

/** Of the strongest algorithm known here: first its signature, then the content's digest. */
async function checkSigner(
  { signed, publicKey, signatures, digests }: SignerBytes,
  { sections, digests: calculated }: Checking,
): Promise<Pick<SchemeFound, "checked" | "because">> {
  const all = pieces(signatures);
  const chosen =
    all.find((one) => algorithms[u32(one, 0)]?.digest === "SHA-512") ??
    all.find((one) => algorithms[u32(one, 0)] !== undefined);
  const algorithm = chosen && algorithms[u32(chosen, 0)];
  if (!chosen || !algorithm?.kind) return { checked: "not-checked", because: "algorithm" };
  const signature = pieces(chosen.subarray(4))[0] ?? new Uint8Array();
  const checked = await checkSignature({ kind: algorithm.kind, publicKey, signature, signed });
  if (checked !== "good")
    return { checked, because: checked === "bad" ? "signature" : "algorithm" };
  const wanted = pieces(digests).find((one) => u32(one, 0) === u32(chosen, 0));
  const digest = calculated.get(algorithm.digest) ?? contentDigest(sections, algorithm.digest);
  calculated.set(algorithm.digest, digest);
  const isSame = wanted && equalBytes(pieces(wanted.subarray(4))[0] ?? wanted, await digest);
  return isSame ? { checked: "good" } : { checked: "bad", because: "content" };
}
