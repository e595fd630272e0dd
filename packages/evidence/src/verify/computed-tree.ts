import { tileWidth, TreeEdge } from "../tile.ts";
import type { Hasher } from "../tree.ts";
import { HashList } from "./hash-list.ts";

/** The tree as its entries give it, bottom-up; of the leaves, only the last bundle is kept. */
export class ComputedTree {
  readonly #edge: TreeEdge;
  readonly #upper: HashList[] = [];

  constructor(hasher: Hasher) {
    this.#edge = new TreeEdge(0, [], hasher);
  }

  root(): Uint8Array {
    return this.#edge.root();
  }

  /** Leaf hashes of the next bundle. */
  add(leaves: Uint8Array): void {
    for (const { level, root } of this.#edge.grow(leaves))
      (this.#upper[level + 1] ??= new HashList()).push(root);
  }

  /** Hashes of a tile above the leaves, or of the last one at the bottom if it is not whole. */
  borrowTile(level: number, index: number): Uint8Array {
    if (level === 0) return this.#edge.borrowLevel(0);
    const list = this.#upper[level];
    return list?.borrow(index * tileWidth, (index + 1) * tileWidth) ?? new Uint8Array();
  }
}
