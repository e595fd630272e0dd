import { sourceOf, utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { makeBinaryXml } from "../testing/made-manifest.ts";
import { makeZip } from "../testing/made-zip.ts";
import { compareInspections } from "./compare-inspections.ts";
import { inspectApp } from "./inspect-app.ts";
import { toInspection } from "./inspection.ts";

async function version(code: number, permissions: readonly string[], text: string) {
  const bytes = makeBinaryXml({
    name: "manifest",
    attributes: [
      ["package", 0, "org.example.a"],
      ["versionCode", 0x0101_021b, code],
      ["versionName", 0x0101_021c, `1.${code}`],
    ],
    children: [
      { name: "uses-sdk", attributes: [["targetSdkVersion", 0x0101_0270, 33]] },
      ...permissions.map((name) => ({
        name: "uses-permission",
        attributes: [["name", 0x0101_0003, name]] as const,
      })),
    ],
  });
  const zip = makeZip([
    { name: "AndroidManifest.xml", bytes },
    { name: "assets/t", bytes: utf8(text) },
  ]);
  return toInspection(await inspectApp(sourceOf(zip), { name: "a.apk" }));
}

test("two versions differ by what came, what went, and what changed", async () => {
  const older = await version(1, ["android.permission.CAMERA"], "https://old.example.com/");
  const newer = await version(2, ["android.permission.RECORD_AUDIO"], "https://new.example.com/");
  expect(compareInspections(older, newer)).toEqual([
    { kind: "version", change: "changed", from: "1.1 (1)", to: "1.2 (2)" },
    { kind: "permission", change: "new", what: "android.permission.RECORD_AUDIO" },
    { kind: "permission", change: "gone", what: "android.permission.CAMERA" },
    { kind: "host", change: "new", what: "new.example.com" },
    { kind: "host", change: "gone", what: "old.example.com" },
  ]);
  expect(compareInspections(newer, newer)).toEqual([]);
});
