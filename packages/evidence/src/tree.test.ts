import { concat, fromHex, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  proveConsistency,
  proveInclusion,
  rootAt,
  verifyConsistency,
  verifyInclusion,
  type TreeSource,
} from "./inclusion.ts";
import { anywherePrimitives as hasher } from "./primitives.ts";
import {
  levelsOf,
  hashesAt,
  numberPath,
  tilePath,
  tileWidth,
  TreeEdge,
  edgeTiles,
} from "./tile.ts";
import { emptyRoot, hashLength, leafHash, rootOf } from "./tree.ts";

/** RFC 6962 §2.1 as it is written, with no thought of speed. */
function naiveRoot(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (!only) return hasher.sha256(new Uint8Array());
  if (entries.length === 1) return hasher.sha256(concat(Uint8Array.of(0), only));
  const k = largestPowerBelow(entries.length);
  const [left, right] = [naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k))];
  return hasher.sha256(concat(Uint8Array.of(1), left, right));
}

/** RFC 6962 §2.1.1. */
function naivePath(m: number, entries: readonly Uint8Array[]): readonly Uint8Array[] {
  if (entries.length <= 1) return [];
  const k = largestPowerBelow(entries.length);
  return m < k
    ? [...naivePath(m, entries.slice(0, k)), naiveRoot(entries.slice(k))]
    : [...naivePath(m - k, entries.slice(k)), naiveRoot(entries.slice(0, k))];
}

/** RFC 6962 §2.1.2. */
function naiveSubproof(m: number, entries: readonly Uint8Array[], b: boolean): Uint8Array[] {
  if (m === entries.length) return b ? [] : [naiveRoot(entries)];
  const k = largestPowerBelow(entries.length);
  return m <= k
    ? [...naiveSubproof(m, entries.slice(0, k), b), naiveRoot(entries.slice(k))]
    : [...naiveSubproof(m - k, entries.slice(k), false), naiveRoot(entries.slice(0, k))];
}

function largestPowerBelow(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

const entriesOf = (count: number) => Array.from({ length: count }, (_, at) => utf8(`entry ${at}`));

/** A tree in memory, through the same tiles that a log has on disk. */
function sourceOf(entries: readonly Uint8Array[]): TreeSource {
  const edge = new TreeEdge(0, [], hasher);
  const tiles = new Map<string, Uint8Array>();
  for (const entry of entries)
    for (const { level, hashes } of edge.grow(leafHash(entry, hasher))) {
      const index = hashesAt(level + 1, edge.size) - 1;
      tiles.set(tilePath({ level, index, width: tileWidth }), hashes);
    }
  for (const tile of edgeTiles(edge.size))
    tiles.set(tilePath(tile), edge.borrowLevel(tile.level as number));
  return {
    size: entries.length,
    hasher,
    readTile: async (tile) => tiles.get(tilePath(tile)) ?? expect.unreachable(tilePath(tile)),
  };
}

describe("the tree of the Certificate Transparency test vectors", () => {
  const leaves = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];

  test.each(roots.map((root, at) => [at + 1, root] as const))(
    "has this root at size %i",
    (size, root) => {
      const hashes = leaves.slice(0, size).map((leaf) => leafHash(fromHex(leaf)!, hasher));
      expect(toHex(rootOf(concat(...hashes), hasher))).toBe(root);
    },
  );

  test("has the hash of nothing for a root when it is empty", () => {
    expect(toHex(emptyRoot(hasher))).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });
});

// 600 leaves have two whole tiles, a partial one, and a partial tile above.
const size = fc.integer({ min: 1, max: 600 });
const bigSizes = [1, 2, 255, 256, 257, 511, 512, 513, 65_536, 65_537, 66_000];

test("a tree grown in any pieces has the root of RFC 6962", () => {
  fc.assert(
    fc.property(size, fc.array(fc.integer({ min: 1, max: 256 })), (size, steps) => {
      const entries = entriesOf(size);
      const edge = new TreeEdge(0, [], hasher);
      const takes = [...steps, ...Array<number>(size).fill(1)].values();
      while (edge.size < size) {
        const room = Math.min(tileWidth - (edge.size % tileWidth), size - edge.size);
        const take = Math.min(takes.next().value ?? 1, room);
        const some = entries.slice(edge.size, edge.size + take);
        edge.grow(concat(...some.map((entry) => leafHash(entry, hasher))));
      }
      expect(edge.root()).toEqual(naiveRoot(entries));
    }),
    { numRuns: 30 },
  );
});

test.each(bigSizes)(
  "the tiles of %i leaves give their root, and each the one above",
  async (size) => {
    const source = sourceOf(entriesOf(size));
    const edge = new TreeEdge(0, [], hasher);
    for (const entry of entriesOf(size)) edge.grow(leafHash(entry, hasher));
    expect(await rootAt(size, source)).toEqual(edge.root());
    if (size > 65_536) {
      const top = await source.readTile({ level: 2, index: 0, width: 1 });
      const middle = await source.readTile({ level: 1, index: 0, width: 256 });
      expect(rootOf(middle, hasher)).toEqual(top);
    }
  },
);

