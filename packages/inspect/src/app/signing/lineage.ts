import { equalBytes } from "@homepoint/base";
import { u32 } from "../little-endian.ts";
import { algorithms } from "./algorithms.ts";
import { readCertificate, type ReadCertificate } from "./certificate.ts";
import { behindPieces, pieces } from "./pieces.ts";
import { checkSignature } from "./verify-signature.ts";

export type Lineage = {
  /** Who signed before, the first of all first. */
  readonly former: readonly ReadCertificate[];
  /** Each was signed for by the one before it, and the last is who signs now. */
  readonly isGood: boolean;
};

const mostNodes = 100;

/**
 * source.android.com, "APK Signature Scheme v3", proof-of-rotation: a version, then a piece for each
 * signer, whose certificate the one before has signed.
 */
export async function readLineage(bytes: Uint8Array, signer: ReadCertificate): Promise<Lineage> {
  const nodes = pieces(bytes.subarray(4)).slice(0, mostNodes);
  const found: ReadCertificate[] = [];
  let isGood = u32(bytes, 0) === 1;
  let by = 0;
  for (const node of nodes) {
    const signed = pieces(node)[0] ?? new Uint8Array();
    const rest = behindPieces(node, 1);
    const certificate = await readCertificate(pieces(signed)[0] ?? new Uint8Array());
    if (!certificate) return { former: found, isGood: false };
    const before = found.at(-1);
    const signature = pieces(rest.subarray(8))[0] ?? new Uint8Array();
    const kind = algorithms[by]?.kind;
    if (before) {
      const isNamed = u32(behindPieces(signed, 1), 0) === by;
      const { publicKey } = before;
      const checked = await checkSignature({ kind, publicKey, signature, signed });
      isGood &&= isNamed && checked === "good";
    }
    isGood &&= !found.some(({ sha256 }) => sha256 === certificate.sha256);
    by = u32(rest, 4); // what this one signs the next with
    found.push(certificate);
  }
  const last = found.at(-1);
  isGood &&= last !== undefined && equalBytes(last.publicKey, signer.publicKey);
  return { former: isGood ? found.slice(0, -1) : found, isGood };
}
