import { concat } from "@homepoint/base";
import { foldRight, hashLength, peaksOf, rootOf, type Hasher } from "./tree.ts";

/** C2SP tlog-tiles: a tile is eight levels high, 256 hashes wide. */
export const tileWidth = 256;
const tileBytes: number = tileWidth * hashLength;

export type Tile = {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256; fewer than 256 hashes are a partial tile. */
  readonly width: number;
};

/** `tile/<L>/<N>[.p/<W>]`, as C2SP tlog-tiles writes it. */
export function tilePath({ level, index, width }: Tile): string {
  const partial = width < tileWidth ? `.p/${width}` : "";
  return `tile/${level}/${numberPath(index)}${partial}`;
}

/** 1234067 is `x001/x234/067`: no folder holds more than a thousand names. */
export function numberPath(index: number): string {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, "0"));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
}

/** Hashes at a tile level in a tree of this size. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** Levels that a tree of this size has tiles at. */
export function levelsOf(size: number): number {
  let levels = 0;
  while (hashesAt(levels, size) > 0) levels += 1;
  return levels;
}

/** The right-most tile of each level, where it is not whole; what the tree goes on from. */
export function edgeTiles(size: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; level < levelsOf(size); level += 1) {
    const hashes = hashesAt(level, size);
    const width = hashes % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width });
  }
  return tiles;
}

/** Root of the tree whose partial right-most tiles these are, by level; empty where none. */
export function rootOfEdge(levels: readonly Uint8Array[], hasher: Hasher): Uint8Array {
  const peaks = levels.toReversed().flatMap((hashes) => peaksOf(hashes, hasher));
  return foldRight(peaks, hasher);
}

/** A tile that became whole as a tree grew; `root` is the hash that stands for it one level up. */
export type WholeTile = {
  readonly level: number;
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
};

/**
 * The right edge of a tree that only grows: for each level the hashes of its partial tile. Grown
 * in place; `copy` before what might fail.
 */
export class TreeEdge {
  #size: number;
  readonly #levels: Uint8Array[];
  readonly #hasher: Hasher;

  /** `levels[l]` holds `hashesAt(l, size) % 256` hashes. */
  constructor(size: number, levels: readonly Uint8Array[], hasher: Hasher) {
    this.#size = size;
    this.#levels = [...levels];
    this.#hasher = hasher;
  }

  get size(): number {
    return this.#size;
  }

  copy(): TreeEdge {
    return new TreeEdge(this.#size, this.#levels, this.#hasher);
  }

  /** Hashes of the partial tile at a level; empty where the last tile is whole. */
  borrowLevel(level: number): Uint8Array {
    return this.#levels[level] ?? new Uint8Array();
  }

  root(): Uint8Array {
    return rootOfEdge(this.#levels, this.#hasher);
  }

  /**
   * Grows by leaf hashes, at most as many as still fit the partial tile at the bottom. Gives the
   * tiles that became whole, from the bottom up.
   */
  grow(leaves: Uint8Array): readonly WholeTile[] {
    this.#size += leaves.length / hashLength;
    const whole: WholeTile[] = [];
    let added = leaves;
    for (let level = 0; added.length > 0; level += 1) {
      const hashes = concat(this.borrowLevel(level), added);
      if (hashes.length > tileBytes) throw new RangeError("more leaves than fit the tile");
      const isWhole = hashes.length === tileBytes;
      this.#levels[level] = isWhole ? new Uint8Array() : hashes;
      if (!isWhole) break;
      added = rootOf(hashes, this.#hasher);
      whole.push({ level, hashes, root: added });
    }
    return whole;
  }
}
