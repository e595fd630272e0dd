import { equalBytes } from "@homepoint/base";
import { readTileFile, type ReadFile } from "../log-files.ts";
import { hashesAt, levelsOf, rootOfEdge, tileWidth, type Tile } from "../tile.ts";
import { hashLength, leafHashes, rootOf, type Hasher } from "../tree.ts";
import type { ComputedTree } from "./computed-tree.ts";
import { readBundle } from "./walk.ts";

export type AuthenticParts = {
  readonly read: ReadFile;
  readonly size: number;
  readonly root: Uint8Array;
  readonly computed: ComputedTree;
  readonly hasher: Hasher;
};

/**
 * What the signed root says that the tiles are, top-down: of each tile the files have one version
 * and the entries another, and at most one of them hashes to what stands above it.
 */
export class AuthenticTree {
  readonly #parts: AuthenticParts;
  readonly #known = new Map<string, Promise<Uint8Array | undefined>>();
  readonly #edge: readonly Uint8Array[] | undefined;

  private constructor(parts: AuthenticParts, edge: readonly Uint8Array[] | undefined) {
    this.#parts = parts;
    this.#edge = edge;
  }

  static async open(parts: AuthenticParts): Promise<AuthenticTree> {
    return new AuthenticTree(parts, await findEdge(parts));
  }

  /** Whether anything here leads to the signed root. */
  get isRooted(): boolean {
    return this.#edge !== undefined;
  }

  /** Undefined where neither version fits. */
  tile(level: number, index: number): Promise<Uint8Array | undefined> {
    const name = `${level}/${index}`;
    const known = this.#known.get(name) ?? this.#findTile(level, index);
    if (level > 0) this.#known.set(name, known); // those of leaves are many, and asked for once
    return known;
  }

  async #findTile(level: number, index: number): Promise<Uint8Array | undefined> {
    const width = widthOf(level, index, this.#parts.size);
    if (width < tileWidth) return this.#edge?.[level];
    const above = await this.tile(level + 1, Math.floor(index / tileWidth));
    const at = (index % tileWidth) * hashLength;
    const expected = above?.subarray(at, at + hashLength);
    const versions = await versionsOf({ level, index, width }, this.#parts);
    return (
      expected &&
      versions.find((hashes) => equalBytes(rootOf(hashes, this.#parts.hasher), expected))
    );
  }
}

export function widthOf(level: number, index: number, size: number): number {
  return Math.min(tileWidth, hashesAt(level, size) - index * tileWidth);
}

/** The right-most partial tiles that give the signed root, each from a file or from the entries. */
async function findEdge(parts: AuthenticParts): Promise<readonly Uint8Array[] | undefined> {
  const { size, root, hasher } = parts;
  let edges: readonly (readonly Uint8Array[])[] = [[]];
  for (let level = 0; level < levelsOf(size); level += 1) {
    const index = Math.floor(hashesAt(level, size) / tileWidth);
    const width = widthOf(level, index, size);
    const versions =
      width === 0 ? [new Uint8Array()] : await versionsOf({ level, index, width }, parts);
    edges = edges.flatMap((edge) => versions.map((hashes) => [...edge, hashes]));
  }
  return edges.find((edge) => equalBytes(rootOfEdge(edge, hasher), root));
}

/** Of the right length only. */
async function versionsOf(
  tile: Tile & { readonly level: number },
  parts: AuthenticParts,
): Promise<readonly Uint8Array[]> {
  const [file, computed] = [await readTileFile(parts.read, tile), await computedTile(tile, parts)];
  const length = tile.width * hashLength;
  const versions = [file?.subarray(0, length), computed].filter(
    (hashes): hashes is Uint8Array => hashes?.length === length,
  );
  const [first, second] = versions;
  return first && second && equalBytes(first, second) ? [first] : versions;
}

async function computedTile(
  { level, index }: Tile & { readonly level: number },
  { read, size, computed, hasher }: AuthenticParts,
): Promise<Uint8Array | undefined> {
  if (level > 0) return computed.borrowTile(level, index);
  const bundle = await readBundle(read, { number: index, size, withOpenings: "leaves-only" });
  return bundle.entries && leafHashes(bundle.entries, hasher);
}