test("an inclusion proof is that of RFC 6962, and verifies", async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (size, any) => {
      const [entries, index] = [entriesOf(size), any % size];
      const source = sourceOf(entries);
      const path = await proveInclusion(index, source);
      expect(path).toEqual(naivePath(index, entries));
      const proof = {
        index,
        size,
        path,
        leaf: leafHash(entries[index]!, hasher),
        root: naiveRoot(entries),
      };
      expect(verifyInclusion(proof, hasher)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("an inclusion proof of anything else does not verify", async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), fc.nat(), async (size, any, change) => {
      const [entries, index] = [entriesOf(size), any % size];
      const path = await proveInclusion(index, sourceOf(entries));
      const root = naiveRoot(entries);
      const proof = { index, size, path, leaf: leafHash(entries[index]!, hasher), root };
      const flipped = (hash: Uint8Array) =>
        hash.map((byte, at) => (at === change % 32 ? byte ^ 1 : byte));
      const wrong = [
        { ...proof, index: (index + 1) % size },
        { ...proof, index: -1 },
        { ...proof, index: size },
        { ...proof, index: 0.5 },
        { ...proof, size: 2 * size + 1 },
        { ...proof, leaf: flipped(proof.leaf) },
        { ...proof, root: flipped(root) },
        { ...proof, path: [...path, root] },
        { ...proof, path: path.slice(1) },
        {
          ...proof,
          path: path.map((hash, at) => (at === change % path.length ? flipped(hash) : hash)),
        },
        { ...proof, path: path.map((hash) => hash.subarray(1)) },
      ];
      for (const forged of wrong) {
        const isSame = forged.index === index && forged.path.length === path.length;
        if (isSame && size === 1 && forged.leaf === proof.leaf && forged.root === root) continue;
        expect(verifyInclusion(forged, hasher), JSON.stringify({ size, index })).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test("a consistency proof is that of RFC 6962, and verifies", async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (size, any) => {
      const [entries, old] = [entriesOf(size), (any % size) + 1];
      const path = await proveConsistency(old, sourceOf(entries));
      expect(path).toEqual(naiveSubproof(old, entries, true));
      const oldRoot = naiveRoot(entries.slice(0, old));
      const proof = { old, oldRoot, size, path, root: naiveRoot(entries) };
      expect(verifyConsistency(proof, hasher)).toBe(true);
      expect(await rootAt(old, sourceOf(entries))).toEqual(oldRoot);
    }),
    { numRuns: 60 },
  );
});

test("a consistency proof of another history does not verify", async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (size, any) => {
      const [entries, old] = [entriesOf(size), (any % size) + 1];
      const path = await proveConsistency(old, sourceOf(entries));
      const other = naiveRoot(entries.slice(0, old).with(old - 1, utf8("something else")));
      const proof = { old, oldRoot: other, size, path, root: naiveRoot(entries) };
      const oldRoot = naiveRoot(entries.slice(0, old));
      expect(verifyConsistency(proof, hasher)).toBe(false);
      expect(verifyConsistency({ ...proof, oldRoot, root: other }, hasher)).toBe(false);
      expect(verifyConsistency({ ...proof, oldRoot, path: [...path, other] }, hasher)).toBe(false);
      expect(verifyConsistency({ ...proof, oldRoot, old: size + 1 }, hasher)).toBe(false);
      if (path.length > 0)
        expect(verifyConsistency({ ...proof, oldRoot, path: path.slice(1) }, hasher)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("the empty tree is the beginning of any, and nothing else of size nought is", () => {
  const root = naiveRoot(entriesOf(3));
  const proof = { old: 0, oldRoot: emptyRoot(hasher), size: 3, root, path: [] };
  expect(verifyConsistency(proof, hasher)).toBe(true);
  expect(verifyConsistency({ ...proof, oldRoot: root }, hasher)).toBe(false);
});

// The examples of C2SP tlog-tiles, "Merkle Tree" and "Partial Tiles".
describe("tiles are named as C2SP tlog-tiles names them", () => {
  test.each([
    [0, "000"],
    [999, "999"],
    [1000, "x001/000"],
    [1_234_067, "x001/x234/067"],
  ])("%i is %s", (index, path) => {
    expect(numberPath(index)).toBe(path);
  });

  test("a tree of 70,000 has one partial tile at each of three levels", () => {
    expect(edgeTiles(70_000).map(tilePath)).toEqual([
      "tile/0/273.p/112",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
    expect(levelsOf(70_000)).toBe(3);
  });

  test("a tree of 256 has a whole tile of leaves and a partial one above", () => {
    expect(edgeTiles(256).map(tilePath)).toEqual(["tile/1/000.p/1"]);
    expect(tilePath({ level: "entries", index: 0, width: 256 })).toBe("tile/entries/000");
  });
});

test("an edge takes no more leaves than fit its tile", () => {
  const edge = new TreeEdge(0, [], hasher);
  edge.grow(new Uint8Array(200 * hashLength));
  expect(() => edge.grow(new Uint8Array(57 * hashLength))).toThrow(RangeError);
});
