import { beforeEach, describe, expect, test } from "vitest";
import { collect, concat, equalBytes, utf8 } from "./bytes.ts";
import type { ObjectStore } from "./object-store.ts";

async function* blocksOf(...blocks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* blocks;
}

async function* breaksAfter(block: Uint8Array): AsyncIterable<Uint8Array> {
  yield block;
  throw new Error("the source broke");
}

/** What every store promises. */
export function describeObjectStore(name: string, open: () => Promise<ObjectStore>): void {
  describe(`${name}, an object store`, () => {
    let store: ObjectStore;
    beforeEach(async () => {
      store = await open();
    });

    const keys = async () => (await Array.fromAsync(store.keys())).sort();

    test("gives back what was put, in one piece or in many", async () => {
      const big = new Uint8Array(700_001).map((_, at) => at * 31);
      await store.put("some-object", blocksOf(big.subarray(0, 1), big.subarray(1)));
      expect(equalBytes(await collect(store.get("some-object")), big)).toBe(true);
      expect(await store.size("some-object")).toBe(big.length);
    });

    test.each([
      { first: 0, last: 0 },
      { first: 3, last: 6 },
      { first: 8 },
      { first: 8, last: 400 },
      { first: 10 },
    ])(
      "gives the bytes of a range, both ends included, as far as there are any: %o",
      async (range) => {
        const bytes = utf8("0123456789");
        await store.put("digits", blocksOf(bytes));
        const end = range.last === undefined ? undefined : range.last + 1;
        expect(await collect(store.get("digits", range))).toEqual(bytes.slice(range.first, end));
      },
    );

    test("keeps an empty object", async () => {
      await store.put("empty", blocksOf());
      expect(await store.size("empty")).toBe(0);
      expect(await collect(store.get("empty"))).toEqual(new Uint8Array());
    });

    test("never overwrites", async () => {
      await store.put("once", blocksOf(utf8("first")));
      await expect(store.put("once", blocksOf(utf8("second")))).rejects.toMatchObject({
        code: "store/exists",
      });
      expect(await collect(store.get("once"))).toEqual(utf8("first"));
    });

    test("holds nothing of an object whose source broke", async () => {
      await expect(store.put("half", breaksAfter(utf8("half")))).rejects.toThrow(
        "the source broke",
      );
      expect(await store.size("half")).toBeUndefined();
      expect(await keys()).toEqual([]);
    });

    test("says which object is missing", async () => {
      await expect(collect(store.get("not-there"))).rejects.toMatchObject({
        code: "store/missing",
        values: { key: "not-there" },
      });
      expect(await store.size("not-there")).toBeUndefined();
    });

    test("deletes, and deleting what is not there is no error", async () => {
      await store.put("gone", blocksOf(utf8("x")));
      await store.delete("gone");
      await store.delete("gone");
      expect(await store.size("gone")).toBeUndefined();
      expect(await keys()).toEqual([]);
    });

    test("lists every key once", async () => {
      for (const key of ["aa-1", "aa-2", "bb-1"]) await store.put(key, blocksOf(utf8(key)));
      expect(await keys()).toEqual(["aa-1", "aa-2", "bb-1"]);
    });

    test.each(["", "../escape", "UPPER", "a/b", "x", ".hidden", "a".repeat(201)])(
      "refuses %j as a key",
      async (key) => {
        await expect(store.put(key, blocksOf())).rejects.toMatchObject({ code: "store/bad-key" });
      },
    );

    test("gives blocks that the caller may change", async () => {
      await store.put("mine", blocksOf(utf8("abc")));
      for await (const block of store.get("mine")) block.fill(0);
      expect(concat(await collect(store.get("mine")))).toEqual(utf8("abc"));
    });
  });
}
