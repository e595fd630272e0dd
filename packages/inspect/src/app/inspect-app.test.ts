import { readFileSync } from "node:fs";
import { sourceOf, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBinaryXml, type MadeElement } from "../testing/made-manifest.ts";
import { makeZip, type MadeEntry } from "../testing/made-zip.ts";
import { realFiles } from "./real-packages.contract.ts";
import { usualLimits } from "./budget.ts";
import { inspectApp, type InspectParts } from "./inspect-app.ts";

const name = 0x0101_0003;
const exported = 0x0101_0010;
const permission = (id: string): MadeElement => ({
  name: "uses-permission",
  attributes: [["name", name, id]],
});
const filter: MadeElement = {
  name: "intent-filter",
  children: [{ name: "action", attributes: [["name", name, "a.b.VIEW"]] }],
};

const manifest = (children: readonly MadeElement[], targetSdk = 33): Uint8Array =>
  makeBinaryXml({
    name: "manifest",
    attributes: [["package", 0, "org.example.made"]],
    children: [
      { name: "uses-sdk", attributes: [["targetSdkVersion", 0x0101_0270, targetSdk]] },
      ...children,
    ],
  });

const inspect = (entries: readonly MadeEntry[], parts: Partial<InspectParts> = {}) =>
  inspectApp(sourceOf(makeZip(entries)), { name: "made.apk", ...parts });
const withManifest = (children: readonly MadeElement[], ...more: readonly MadeEntry[]) => [
  { name: "AndroidManifest.xml", bytes: manifest(children) },
  ...more,
];
const codesOf = (app: { oddities: readonly { code: string }[] }) =>
  app.oddities.map(({ code }) => code);

