import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBinaryXml } from "../../testing/made-manifest.ts";
import { makeZip } from "../../testing/made-zip.ts";
import { inspectInChild } from "./inspect-in-child.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inspect-"));
});
afterAll(() => rm(folder, { recursive: true }));

const manifest = makeBinaryXml({ name: "manifest", attributes: [["package", 0, "org.example.a"]] });

test("a package is inspected in a process of its own, which says what it was kept from", async () => {
  const path = join(folder, "a.apk");
  await writeFile(path, makeZip([{ name: "AndroidManifest.xml", bytes: manifest }]));
  const { app, contained } = await inspectInChild(path);
  expect(app.packageId).toBe("org.example.a");
  expect(contained).toMatch(/^(no-network|no-network-by-node|files-only)$/);
});

test("what is no package is told as such by the one who asked", async () => {
  const path = join(folder, "a.txt");
  await writeFile(path, utf8("hello"));
  await expect(inspectInChild(path)).rejects.toMatchObject({ code: "inspect/not-a-package" });
});
