import { describe, expect, test } from "vitest";
import type { WitnessStore } from "./witness.ts";

/** What every place that a witness remembers in must keep to. */
export function describeWitnessStore(name: string, open: () => Promise<WitnessStore>): void {
  describe(`${name}, a witness's memory`, () => {
    test("finds what was put, by its origin, and lists all", async () => {
      const store = await open();
      expect(await store.logs()).toEqual([]);
      expect(await store.find("a/b")).toBeUndefined();
      const log = { key: "a/b+00112233+AQ==", against: [] };
      await store.replace("a/b", log);
      await store.replace("../c", { ...log, key: "../c+00112233+AQ==", last: "note — ä\n" });
      expect(await store.find("a/b")).toEqual(log);
      expect(await store.find("../c")).toMatchObject({ last: "note — ä\n" });
      expect((await store.logs()).map(({ key }) => key).toSorted()).toEqual([
        "../c+00112233+AQ==",
        "a/b+00112233+AQ==",
      ]);
    });

    test("has the new one in place of the old, and nothing of what it forgot", async () => {
      const store = await open();
      await store.replace("a", { key: "1", against: [] });
      await store.replace("a", { key: "1", last: "x", against: ["y"] });
      expect(await store.find("a")).toEqual({ key: "1", last: "x", against: ["y"] });
      await store.forget("a");
      await store.forget("a");
      expect(await store.find("a")).toBeUndefined();
      expect(await store.logs()).toEqual([]);
    });
  });
}
