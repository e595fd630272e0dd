import { collect, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sealWhole } from "../age/age-file.ts";
import { sealPayload } from "../age/payload.ts";
import { X25519Identity } from "../age/x25519.ts";
import { memoryHome, type VaultHome } from "../home/vault-home.ts";
import { formatInboxEntry } from "../ring/entry.ts";
import {
  blocksOf,
  clock,
  codeOf,
  contentOf,
  flip,
  flipPayload,
  isSame,
  keysOf,
  label,
  newVault,
  open,
  payloadOf,
  primitives,
  unlock,
} from "../test-vault.contract.ts";
import { Inbox } from "./inbox.ts";

const openInbox = (home: VaultHome) => Inbox.open({ home, primitives, clock });

/** A locked vault, its inbox, and the way back in. */
async function newLocked() {
  const { vault, home, keyFile } = await newVault();
  await vault.lock();
  return { home, keyFile, inbox: await openInbox(home) };
}

test("without a vault there is no inbox", async () => {
  expect(await codeOf(() => openInbox(memoryHome()))).toBe("vault/no-vault");
});

test("what came in while locked is filed on unlocking, its payload as it is", async () => {
  const { home, keyFile, inbox } = await newLocked();
  const content = contentOf(1, 150_000);
  const received = await inbox.seal(blocksOf(content.subarray(0, 9), content.subarray(9)), label);
  expect(received).toEqual({
    name: expect.stringMatching(/^[0-9a-f]{32}$/),
    size: 150_000,
    sha256: toHex(primitives.sha256(content)),
  });
  expect(await inbox.waiting()).toBe(1);
  const sealed = await collect(home.payloads.get(received.name));

  const vault = await unlock(home, keyFile);
  const { filed, aside } = await vault.fileInbox();
  expect(aside).toEqual([]);
  expect(filed).toMatchObject([{ name: received.name, added: true, about: label }]);
  const id = filed[0]?.id ?? "";
  expect(isSame(await open(vault, id), content)).toBe(true);
  expect(await vault.about(id)).toMatchObject({ ...label, sha256: received.sha256 });
  expect(await payloadOf(home, id)).toBe(received.name);
  expect(isSame(await collect(home.payloads.get(received.name)), sealed)).toBe(true);
  expect(await inbox.waiting()).toBe(0);
  expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
  expect((await vault.seal(content, label)).added).toBe(false);
});

test("any contents, in any order and number, are each filed once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3 })), async (contents) => {
      const { home, keyFile, inbox } = await newLocked();
      for (const content of contents) await inbox.seal(content, label);
      const vault = await unlock(home, keyFile);
      const { filed } = await vault.fileInbox();
      const distinct = new Set(contents.map(toHex)).size;
      expect(filed).toHaveLength(contents.length);
      expect(filed.filter(({ added }) => added)).toHaveLength(distinct);
      expect(await keysOf(home.payloads)).toHaveLength(distinct);
      expect((await vault.verifyAll()).verified).toBe(distinct);
    }),
    { numRuns: 40 },
  );
});

test("nothing that lies in the inbox opens without the identity", async () => {
  const { home, inbox } = await newLocked();
  await inbox.seal(utf8("N12345 at 52.5200"), { ...label, name: "secret name" });
  const everything: Uint8Array[] = [];
  for await (const name of home.inbox.names())
    everything.push((await home.inbox.read(name)) ?? new Uint8Array());
  for (const key of await keysOf(home.payloads))
    everything.push(await collect(home.payloads.get(key)));
  for (const bytes of everything) {
    const text = Buffer.from(bytes).toString("latin1");
    const unwrapped = text.replace(/\n/g, "");
    expect(text).not.toContain("N12345");
    expect(text).not.toContain("secret name");
    expect(unwrapped).not.toContain(Buffer.from("secret name").toString("base64").slice(2, 14));
  }
});

test("a source that breaks leaves nothing", async () => {
  const { home, inbox } = await newLocked();
  async function* breaks() {
    yield utf8("half");
    throw new Error("the cable was pulled");
  }
  await expect(inbox.seal(breaks(), label)).rejects.toThrow("the cable was pulled");
  expect(await keysOf(home.payloads)).toEqual([]);
  expect(await inbox.waiting()).toBe(0);
});

