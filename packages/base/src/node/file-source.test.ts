import { mkdtemp, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceOf, type ByteSource } from "../byte-source.ts";
import { openFileSource } from "./file-source.ts";

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

async function expectAllPlaces(source: ByteSource): Promise<void> {
  expect(source.size).toBe(1000);
  for (const [offset, length] of [
    [0, 1000],
    [0, 0],
    [10, 7],
    [990, 100],
    [1000, 1],
    [5000, 1],
  ] as const)
    expect(await source.read(offset, length)).toEqual(bytes.slice(offset, offset + length));
}

test("bytes in memory are read at any place, and end where they end", async () => {
  await expectAllPlaces(sourceOf(bytes));
});

test("a file is read at any place, several at once, and ends where it ends", async () => {
  const path = join(await mkdtemp(join(tmpdir(), "source-")), "file");
  await writeFile(path, bytes);
  const source = await openFileSource(path);
  await expectAllPlaces(source);
  const many = await Promise.all([3, 2, 1].map((offset) => source.read(offset, 2)));
  expect(many).toEqual([3, 2, 1].map((offset) => bytes.slice(offset, offset + 2)));
  await truncate(path, 100);
  expect(await source.read(90, 20)).toEqual(bytes.slice(90, 100));
  await source.close();
});
