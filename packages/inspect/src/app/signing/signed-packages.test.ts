import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceOf, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeBinaryXml } from "../../testing/made-manifest.ts";
import { makeZip } from "../../testing/made-zip.ts";
import { inspectApp } from "../inspect-app.ts";
import { hasTool } from "../real-packages.contract.ts";
import { idsigHeadBytes } from "./idsig.ts";

// Google's own apksigner signs; what we read is held to what it prints.
const isHere = hasTool("apksigner") && hasTool("openssl");
const name = isHere ? "" : " (SKIPPED: no apksigner)";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "signed-"));
  if (!isHere) return;
  for (const signer of ["first", "second", "third"]) makeKey(signer);
  const manifest = makeBinaryXml({
    name: "manifest",
    attributes: [["package", 0, "org.example.a"]],
  });
  const entries = [
    { name: "AndroidManifest.xml", bytes: manifest },
    { name: "assets/large", bytes: utf8("drone ".repeat(40_000)), stored: true as const },
  ];
  writeFileSync(at("plain.apk"), makeZip(entries));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const at = (file: string) => join(folder, file);
const quiet = { stdio: "pipe", encoding: "utf8" } as const;

function makeKey(signer: string): void {
  const [key, der, certificate] = [`${signer}.pem`, `${signer}.pk8`, `${signer}.crt`].map(at);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const out = ["-keyout", key!, "-out", certificate!, "-days", "3650", "-subj", `/CN=${signer}`];
  execFileSync("openssl", ["req", "-x509", ...curve, ...out], quiet);
  const to = ["-topk8", "-nocrypt", "-outform", "DER", "-in", key!, "-out", der!];
  execFileSync("openssl", ["pkcs8", ...to], quiet);
}

const signerArguments = (signer: string) => [
  "--key",
  at(`${signer}.pk8`),
  "--cert",
  at(`${signer}.crt`),
];

/** By apksigner, into a file of this name. */
function sign(file: string, words: readonly string[]): string {
  copyFileSync(at("plain.apk"), at(file));
  execFileSync("apksigner", ["sign", "--min-sdk-version", "28", ...words, at(file)], quiet);
  return at(file);
}

function rotate(file: string, from: string, to: string, lineage: readonly string[]): string {
  const out = at(file);
  const signers = [
    "--old-signer",
    ...signerArguments(from),
    "--new-signer",
    ...signerArguments(to),
  ];
  execFileSync("apksigner", ["rotate", ...lineage, "--out", out, ...signers], quiet);
  return out;
}

const bytesOf = (path: string) => Uint8Array.from(readFileSync(path));
const inspect = (bytes: Uint8Array, idsig?: Uint8Array) =>
  inspectApp(sourceOf(bytes), { name: "a.apk", idsig });
const names = (all: readonly { readonly subject: string }[] = []) =>
  all.map(({ subject }) => subject);

describe.skipIf(!isHere)(`what apksigner signed${name}`, () => {
  test("by rotated keys tells who signed before, and that each vouched for the next", async () => {
    const once = rotate("one.lineage", "first", "second", []);
    const twice = rotate("two.lineage", "second", "third", ["--in", once]);
    const signers = [
      ...signerArguments("first"),
      "--next-signer",
      ...signerArguments("second"),
      "--next-signer",
      ...signerArguments("third"),
    ];
    const { signing } = await inspect(
      bytesOf(sign("rotated.apk", ["--lineage", twice, ...signers])),
    );
    const v3 = signing.schemes.find(({ former }) => former !== undefined);
    expect(names(v3?.former)).toEqual(["CN=first", "CN=second"]);
    expect(names(signing.signers)).toEqual(["CN=third"]);
    expect(signing.schemes.map(({ checked }) => checked)).not.toContain("bad");
  }, 60_000);

  test("in a file beside the package is checked against it whole", async () => {
    const path = sign("apart.apk", ["--v4-signing-enabled", "true", ...signerArguments("first")]);
    const [apk, idsig] = [bytesOf(path), bytesOf(`${path}.idsig`).subarray(0, idsigHeadBytes)];
    const v4Of = async (package_: Uint8Array, beside: Uint8Array) =>
      (await inspect(package_, beside)).signing.schemes.find(({ scheme }) => scheme === "v4");
    const v4 = await v4Of(apk, idsig);
    expect([v4?.checked, names(v4?.signers)]).toEqual(["good", ["CN=first"]]);
    const changed = apk.slice();
    changed[100_000]! ^= 1;
    expect(await v4Of(changed, idsig)).toMatchObject({ checked: "bad", because: "content" });
    const other = sign("other.apk", ["--v4-signing-enabled", "true", ...signerArguments("second")]);
    const foreign = await v4Of(apk, bytesOf(`${other}.idsig`));
    expect(foreign).toMatchObject({ checked: "bad", because: "signature" });
    await fc.assert(
      fc.asyncProperty(fc.nat(600), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const beside = idsig.slice();
        beside[place]! ^= flip;
        const found = await v4Of(apk, beside);
        expect(found?.scheme).toBe("v4");
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("and then lost its newer signature is told, as apksigner tells it", async () => {
    const path = sign("stripped.apk", [
      "--v1-signing-enabled",
      "true",
      ...signerArguments("first"),
    ]);
    const whole = bytesOf(path);
    expect((await inspect(whole)).signing.schemes.map(({ checked }) => checked)).not.toContain(
      "bad",
    );
    const { schemes } = (await inspect(withoutPair(whole, 0xf05368c0))).signing;
    expect(schemes.find(({ because }) => because === "stripped")?.checked).toBe("bad");
  }, 60_000);
});

/** The same package with one pair of its signing block renamed, so that nobody knows it. */
function withoutPair(bytes: Uint8Array, id: number): Uint8Array {
  const changed = Buffer.from(bytes);
  const wanted = Buffer.alloc(4);
  wanted.writeUInt32LE(id);
  changed.writeUInt32LE(0x1234_5678, changed.lastIndexOf(wanted));
  return Uint8Array.from(changed);
}
