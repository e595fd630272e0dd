import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { sourceOf } from "@homepoint/base";
import { afterAll, describe, expect, test } from "vitest";
import { makeZip } from "../testing/made-zip.ts";
import { hasTool, realFiles, runTool } from "./real-packages.contract.ts";
import { readBinaryXml } from "./android/binary-xml.ts";
import { valueTypes } from "./android/resources.ts";
import type { XmlAttribute, XmlElement } from "./android/xml-element.ts";
import { readDexes } from "./code/dex.ts";
import { inspectApp } from "./inspect-app.ts";
import { Oddities } from "./oddity.ts";
import { Budget, usualLimits } from "./budget.ts";
import { unpackWhole } from "./zip/unpack.ts";
import { openZip } from "./zip/zip.ts";

const packages = realFiles(".apk");
const inspect = (path: string) =>
  inspectApp(sourceOf(readFileSync(path)), { name: basename(path) });

const folder = mkdtempSync(join(tmpdir(), "packages-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(packages.length === 0)("real packages (../shared/data/apk)", () => {
  describe.skipIf(!hasTool("aapt"))("beside aapt", () => {
    test.each(packages)(
      "%s asks for the same permissions, by the same name and version",
      async (path) => {
        const app = await inspect(path);
        const badging = runTool("aapt", ["dump", "badging", path]);
        const asked = [...badging.matchAll(/^uses-permission(?:-sdk-23)?: name='([^']*)'/gm)];
        expect(app.permissions.map(({ name }) => name).toSorted()).toEqual(
          [...new Set(asked.map(([, name]) => name))].toSorted(),
        );
        const [, id, code, version] =
          /^package: name='([^']*)' versionCode='([^']*)' versionName='([^']*)'/m.exec(badging) ??
          [];
        expect([app.packageId, app.versionCode, app.versionName]).toEqual([id, code, version]);
        const label = /^application-label:'(.*)'$/m.exec(badging)?.[1];
        expect(app.label).toBe(label);
        const target = /^targetSdkVersion:'(\d+)'/m.exec(badging)?.[1];
        expect(app.android?.targetSdk?.toString()).toBe(target);
      },
    );

    test.each(realFiles(".xml"))("%s reads as aapt reads it", (path) => {
      const bytes = readFileSync(path);
      const zip = join(folder, "one.apk");
      writeFileSync(zip, makeZip([{ name: "AndroidManifest.xml", bytes, stored: true }]));
      const told = runTool("aapt", ["dump", "xmltree", zip, "AndroidManifest.xml"]);
      const { root } = readBinaryXml(bytes);
      const elements = told.split("\n").filter((line) => /^ *(E:|A:)/.test(line));
      expect(elements.length).toBeGreaterThan(0);
      expect([...linesOf(root as XmlElement)]).toEqual(elements.map(shortLine));
    });
  });

  test.skipIf(!hasTool("dexdump")).each(packages)(
    "%s defines the classes that dexdump finds",
    async (path) => {
      const app = await inspect(path);
      const odd = new Oddities();
      const source = sourceOf(readFileSync(path));
      const zip = await openZip(source, { name: path, most: 1e6, odd });
      const budget = new Budget(usualLimits, () => 0);
      const expected = new Set<string>();
      for (const entry of zip.entries.filter(({ name }) => /^classes\d*\.dex$/.test(name))) {
        const bytes = (await unpackWhole(entry, { zip, budget, odd })) as Uint8Array;
        writeFileSync(join(folder, "one.dex"), bytes);
        const dump = runTool("dexdump", [join(folder, "one.dex")]);
        for (const [, name = ""] of dump.matchAll(/^ {2}Class descriptor {2}: 'L([^']*);'/gm))
          expected.add(name.replaceAll("/", "."));
        expect(readDexes(bytes)).toHaveLength(1);
      }
      expect(expected.size).toBeGreaterThan(0);
      expect(app.classes.defined).toEqual([...expected].toSorted());
    },
  );

  test.skipIf(!hasTool("apksigner")).each(packages)(
    "%s is signed by whom apksigner names, by the same schemes",
    async (path) => {
      const { signing } = await inspect(path);
      // An old package without scheme v1 is refused below Android 7 only: ask from there on.
      const told = runTool("apksigner", [
        "verify",
        "--verbose",
        "--print-certs",
        "--min-sdk-version",
        "28",
        path,
      ]);
      const digest = /^Signer #1 certificate SHA-256 digest: (\w+)$/m.exec(told)?.[1];
      expect(signing.signers[0]?.sha256).toBe(digest);
      const subject = /^Signer #1 certificate DN: (.*)$/m.exec(told)?.[1];
      expect(signing.signers[0]?.subject).toBe(subject);
      for (const { checked } of signing.schemes) expect(checked).toBe("good");
      const schemes = ["v2", "v3"].filter((scheme) =>
        new RegExp(`^Verified using ${scheme} scheme .*: true$`, "m").test(told),
      );
      // apksigner stops at the newest scheme; each that it names is there.
      expect(signing.schemes.map(({ scheme }) => scheme)).toEqual(expect.arrayContaining(schemes));
    },
  );
});

/** What aapt calls by prefixes and types, without them: names, ids, and texts or numbers. */
function shortLine(line: string): string {
  const element = /^( *)E: ([^ ]*) \(line=(\d+)\)/.exec(line);
  if (element) return `E ${element[2]?.replace(/^.*:/, "")} ${element[3]}`;
  const attribute = /^ *A: (?:.*?:)?([^:=(]*)(?:\(0x([0-9a-f]+)\))?=(.*)$/.exec(line);
  const [, name, id = "0", rest = ""] = attribute ?? [];
  return `A ${name} ${Number.parseInt(id, 16)} ${shortValue(rest)}`;
}

function shortValue(rest: string): string {
  const text = /^"(.*?)" \(Raw: "/s.exec(rest);
  if (text) return `"${text[1]}"`;
  const typed = /\(type 0x([0-9a-f]+)\)0x([0-9a-f]+)/.exec(rest);
  if (typed) return `${Number.parseInt(typed[1] ?? "", 16)}:${Number.parseInt(typed[2] ?? "", 16)}`;
  const reference = /^[@?]0x([0-9a-f]+)/.exec(rest);
  return reference ? `@${Number.parseInt(reference[1] ?? "", 16)}` : rest;
}

function* linesOf(element: XmlElement): Iterable<string> {
  yield `E ${element.name} ${element.line}`;
  for (const attribute of element.attributes)
    yield `A ${attribute.name} ${attribute.id} ${valueOf(attribute)}`;
  for (const child of element.children) yield* linesOf(child);
}

function valueOf({ value: { type, data }, raw }: XmlAttribute): string {
  if (type === valueTypes.string) return `"${raw}"`;
  return type === valueTypes.reference || type === valueTypes.attribute
    ? `@${data}`
    : `${type}:${data}`;
}
