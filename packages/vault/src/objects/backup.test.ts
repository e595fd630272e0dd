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
  label,
  newVault,
  open,
  payloadOf,
  primitives,
} from "../test-vault.contract.ts";
import { Vault } from "../vault.ts";
import type { BackupFile } from "./backup.ts";

/** Puts a file of a backup where its path says. */
async function restore(home: VaultHome, { path, size, open }: BackupFile): Promise<void> {
  const bytes = await collect(open());
  expect(bytes.length).toBe(size);
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length === 1) await home.files.create(name, bytes);
  else if (parts[0] === "ring") await home.ring.create(name, bytes);
  else await home.payloads.put(name, blocksOf(bytes));
  if (parts.length === 3) expect(parts[1]).toBe(name.slice(0, 2));
}

test("a backup, put back on an empty machine, is the vault: its recovery words open every object", async () => {
  const { vault } = await newVault();
  const contents = [contentOf(1, 100_000), contentOf(2), utf8("")];
  const ids = [];
  for (const content of contents) ids.push((await vault.seal(content, label)).id);
  await vault.sealDerived({ id: ids[0] ?? "", kind: "columns", bytes: utf8("columns") });

  const home = memoryHome();
  for await (const { payload, entry } of vault.backupObjects()) {
    await restore(home, payload);
    await restore(home, entry);
  }
  for (const file of await vault.backupFiles()) await restore(home, file);

  const key = { recoveryWords: vault.access.recoveryWords() };
  const restored = await Vault.unlock({ home, primitives, clock, key });
  for (const [at, id] of ids.entries())
    expect(isSame(await open(restored, id), contents[at] ?? new Uint8Array())).toBe(true);
  expect(await restored.hasDerived("columns", ids[0] ?? "")).toBe(false);
  expect((await restored.verifyAll()).verified).toBe(3);
  expect(await restored.sweep()).toEqual({ removed: [], unreadable: [] });
});

test("what is damaged or without content is left out of a backup, and the rest is in it", async () => {
  const { vault, home } = await newVault();
  const good = await vault.seal(utf8("good"), label);
  const lost = await vault.seal(utf8("lost"), label);
  const damaged = await vault.seal(utf8("damaged"), label);
  await home.payloads.delete(await payloadOf(home, lost.id));
  await flip(home.ring, damaged.id, 0);
  const objects = await Array.fromAsync(vault.backupObjects());
  const path = `ring/${good.id.slice(0, 2)}/${good.id}`;
  expect(objects.map(({ entry }) => entry.path)).toEqual([path]);
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
});
