import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { expectSentence, homepoint, newFolder } from "../testing/command.ts";
import { storedZip } from "../testing/zip.ts";

async function made(text: string): Promise<string> {
  const path = join(await newFolder(), "made.apk");
  const manifest = utf8('<?xml version="1.0"?><manifest package="a.b"/>');
  await writeFile(path, storedZip({ "AndroidManifest.xml": manifest, "assets/t": utf8(text) }));
  return path;
}

test("inspect tells of a package where it may talk to, and what is odd about it", async () => {
  const { code, out, err } = await homepoint(["inspect", await made("http://api.example.com/a")]);
  expect(code).toBe(0);
  expect(out).toContain("api.example.com  (unencrypted)");
  expect(out).toContain("the manifest is text; Android would not install it");
  expect(out).toContain("nobody: it is not signed");
  expect(err).toMatch(/^Inspected in a process/);
});

test("inspect --against tells what came and what went, and --json all of it", async () => {
  const [older, newer] = [
    await made("https://old.example.com/"),
    await made("https://new.example.com/"),
  ];
  const told = await homepoint(["inspect", newer, "--against", older]);
  expect(told.out).toContain("+ host: new.example.com");
  expect(told.out).toContain("- host: old.example.com");
  const { code, out } = await homepoint(["inspect", newer, "--against", older, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    hosts: [{ host: "new.example.com", inUrl: true }],
    differences: [
      { kind: "host", change: "new" },
      { kind: "host", change: "gone" },
    ],
  });
});

test("inspect knows the trackers of a list that is brought", async () => {
  const list = join(await newFolder(), "trackers.json");
  const trackers = { 7: { id: 7, name: "Made", network_signature: "api\\.example\\.com" } };
  await writeFile(list, JSON.stringify({ trackers }));
  const args = ["inspect", await made("https://api.example.com/"), "--trackers", list];
  expect((await homepoint(args)).out).toContain("Made");
});

test("inspect answers 3 to what is no package, and 1 to what is not there", async () => {
  const text = join(await newFolder(), "a.txt");
  await writeFile(text, "hello");
  const noPackage = await homepoint(["inspect", text]);
  expect(noPackage.code).toBe(3);
  expectSentence(noPackage, /a\.txt is no app package: it is no zip/);
  const missing = await homepoint(["inspect", join(text, "b")]);
  expect(missing.code).toBe(1);
  expectSentence(missing, /There is no file/);
});
