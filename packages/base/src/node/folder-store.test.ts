import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeObjectStore } from "../object-store.contract.ts";
import { FolderStore } from "./folder-store.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "folder-store-"));

describeObjectStore("the folder store", async () => FolderStore.open(await newFolder()));

test("what a crash left unfinished is gone after the next open", async () => {
  const folder = await newFolder();
  await FolderStore.open(folder);
  await writeFile(join(folder, ".unfinished-left-by-a-crash"), "half");
  await FolderStore.open(folder);
  expect(await readdir(folder)).toEqual([]);
});
