import { collect, concat, toHex, utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { sealPayload } from "../age/payload.ts";
import { formatStanzas, parseHeader } from "../age/header.ts";
import { sealWhole } from "../age/age-file.ts";
import { readKeyFile } from "../identity/identity-file.ts";
import { openKeys } from "../identity/vault-keys.ts";
import { formatAbout } from "./about.ts";
import { fileKeyOf, formatRingEntry, readRingEntry } from "./entry.ts";
import { blocksOf, codeOf, label, newVault, open, primitives } from "../test-vault.contract.ts";

describe("who knows only the recipient", () => {
  /** Everything an attacker with the recipient and write access can make: a whole entry. */
  async function forge(id: string) {
    const { vault, home } = await newVault();
    const { id: known } = await vault.seal(utf8("the truth"), label);
    const recipient = vault.recipients.vault;
    const fileKey = primitives.random(16);
    const payload = toHex(primitives.random(16));
    const content = utf8("a lie....");
    await home.payloads.put(
      payload,
      sealPayload({ fileKey, bytes: blocksOf(content), primitives }),
    );
    const sha256 = toHex(primitives.sha256(content));
    const about = { ...label, takenInAt: "2026-01-01T00:00:00Z", size: content.length, sha256 };
    const entry = await formatRingEntry(
      { id: id === "known" ? known : id },
      { payload, fileKey, wrapped: [await recipient.wrap(fileKey)], about },
      { identity: { recipient }, ringKey: primitives.random(32), primitives },
    );
    await home.ring.replace(id === "known" ? known : id, entry);
    return { vault, id: id === "known" ? known : id };
  }

  test.each(["known", "f".repeat(64)])("cannot forge the entry of %s object", async (which) => {
    const { vault, id } = await forge(which);
    expect(await codeOf(() => open(vault, id))).toBe("vault/forged-entry");
    expect(await codeOf(() => collect(vault.open(id, { first: 0, last: 1 })))).toBe(
      "vault/forged-entry",
    );
    expect(await codeOf(() => vault.about(id))).toBe("vault/forged-entry");
    const listed = (await Array.fromAsync(vault.list())).find((one) => one.id === id);
    expect(listed).toMatchObject({ problem: { code: "vault/forged-entry" } });
  });

  test("cannot give an object another name", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    const { stanzas, mac } = parseHeader((await home.ring.read(id)) ?? new Uint8Array());
    const [wrapped, own] = stanzas;
    if (!wrapped || !own) throw new Error("an entry has two stanzas");
    const about = formatAbout({ ...(await vault.about(id)), name: "Not so.txt" });
    const recipients = [vault.recipients.vault];
    const sealedAbout = await sealWhole({ bytes: about, recipients, primitives });
    const body = concat(own.body.subarray(0, 32), sealedAbout);
    const text = formatStanzas([wrapped, { ...own, body }]);
    const macText = Buffer.from(mac).toString("base64").slice(0, 43);
    await home.ring.replace(id, utf8(`age-encryption.org/v1\n${text}--- ${macText}\n`));
    expect(await codeOf(() => vault.about(id))).toBe("vault/forged-entry");
    expect(await codeOf(() => open(vault, id))).toBe("vault/forged-entry");
  });
});

test("docs/formats/ring.md §2: an entry of our own making with another content is damage", async () => {
  const { vault, home, keyFile } = await newVault();
  const [one, two] = [await vault.seal(utf8("one"), label), await vault.seal(utf8("two"), label)];
  const identity = readKeyFile(keyFile, primitives);
  const keys = (await home.files.read("keys.age")) ?? new Uint8Array();
  const { ringKey } = await openKeys(keys, identity, primitives);
  const bytes = (await home.ring.read(two.id)) ?? new Uint8Array();
  const judge = { identity, ringKey, primitives };
  const entry = await readRingEntry({ id: two.id }, bytes, judge);
  const { payload, about } = entry;
  const fileKey = await fileKeyOf(entry, judge);
  const wrapped = entry.header.stanzas.slice(0, 1);
  const mistaken = await formatRingEntry(
    { id: one.id },
    { payload, about, fileKey, wrapped },
    judge,
  );
  await home.ring.replace(one.id, mistaken);
  expect(await codeOf(() => open(vault, one.id))).toBe("vault/damaged-object");
});

test("a ring entry with bytes after it is damaged", async () => {
  const { vault, home } = await newVault();
  const { id } = await vault.seal(utf8("content"), label);
  const bytes = (await home.ring.read(id)) ?? new Uint8Array();
  await home.ring.replace(id, concat(bytes, utf8("\n")));
  expect(await codeOf(() => open(vault, id))).toBe("vault/damaged-entry");
});
