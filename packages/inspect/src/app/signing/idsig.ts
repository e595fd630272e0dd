import { concat, equalBytes, type ByteSource } from "@homepoint/base";
import { u32, u8 } from "../little-endian.ts";
import { algorithms } from "./algorithms.ts";
import { readCertificate, type Certificate } from "./certificate.ts";
import { digest } from "./content-digest.ts";
import { behindPieces, pieces } from "./pieces.ts";
import { shown } from "./signing-block.ts";
import type { SchemeFound } from "./signing.ts";
import { checkSignature } from "./verify-signature.ts";

/** As much of such a file as is read: what follows is a tree of hashes, which is calculated anew. */
export const idsigHeadBytes = 65_536;

const version = 2;
const sha256 = 1;
const block = 4096;
const logBlock = 12;
/** fs-verity has no longer one; it is hashed with each block. */
const longestSalt = 32;

export type SignedApart = {
  readonly apk: ByteSource;
  /** Of the schemes inside: the same has to have signed here. */
  readonly signers: readonly Certificate[];
};

/**
 * Scheme v4, a file of its own beside the package (`.idsig`), as AOSP's `V4Signature` has it: version,
 * how the content is hashed, who signed that. Android holds what it streams in against it.
 */
export async function readIdsig(
  head: Uint8Array,
  { apk, signers }: SignedApart,
): Promise<SchemeFound> {
  const [hashing = none, signing = none] = pieces(head.subarray(4));
  const [apkDigest = none, encoded = none, added = none, publicKey = none] = pieces(signing);
  const certificate = await readCertificate(encoded);
  if (u32(head, 0) !== version || !certificate)
    return { scheme: "v4", signers: [], checked: "bad", because: "no-signer" };
  const found = { scheme: "v4", signers: [shown(certificate)] } as const;
  const rest = behindPieces(signing, 4);
  const kind = algorithms[u32(rest, 0)]?.kind;
  const [signature = none] = pieces(rest.subarray(4));
  if (!kind) return { ...found, checked: "not-checked", because: "algorithm" };
  const signed = signedBytes(apk.size, [hashing, prefixed(apkDigest, encoded, added)]);
  const checked = await checkSignature({ kind, publicKey, signature, signed });
  if (checked === "not-checked") return { ...found, checked, because: "algorithm" };
  const isSame =
    equalBytes(publicKey, certificate.publicKey) &&
    signers.some((one) => one.sha256 === certificate.sha256);
  if (checked === "bad" || !isSame) return { ...found, checked: "bad", because: "signature" };
  const [salt = none, root = none] = pieces(hashing.subarray(5));
  const isUsual = u32(hashing, 0) === sha256 && u8(hashing, 4) === logBlock;
  if (!isUsual || salt.length > longestSalt)
    return { ...found, checked: "not-checked", because: "algorithm" };
  const isWhole = equalBytes(root, await rootOf(apk, salt));
  return isWhole ? { ...found, checked: "good" } : { ...found, checked: "bad", because: "content" };
}

const none = new Uint8Array();

/** What is signed: its own length, the file's, and what stands in the file of it. */
function signedBytes(fileSize: number, parts: readonly Uint8Array[]): Uint8Array {
  const bytes = concat(new Uint8Array(12), ...parts);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint32(0, bytes.length, true);
  view.setBigUint64(4, BigInt(fileSize), true);
  return bytes;
}

function prefixed(...all: readonly Uint8Array[]): Uint8Array {
  const length = (bytes: Uint8Array) => {
    const four = new Uint8Array(4);
    new DataView(four.buffer).setUint32(0, bytes.length, true);
    return four;
  };
  return concat(...all.flatMap((bytes) => [length(bytes), bytes]));
}

/** The root of fs-verity's tree: hashes of blocks, then of blocks of hashes, until one is left. */
async function rootOf(apk: ByteSource, salt: Uint8Array): Promise<Uint8Array> {
  const read = (at: number) => apk.read(at, Math.min(block, apk.size - at));
  let hashes = await hashBlocks(apk.size, salt, read);
  while (hashes.length > 32) {
    const level = hashes;
    hashes = await hashBlocks(level.length, salt, async (at) => level.subarray(at, at + block));
  }
  return hashes;
}

async function hashBlocks(
  size: number,
  salt: Uint8Array,
  read: (at: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const count = Math.ceil(size / block);
  const hashes = new Uint8Array(count * 32);
  const whole = new Uint8Array(salt.length + block);
  whole.set(salt);
  for (let at = 0; at < count; at += 1) {
    const bytes = await read(at * block);
    whole.fill(0, salt.length).set(bytes, salt.length);
    hashes.set(await digest("SHA-256", whole), at * 32);
  }
  return hashes;
}
