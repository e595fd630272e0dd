import { utf8 } from "@homepoint/base";
import { signCheckpoint } from "../checkpoint.ts";
import { proveConsistency, rootAt, type TreeSource } from "../inclusion.ts";
import { makeSignerKey, type SignerKey } from "../note.ts";
import { anywherePrimitives as primitives } from "../primitives.ts";
import { hashesAt, tileWidth } from "../tile.ts";
import { hashLength, leafHashes, rootOf } from "../tree.ts";
import type { Offer } from "./offer.ts";

/** For tests: a tree in memory over these texts, of at most 65,536 leaves. */
export function treeOf(leaves: readonly string[]): TreeSource {
  const hashes = leafHashes(leaves.map(utf8), primitives);
  const size = leaves.length;
  const whole = Array.from({ length: hashesAt(1, size) }, (_, at) =>
    rootOf(
      hashes.subarray(at * tileWidth * hashLength, (at + 1) * tileWidth * hashLength),
      primitives,
    ),
  );
  const levels = [hashes, Uint8Array.from(whole.flatMap((hash) => [...hash]))];
  return {
    size,
    hasher: primitives,
    async readTile({ level, index, width }) {
      const from = index * tileWidth * hashLength;
      return levels[level as number]!.subarray(from, from + width * hashLength); // two levels
    },
  };
}

export function keyNamed(name: string): SignerKey {
  return makeSignerKey(name, primitives.sha256(utf8(name)), primitives);
}

/** The checkpoint of a tree's first `size` leaves. */
export async function noteOf(tree: TreeSource, size: number, key: SignerKey): Promise<string> {
  return signCheckpoint(
    { origin: key.name, size, root: await rootAt(size, tree) },
    key,
    primitives,
  );
}

/** What an honest log offers a witness that knows its first `old` leaves. */
export async function offerOf(tree: TreeSource, old: number, key: SignerKey): Promise<Offer> {
  const path = old === 0 ? [] : await proveConsistency(old, tree);
  return { old, path, note: await noteOf(tree, tree.size, key) };
}
