import { utf8 } from "@homepoint/base";
import { beforeEach, describe, expect, test } from "vitest";
import { largestSmallFile, type SmallFiles } from "./small-files.ts";

/** What every keeper of small files promises. */
export function describeSmallFiles(name: string, open: () => Promise<SmallFiles>): void {
  describe(`${name}, small files`, () => {
    let files: SmallFiles;
    beforeEach(async () => {
      files = await open();
    });

    const names = async (beginning?: string) =>
      (await Array.fromAsync(files.names(beginning))).sort();

    test("gives back what was created", async () => {
      expect(await files.create("one.age", utf8("1"))).toBe(true);
      expect(await files.read("one.age")).toEqual(utf8("1"));
      expect(await names()).toEqual(["one.age"]);
    });

    test("says so, and changes nothing, where a name is taken", async () => {
      await files.create("once", utf8("first"));
      expect(await files.create("once", utf8("second"))).toBe(false);
      expect(await files.read("once")).toEqual(utf8("first"));
    });

    test("replaces, whether there was one or not", async () => {
      await files.replace("file", utf8("old"));
      await files.replace("file", utf8("new"));
      expect(await files.read("file")).toEqual(utf8("new"));
      expect(await names()).toEqual(["file"]);
    });

    test("destroys, and destroying what is not there is no error", async () => {
      await files.create("gone", utf8("x"));
      await files.destroy("gone");
      await files.destroy("gone");
      expect(await files.read("gone")).toBeUndefined();
      expect(await names()).toEqual([]);
      expect(await files.create("gone", utf8("again"))).toBe(true);
    });

    test("lists names by their beginning", async () => {
      const all = ["aa11", "aa11.columns", "aa22", "bb11"];
      for (const name of all) await files.create(name, utf8(name));
      expect(await names()).toEqual(all);
      expect(await names("aa")).toEqual(["aa11", "aa11.columns", "aa22"]);
      expect(await names("aa11.")).toEqual(["aa11.columns"]);
      expect(await names("cc")).toEqual([]);
    });

    test("one of two who create at once is told that the name is taken", async () => {
      const created = await Promise.all([
        files.create("race", utf8("a")),
        files.create("race", utf8("b")),
      ]);
      expect(created.toSorted()).toEqual([false, true]);
    });

    test("keeps its own copy", async () => {
      const bytes = utf8("kept");
      await files.create("mine", bytes);
      bytes.fill(0);
      (await files.read("mine"))?.fill(0);
      expect(await files.read("mine")).toEqual(utf8("kept"));
    });

    test("refuses to read what is larger than the vault writes", async () => {
      await files.create("large", new Uint8Array(largestSmallFile + 1));
      await expect(files.read("large")).rejects.toMatchObject({ code: "vault/file-too-large" });
    });

    test.each(["", "../escape", "UPPER", "a/b", ".hidden"])(
      "refuses %j as a name",
      async (name) => {
        await expect(files.create(name, utf8("x"))).rejects.toMatchObject({
          code: "store/bad-key",
        });
        await expect(files.read(name)).rejects.toMatchObject({ code: "store/bad-key" });
        await expect(files.destroy(name)).rejects.toMatchObject({ code: "store/bad-key" });
      },
    );
  });
}
