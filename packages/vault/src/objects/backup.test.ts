import { collect, utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { memoryHome, type VaultHome } from "../home/vault-home.ts";
import {
  blocksOf,
  clock,
  codeOf,
  contentOf,
  flip,
  isSame,
  keysOf,
  label,
  newVault,
  open,
  payloadOf,
  primitives,
} from "../test-vault.contract.ts";
import { Vault } from "../vault.ts";
import { Inbox } from "../inbox/inbox.ts";
import type { BackupFile, BackupObject } from "./backup.ts";

/** Puts a file of a backup where its path says. */
async function restore(home: VaultHome, { path, size, open }: BackupFile): Promise<void> {
  const bytes = await collect(open());
  expect(bytes.length).toBe(size);
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length === 1) await home.files.create(name, bytes);
  else if (parts[0] === "ring") await home.ring.create(name, bytes);
  else if (parts[0] === "inbox") await home.inbox.create(name, bytes);
  else await home.payloads.put(name, blocksOf(bytes));
  if (parts.length === 3) expect(parts[1]).toBe(name.slice(0, 2));
}

async function restoreHeld(home: VaultHome, object: BackupObject): Promise<void> {
  const held = await object.hold();
  if (!held) throw new Error(`${object.name} is gone`);
  if (held.payload) await restore(home, held.payload);
  await restore(home, held.entry);
}

test("a backup, put back on an empty machine, is the vault: its recovery words open every object", async () => {
  const { vault } = await newVault();
  const contents = [contentOf(1, 100_000), contentOf(2), utf8("")];
  const ids = [];
  for (const content of contents) ids.push((await vault.seal(content, label)).id);
  for (const kind of ["columns", "keys"])
    await vault.sealDerived({ id: ids[0] ?? "", kind, bytes: utf8(kind) });

  const home = memoryHome();
  for await (const object of vault.backupObjects()) await restoreHeld(home, object);
  for (const file of await vault.backupFiles()) await restore(home, file);

  const key = { recoveryWords: vault.access.recoveryWords() };
  const restored = await Vault.unlock({ home, primitives, clock, key });
  for (const [at, id] of ids.entries())
    expect(isSame(await open(restored, id), contents[at] ?? new Uint8Array())).toBe(true);
  expect(await restored.hasDerived("columns", ids[0] ?? "")).toBe(false);
  expect(await collect(restored.openDerived("keys", ids[0] ?? ""))).toEqual(utf8("keys"));
  expect((await restored.verifyAll()).verified).toBe(4);
  expect(await restored.sweep()).toEqual({ removed: [], unreadable: [] });
});

test("of what is damaged or without content a backup holds the entry, and says which that is", async () => {
  const { vault, home } = await newVault();
  const good = await vault.seal(utf8("good"), label);
  const lost = await vault.seal(utf8("lost"), label);
  const damaged = await vault.seal(utf8("damaged"), label);
  await home.payloads.delete(await payloadOf(home, lost.id));
  await flip(home.ring, damaged.id, 0);
  const objects = await Array.fromAsync(vault.backupObjects());
  const whole = objects.filter(({ isWhole }) => isWhole);
  expect(whole.map(({ name }) => name)).toEqual([good.id]);
  expect(objects).toHaveLength(3);
  const copy = memoryHome();
  for (const object of objects) await restoreHeld(copy, object);
  expect(await keysOf(copy.payloads)).toHaveLength(1);
  for (const { id } of [good, lost, damaged])
    expect(await copy.ring.read(id)).toEqual(await home.ring.read(id));
});

test("what is resealed while a backup is written is in it, before its turn and during it", async () => {
  const { vault } = await newVault();
  const contents = [contentOf(1, 300_000), contentOf(2, 300_000)];
  const ids = [];
  for (const content of contents) ids.push((await vault.seal(content, label)).id);
  const objects = await Array.fromAsync(vault.backupObjects());
  for (const id of ids) await vault.reseal(id);
  const home = memoryHome();
  for (const object of objects) {
    const held = await object.hold();
    await vault.reseal(object.name);
    if (held?.payload) for (const file of [held.payload, held.entry]) await restore(home, file);
  }
  for (const file of await vault.backupFiles()) await restore(home, file);
  const key = { recoveryWords: vault.access.recoveryWords() };
  const restored = await Vault.unlock({ home, primitives, clock, key });
  for (const [at, id] of ids.entries())
    expect(isSame(await open(restored, id), contents[at] ?? new Uint8Array())).toBe(true);
});

test("what is shredded before its turn is gone from a backup; what is shredded in it stays", async () => {
  const { vault } = await newVault();
  const { id } = await vault.seal(contentOf(1, 300_000), label);
  const [object] = await Array.fromAsync(vault.backupObjects());
  const held = await object?.hold();
  await vault.shred(id);
  expect(await object?.hold()).toBeUndefined();
  const home = memoryHome();
  if (held?.payload) for (const file of [held.payload, held.entry]) await restore(home, file);
  expect(await keysOf(home.payloads)).toHaveLength(1);
});

test("what waits in the inbox, or was put aside there, is in a backup and is filed from it", async () => {
  const { vault, home: old } = await newVault();
  const inbox = await Inbox.open({ home: old, primitives, clock });
  const damaged = await inbox.seal(utf8("damaged"), label);
  await flip(old.inbox, damaged.name, 100);
  expect((await vault.fileInbox()).aside).toHaveLength(1);
  await inbox.seal(utf8("waiting"), label);
  const objects = await vault.backupInbox();
  expect(objects).toHaveLength(2);
  // Filed before its turn, it is in the backup all the same.
  await vault.fileInbox();
  const home = memoryHome();
  for (const object of objects) await restoreHeld(home, object);
  for (const file of await vault.backupFiles()) await restore(home, file);
  const key = { recoveryWords: vault.access.recoveryWords() };
  const restored = await Vault.unlock({ home, primitives, clock, key });
  const { filed } = await restored.fileInbox();
  expect(filed).toHaveLength(1);
  expect(await open(restored, filed[0]?.id ?? "")).toEqual(utf8("waiting"));
  expect(await Array.fromAsync(home.inbox.names())).toEqual([`${damaged.name}.aside`]);
});

test("the ids of all objects are listed without what was derived, until the vault is locked", async () => {
  const { vault } = await newVault();
  const ids = [];
  for (const text of ["a", "b"]) ids.push((await vault.seal(utf8(text), label)).id);
  await vault.sealDerived({ id: ids[0] ?? "", kind: "columns", bytes: utf8("columns") });
  expect((await Array.fromAsync(vault.ids())).sort()).toEqual(ids.toSorted());
  await vault.lock();
  expect(await codeOf(() => Array.fromAsync(vault.ids()))).toBe("vault/locked");
  expect(await codeOf(async () => vault.backupObjects())).toBe("vault/locked");
  expect(await codeOf(() => vault.backupFiles())).toBe("vault/locked");
  expect(await codeOf(() => vault.backupInbox())).toBe("vault/locked");
});