test("what is damaged, missing or someone else's is put aside, kept, and not tried again", async () => {
  const { home, keyFile, inbox } = await newLocked();
  const good = await inbox.seal(utf8("good"), label);
  const cut = await inbox.seal(utf8("cut"), label);
  const changed = await inbox.seal(utf8("changed"), label);
  const gone = await inbox.seal(utf8("gone"), label);
  const garbage = "0".repeat(32);
  await flip(home.inbox, cut.name, 40);
  await flipPayload(home.payloads, changed.name, 20);
  await home.payloads.delete(gone.name);
  await home.inbox.create(garbage, utf8("garbage"));
  const stranger = X25519Identity.create(primitives).recipient;
  const theirs = await sealFor(home, stranger);

  const vault = await unlock(home, keyFile);
  const { filed, aside } = await vault.fileInbox();
  expect(filed.map(({ name }) => name)).toEqual([good.name]);
  const codes = new Map(aside.map(({ name, code }) => [name, code]));
  expect(codes.get(changed.name)).toBe("vault/damaged-payload");
  expect(codes.get(gone.name)).toBe("vault/missing-payload");
  expect(codes.get(garbage)).toBe("vault/damaged-entry");
  expect(codes.get(theirs)).toBe("vault/not-for-us");
  expect(codes.has(cut.name)).toBe(true);
  expect(await inbox.waiting()).toBe(0);
  expect(await vault.fileInbox()).toEqual({ filed: [], aside: [] });
  const kept = (await Array.fromAsync(home.inbox.names())).sort();
  expect(kept).toEqual(aside.map(({ name }) => `${name}.aside`).sort());
  expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
  expect(await keysOf(home.payloads)).toContain(changed.name);
});

/** An inbox entry sealed to another recipient, as after recipients.json was changed. */
async function sealFor(home: VaultHome, recipient: X25519Identity["recipient"]): Promise<string> {
  const payload = "1".repeat(32);
  const fileKey = primitives.random(16);
  const bytes = await sealWhole({ bytes: utf8("x"), recipients: [recipient], primitives });
  await home.payloads.put(payload, blocksOf(bytes));
  const about = { ...label, takenInAt: "2026-01-01T00:00:00Z", size: 1, sha256: "0".repeat(64) };
  const sealed = { payload, fileKey, wrapped: [await recipient.wrap(fileKey)], about };
  await home.inbox.create(payload, await formatInboxEntry(sealed, recipient, primitives));
  return payload;
}

test("an About that does not fit the content is not filed", async () => {
  const { home, keyFile } = await newLocked();
  const recipient = (await openInbox(home)).recipients.vault;
  const [payload, fileKey] = ["2".repeat(32), primitives.random(16)];
  await home.payloads.put(
    payload,
    sealPayload({ fileKey, bytes: blocksOf(utf8("x")), primitives }),
  );
  const about = { ...label, takenInAt: "2026-01-01T00:00:00Z", size: 1, sha256: "0".repeat(64) };
  const sealed = { payload, fileKey, wrapped: [await recipient.wrap(fileKey)], about };
  await home.inbox.create(payload, await formatInboxEntry(sealed, recipient, primitives));
  const vault = await unlock(home, keyFile);
  const { aside } = await vault.fileInbox();
  expect(aside).toEqual([{ name: payload, code: "vault/damaged-object" }]);
});

test("any changed byte of an inbox entry puts it aside, and files nothing wrong", async () => {
  const { home, keyFile, inbox } = await newLocked();
  const { name } = await inbox.seal(utf8("content"), label);
  const original = (await home.inbox.read(name)) ?? new Uint8Array();
  const vault = await unlock(home, keyFile);
  for (let at = 0; at < original.length; at += 1) {
    await home.inbox.replace(name, original);
    await flip(home.inbox, name, at, 1 + (at % 255));
    const { filed, aside } = await vault.fileInbox();
    expect(filed).toEqual([]);
    expect(aside).toHaveLength(1);
    await home.inbox.destroy(`${name}.aside`);
  }
});

test("files that are not inbox entries are left alone", async () => {
  const { home, keyFile, inbox } = await newLocked();
  await home.inbox.create("readme.txt", utf8("hello"));
  expect(await inbox.waiting()).toBe(0);
  const vault = await unlock(home, keyFile);
  expect(await vault.fileInbox()).toEqual({ filed: [], aside: [] });
  expect(await home.inbox.read("readme.txt")).toEqual(utf8("hello"));
});

test("an entry under another payload's name is put aside", async () => {
  const { home, keyFile, inbox } = await newLocked();
  const one = await inbox.seal(utf8("one"), label);
  const entry = (await home.inbox.read(one.name)) ?? new Uint8Array();
  const other = "3".repeat(32);
  await home.inbox.create(other, entry);
  const vault = await unlock(home, keyFile);
  const { filed, aside } = await vault.fileInbox();
  expect(filed.map(({ name }) => name)).toEqual([one.name]);
  expect(aside).toEqual([{ name: other, code: "vault/damaged-entry" }]);
});
