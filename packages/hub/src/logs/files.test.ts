import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { collect, concat, textOf, utf8 } from "@homepoint/base";
import { findFiles, type FoundFile, type NotFound } from "./files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
});

type Zipped = {
  readonly name: string;
  readonly content: Uint8Array;
  readonly claims?: number;
  readonly locked?: true;
};

/** A zip as APPNOTE 6.3 §4.3 says; `claims` lies about the size. */
function zipOf(...files: readonly Zipped[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content, claims, locked } of files) {
    const packed = deflateRawSync(content);
    const common = new Uint8Array(26);
    const view = new DataView(common.buffer);
    view.setUint16(0, 20, true);
    view.setUint16(2, locked ? 1 : 0, true);
    view.setUint16(4, 8, true);
    view.setUint32(10, crc32(content), true);
    view.setUint32(14, packed.length, true);
    view.setUint32(18, claims ?? content.length, true);
    view.setUint16(22, utf8(name).length, true);
    const local = concat(Uint8Array.of(0x50, 0x4b, 3, 4), common, utf8(name), packed);
    const tail = new Uint8Array(14);
    new DataView(tail.buffer).setUint32(10, offset, true);
    directory.push(concat(Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), common, tail, utf8(name)));
    parts.push(local);
    offset += local.length;
  }
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  end.set([0x50, 0x4b, 5, 6]);
  view.setUint16(8, files.length, true);
  view.setUint16(10, files.length, true);
  view.setUint32(12, concat(...directory).length, true);
  view.setUint32(16, offset, true);
  return concat(...parts, ...directory, end);
}

const find = async (...paths: string[]) => Array.fromAsync(findFiles(paths));
const isFound = (found: FoundFile | NotFound): found is FoundFile => "open" in found;
async function contents(...paths: string[]): Promise<Record<string, string>> {
  const found = (await find(...paths)).filter(isFound);
  const entries = found.map(async (file) => [
    file.path.slice(folder.length + 1),
    textOf(await collect(file.open())),
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
}

test("folders give their files, also deep ones, in the order of their names", async () => {
  await mkdir(join(folder, "card/deep"), { recursive: true });
  await writeFile(join(folder, "card/b.txt"), "b");
  await writeFile(join(folder, "card/a.txt"), "a");
  await writeFile(join(folder, "card/deep/c.txt"), "c");
  expect(await contents(folder)).toEqual({
    "card/a.txt": "a",
    "card/b.txt": "b",
    "card/deep/c.txt": "c",
  });
  expect((await find(folder)).map(({ path }) => path.slice(folder.length))).toEqual([
    "/card/a.txt",
    "/card/b.txt",
    "/card/deep/c.txt",
  ]);
});

test("a zip gives the files in it, without a file on the disk, several at a time", async () => {
  await writeFile(
    join(folder, "logs.zip"),
    zipOf(
      { name: "one.txt", content: utf8("1".repeat(90_000)) },
      { name: "in/two.txt", content: utf8("2") },
    ),
  );
  const found = await contents(folder);
  expect(Object.keys(found).sort()).toEqual(["logs.zip/in/two.txt", "logs.zip/one.txt"]);
  expect(found["logs.zip/one.txt"]).toHaveLength(90_000);
});

test("zips in zips give their files too, as deep as people pack them and no deeper", async () => {
  let packed = zipOf({ name: "log.txt", content: utf8("a log") });
  for (let depth = 2; depth <= 4; depth += 1)
    packed = zipOf(
      { name: "inner.zip", content: packed },
      { name: "beside.txt", content: utf8("x") },
    );
  await writeFile(join(folder, "outer.zip"), packed);
  const inner = "outer.zip/inner.zip/inner.zip/inner.zip";
  expect(await contents(folder)).toEqual({
    [`${inner}/log.txt`]: "a log",
    "outer.zip/inner.zip/inner.zip/beside.txt": "x",
    "outer.zip/inner.zip/beside.txt": "x",
    "outer.zip/beside.txt": "x",
  });
  await writeFile(join(folder, "outer.zip"), zipOf({ name: "inner.zip", content: packed }));
  const found = await find(folder);
  expect(found.filter((one) => !isFound(one))).toMatchObject([
    { path: join(folder, inner, "inner.zip"), why: expect.stringContaining("unpack it first") },
  ]);
});

test("what is only called a zip inside a zip is a file like any other", async () => {
  await writeFile(
    join(folder, "outer.zip"),
    zipOf({ name: "inner.zip", content: utf8("no zip at all") }),
  );
  expect(await contents(folder)).toEqual({ "outer.zip/inner.zip": "no zip at all" });
});

test("a zip made to fill the disk, or locked, is named and not opened", async () => {
  await writeFile(
    join(folder, "bad.zip"),
    zipOf(
      { name: "bomb.txt", content: utf8("x"), claims: 4_000_000_000 },
      { name: "locked.txt", content: utf8("x"), locked: true },
    ),
  );
  const found = await find(folder);
  expect(found.some(isFound)).toBe(false);
  expect(found.map(({ path }) => path.split("/").pop())).toEqual(["bomb.txt", "locked.txt"]);
});

test("a zip inside a zip that is broken in the middle is named, and hides nothing beside it", async () => {
  const inner = zipOf(
    { name: "log.txt", content: utf8("a log") },
    { name: "../outside.txt", content: utf8("x") },
  );
  await writeFile(
    join(folder, "outer.zip"),
    zipOf({ name: "inner.zip", content: inner }, { name: "beside.txt", content: utf8("b") }),
  );
  const found = await find(folder);
  expect(found.map(({ path }) => path.slice(folder.length + 1))).toEqual([
    "outer.zip/inner.zip/log.txt",
    "outer.zip/inner.zip",
    "outer.zip/beside.txt",
  ]);
  expect(found.filter((one) => !isFound(one))).toHaveLength(1);
});

test("zips inside a zip that come to far more than any house are not unpacked to the end", async () => {
  const inner = { content: utf8("x"), claims: 60_000_000 };
  const many = Array.from({ length: 300 }, (_, at) => ({ name: `${at}.zip`, ...inner }));
  await writeFile(join(folder, "outer.zip"), zipOf(...many));
  const found = await find(folder);
  expect(found.filter(isFound)).toHaveLength(286);
  expect(found.at(-1)).toMatchObject({ why: expect.stringContaining("unpack it first") });
});

test("what is only called a zip is a file like any other", async () => {
  await writeFile(join(folder, "not.zip"), "no zip");
  expect(await contents(folder)).toEqual({ "not.zip": "no zip" });
});

test("a zip that is cut gives no file that is cut without saying so", async () => {
  const whole = zipOf({ name: "one.txt", content: utf8("1".repeat(90_000)) });
  await writeFile(join(folder, "cut.zip"), concat(whole.subarray(0, 40), whole.subarray(60)));
  for (const found of (await find(folder)).filter(isFound))
    if (found.name === "one.txt") await expect(collect(found.open())).rejects.toThrow();
});

test("what is not there is named", async () => {
  expect(await find(join(folder, "nowhere"))).toEqual([
    { path: join(folder, "nowhere"), why: "there is no such file or folder" },
  ]);
});

test("a link back into its own folder is not followed", async () => {
  await writeFile(join(folder, "a.txt"), "a");
  await symlink(folder, join(folder, "loop"));
  expect(await contents(folder)).toEqual({ "a.txt": "a" });
});