describe("a made package", () => {
  test("says what its permissions give away, and which of them nobody knows", async () => {
    const app = await inspect(
      withManifest([
        permission("android.permission.ACCESS_BACKGROUND_LOCATION"),
        permission("org.example.OWN"),
      ]),
    );
    expect(app.permissions).toEqual([
      {
        name: "android.permission.ACCESS_BACKGROUND_LOCATION",
        level: "dangerous",
        reveals: "location-always",
      },
      { name: "org.example.OWN", level: "unknown" },
    ]);
  });

  test("has parts that others reach: declared, or by an intent filter where nothing is declared", async () => {
    const part = (id: string, more: Partial<MadeElement>, says?: boolean): MadeElement => ({
      name: "activity",
      attributes: [
        ["name", name, id],
        ...(says === undefined ? [] : ([["exported", exported, says]] as const)),
      ],
      ...more,
    });
    const { android } = await inspect(
      withManifest([
        {
          name: "application",
          children: [
            part(".Open", {}, true),
            part(".Closed", { children: [filter] }, false),
            part(".Filtered", { children: [filter] }),
            part(".Quiet", {}),
          ],
        },
      ]),
    );
    expect(android?.parts.map(({ name, exported, because }) => [name, exported, because])).toEqual([
      [".Open", true, "declared"],
      [".Closed", false, "declared"],
      [".Filtered", true, "has-intent-filter"],
      [".Quiet", false, "no-intent-filter"],
    ]);
  });

  test("that hides an attribute under another name is read by its id, as Android reads it", async () => {
    const hidden: MadeElement = {
      name: "uses-permission",
      attributes: [["\u200b", name, "android.permission.CAMERA"]],
    };
    const app = await inspect(withManifest([hidden]));
    expect(app.permissions.map(({ name }) => name)).toEqual(["android.permission.CAMERA"]);
    expect(codesOf(app)).toContain("manifest-names-hidden");
  });

  test("names hosts of its files, and neither versions, files nor package names", async () => {
    const text = utf8(
      'https://api.example.com/v1?a=b "tiles.example.org" 1.2.4.dev com.example.app libfoo.so x.name ' +
        '"graph" http://plain.example.net:8080/x http://192.0.2.7/ http://127.0.0.1/ \0',
    );
    const { hosts } = await inspect(withManifest([], { name: "assets/a.bin", bytes: text }));
    expect(hosts.map(({ host, inUrl, cleartext }) => [host, inUrl, cleartext])).toEqual([
      ["192.0.2.7", true, true],
      ["api.example.com", true, false],
      ["plain.example.net", true, true],
      ["tiles.example.org", false, false],
    ]);
  });

  test("that is packed is called opaque, with the reason", async () => {
    const elf = Uint8Array.from({ length: 64 }, (_, at) => [0x7f, 0x45, 0x4c, 0x46, 2, 1][at] ?? 0);
    const app = await inspect(
      withManifest(
        [
          {
            name: "application",
            attributes: [["name", name, "com.secneo.apkwrapper.AP"]],
            children: [{ name: "activity", attributes: [["name", name, ".Main"]] }],
          },
        ],
        { name: "lib/arm64-v8a/libDexHelper.so", bytes: elf },
      ),
    );
    expect(app.opaque.map(({ code, weight }) => `${code} ${weight}`)).toEqual([
      "packer-library hides",
      "packer-class hides",
      "code-missing hides",
    ]);
    expect(app.trackers.map(({ id, how }) => [id, how])).toEqual([["secneo-update", "contained"]]);
  });

  test("that is a set shows the permissions and hosts of all its parts", async () => {
    const base = makeZip(withManifest([permission("android.permission.CAMERA")]));
    const split = makeZip([
      {
        name: "AndroidManifest.xml",
        bytes: makeBinaryXml({
          name: "manifest",
          attributes: [
            ["package", 0, "org.example.made"],
            ["split", 0, "config.de"],
          ],
          children: [permission("android.permission.RECORD_AUDIO")],
        }),
      },
      { name: "assets/x.txt", bytes: utf8("https://split.example.com/") },
    ]);
    const app = await inspect([
      { name: "split.apk", bytes: split, stored: true },
      { name: "base.apk", bytes: base },
      { name: "manifest.json", bytes: utf8("{}") },
    ]);
    expect(app.permissions.map(({ name }) => name).toSorted()).toEqual([
      "android.permission.CAMERA",
      "android.permission.RECORD_AUDIO",
    ]);
    expect(app.splits).toEqual(["split.apk", "base.apk"]);
    expect(app.hosts[0]).toMatchObject({
      host: "split.example.com",
      files: ["split.apk/assets/x.txt"],
    });
  });

  test("with a zip that lies is read as Android reads it, and each lie is told", async () => {
    const bytes = manifest([permission("android.permission.CAMERA")]);
    const app = await inspect([
      { name: "AndroidManifest.xml", bytes, stored: true, claims: { method: 1337, flags: 1 } },
      { name: "AndroidManifest.xml", bytes: utf8("second"), stored: true },
      { name: "../outside", bytes: utf8("x"), localName: "inside/ide" },
    ]);
    expect(app.permissions).toHaveLength(1);
    expect(codesOf(app)).toEqual(
      expect.arrayContaining([
        "method-unknown",
        "flag-sealed",
        "name-twice",
        "name-leaves-folder",
        "name-differs",
      ]),
    );
  });

  test("shows the hosts of a package that lies within it", async () => {
    const inner = makeZip([{ name: "assets/i", bytes: utf8("https://inner.example.com/") }]);
    const app = await inspect(withManifest([], { name: "assets/plugin.bin", bytes: inner }));
    expect(app.hosts).toMatchObject([
      { host: "inner.example.com", files: ["assets/plugin.bin/assets/i"] },
    ]);
    expect(codesOf(app)).toContain("nested-package");
  });

  test("that unpacks to more than is allowed ends there, and says so", async () => {
    const bomb = { name: "assets/zeros", bytes: new Uint8Array(4 * 1024 ** 2) };
    const app = await inspect(withManifest([permission("a.B")], bomb), {
      limits: { ...usualLimits, unpacked: 64 * 1024 },
    });
    expect(app.permissions).toHaveLength(1);
    expect(codesOf(app)).toContain("too-much-unpacked");
  });

  test("that takes too long ends there, and says so", async () => {
    let at = 0;
    const app = await inspect(withManifest([], { name: "a", bytes: utf8("b") }), {
      now: () => (at += 1),
      limits: { ...usualLimits, milliseconds: 3 },
    });
    expect(codesOf(app)).toContain("out-of-time");
  });

  test("whose manifest is text is none that Android installs, which is told", async () => {
    const bytes = utf8('<?xml version="1.0"?><manifest package="a.b"/>');
    const app = await inspect([{ name: "AndroidManifest.xml", bytes }]);
    expect(codesOf(app)).toEqual(["manifest-is-text", "no-manifest"]);
  });

  test.each([
    ["a text", utf8("hello"), "no zip"],
    [
      "half a zip",
      makeZip([{ name: "classes.dex", bytes: utf8("x") }]).subarray(0, 40),
      "breaks off",
    ],
    ["a zip of something else", makeZip([{ name: "a", bytes: utf8("a") }]), "neither"],
    [
      "a bundle for a store",
      makeZip([{ name: "base/manifest/AndroidManifest.xml", bytes: utf8("a") }]),
      "app bundle",
    ],
  ])("%s is no app package", async (_, bytes, why) => {
    const tried = inspectApp(sourceOf(bytes), { name: "x" });
    await expect(tried).rejects.toMatchObject({ code: "inspect/not-a-package" });
    await expect(tried).rejects.toThrow(why);
  });
});

/** Whatever is done to a package, it is inspected, or is none. */
async function survives(bytes: Uint8Array): Promise<void> {
  const limits = { ...usualLimits, unpacked: 64 * 1024 ** 2, milliseconds: 5_000 };
  try {
    const app = await inspectApp(sourceOf(bytes), { name: "x", limits });
    expect(JSON.parse(JSON.stringify(app))).toMatchObject({ file: { size: bytes.length } });
  } catch (error) {
    expect(error).toMatchObject({ code: "inspect/not-a-package" });
  }
}

const small = makeZip([
  {
    name: "AndroidManifest.xml",
    bytes: manifest([permission("a.B"), { name: "application", children: [filter] }]),
    stored: true,
  },
  { name: "assets/t", bytes: utf8("https://a.example.com/ x"), stored: true },
]);
const real = realFiles(".apk").find((path) => path.includes("golden-aligned-v1v2v3-out"));

const damaged: readonly (readonly [string, Uint8Array])[] = [
  ["a made package", small],
  ...(real === undefined ? [] : [["a real package", new Uint8Array(readFileSync(real))] as const]),
];

describe.each(damaged)("%s that is damaged", (_, whole) => {
  test("is inspected from any beginning", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), (length) =>
        survives(whole.slice(0, length)),
      ),
      { numRuns: 60 },
    );
  });

  test("is inspected with any bytes changed", async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        return survives(bytes);
      }),
      { numRuns: 200 },
    );
  });
});
