import { toHex, utf8 } from "@homepoint/base";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Inbox } from "../inbox/inbox.ts";
import { clock, contentOf, newVault, passphrase, primitives } from "../test-vault.contract.ts";
import { newFolder } from "./new-folder.contract.ts";
import { openFolderHome } from "./folder-home.ts";

const name = "DJIFlightRecord_2026-01-02_[03-04-05].txt";
const source = "controller of pilot Marta Example";
const serial = "1581F4XYZ0000TEST";
const position = new Uint8Array(new Float64Array([52.520008, 13.404954]).buffer);

/** A log that is easy to find: text and binary, and no two stretches of it alike. */
function telltale(seed: number): Uint8Array {
  const text = utf8(`${serial} lat=52.520008 lon=13.404954 ${seed} `);
  return Uint8Array.from([...text, ...position, ...contentOf(seed, 70_000), ...text]);
}

async function filesIn(folder: string): Promise<{ path: string; bytes: Buffer }[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
}

/** What must not be found: as it is, and as someone might have written it down. */
function spellings(secret: Uint8Array | string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((at) => bytes.subarray(at).toString("base64").slice(0, -4));
  const texts = [bytes.toString("hex"), ...base64].filter((text) => text.length >= 8);
  return [bytes, ...texts.map((text) => Buffer.from(text))];
}

test("nothing readable lies in a vault's folder: no content, name, hash, key or passphrase", async () => {
  const folder = await newFolder("vault");
  const { vault, home, keyFile } = await newVault(await openFolderHome(folder));
  const contents = [telltale(1), telltale(2), telltale(3)];
  const hashes: string[] = [];
  for (const content of contents.slice(0, 2)) {
    const { id, sha256 } = await vault.seal(content, { name, kind: "log", source });
    await vault.sealDerived({ id, kind: "columns", bytes: content });
    hashes.push(sha256);
  }
  await vault.access.confirmRecoveryWords(vault.access.recoveryWords());
  const inbox = await Inbox.open({ home, primitives, clock });
  await inbox.seal(contents[2] ?? new Uint8Array(), { name, kind: "log", source });
  hashes.push(toHex(primitives.sha256(contents[2] ?? new Uint8Array())));

  const secretLine = Buffer.from(keyFile).toString().split("\n")[1] ?? "";
  const texts = [name, source, serial, "Marta", "52.520008", passphrase, secretLine, ...hashes];
  const words = vault.access.recoveryWords().match(/\w+ \w+ \w+/g) ?? [];
  const bytes = [position, vault.databaseKey, ...hashes.map((hash) => Buffer.from(hash, "hex"))];
  const secrets = [...texts, ...words, ...bytes].flatMap(spellings);
  const files = await filesIn(folder);
  expect(files.length).toBeGreaterThan(12);
  for (const { path, bytes } of files) {
    for (const secret of secrets) expect(bytes.includes(secret), path).toBe(false);
    for (const content of contents)
      for (let at = 0; at + 16 <= content.length; at += 16)
        if (bytes.includes(Buffer.from(content.subarray(at, at + 16))))
          throw new Error(`${path} is readable`);
  }
});

test.skipIf(process.platform === "win32")(
  "only its owner may look into a vault's folder",
  async () => {
    const folder = await newFolder("vault");
    const { vault } = await newVault(await openFolderHome(folder));
    await vault.seal(utf8("x"), { name, kind: "log", source });
    for (const part of ["ring", "inbox", "payloads"])
      expect((await stat(join(folder, part))).mode & 0o077).toBe(0);
    for (const { path } of await filesIn(folder)) expect((await stat(path)).mode & 0o077).toBe(0);
  },
);
