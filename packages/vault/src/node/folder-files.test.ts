import { utf8 } from "@homepoint/base";
import { link, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeSmallFiles } from "../home/small-files.contract.ts";
import { newFolder } from "./new-folder.contract.ts";
import { FolderFiles } from "./folder-files.ts";

describeSmallFiles("in a flat folder", async () =>
  FolderFiles.open(await newFolder("files"), "flat"),
);
describeSmallFiles("spread over sub-folders", async () =>
  FolderFiles.open(await newFolder("files"), "spread"),
);

test("a spread file lies in a folder named by its first two letters, for its owner alone", async () => {
  const folder = await newFolder("files");
  await (await FolderFiles.open(folder, "spread")).create("ab12", utf8("x"));
  const path = join(folder, "ab", "ab12");
  expect(await readFile(path, "utf8")).toBe("x");
  if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("what is destroyed is overwritten, not only unlinked", async () => {
  const folder = await newFolder("files");
  const files = await FolderFiles.open(folder, "spread");
  await files.create("ab12", utf8("secret"));
  await link(join(folder, "ab", "ab12"), join(folder, "witness"));
  await files.destroy("ab12");
  expect(await readFile(join(folder, "witness"))).toEqual(Buffer.alloc(6));
});

test("a destroying that a crash cut short is finished by the next open", async () => {
  const folder = await newFolder("files");
  await mkdir(join(folder, "ab"));
  const left = join(folder, "ab", ".destroyed-left-by-a-crash");
  await writeFile(left, "secret");
  await link(left, join(folder, "witness"));
  const files = await FolderFiles.open(folder, "spread");
  expect(await Array.fromAsync(files.names())).toEqual([]);
  expect(await readdir(join(folder, "ab"))).toEqual([]);
  expect(await readFile(join(folder, "witness"))).toEqual(Buffer.alloc(6));
});

test("a creating that a crash cut short after the name was given keeps the file", async () => {
  const folder = await newFolder("files");
  await (await FolderFiles.open(folder, "spread")).create("ab12", utf8("kept"));
  await link(join(folder, "ab", "ab12"), join(folder, "ab", ".unfinished-left-by-a-crash"));
  const files = await FolderFiles.open(folder, "spread");
  expect(await files.read("ab12")).toEqual(utf8("kept"));
  expect(await readdir(join(folder, "ab"))).toEqual(["ab12"]);
});

test("files beside the folders, and folders beside the files, are not names", async () => {
  const folder = await newFolder("files");
  await writeFile(join(folder, "README"), "");
  await mkdir(join(folder, "ab", "folder"), { recursive: true });
  const files = await FolderFiles.open(folder, "spread");
  expect(await Array.fromAsync(files.names())).toEqual([]);
});
