import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeOf, newVault, unlock } from "../test-vault.contract.ts";
import { newFolder } from "./new-folder.contract.ts";
import { openFolderHome } from "./folder-home.ts";
import { judgeKeyFilePlace, loadKeyFile, saveKeyFile } from "./key-file.ts";

test("a saved key file unlocks the vault in another process", async () => {
  const folder = await newFolder("vault");
  const { vault } = await newVault(await openFolderHome(folder));
  const path = join(await newFolder("key"), "vault.key");
  await saveKeyFile(path, vault.access.keyFile());
  const again = await unlock(await openFolderHome(folder), await loadKeyFile(path));
  expect(again.installationId).toBe(vault.installationId);
});

test("a key file is never put over another, and one that is missing is named", async () => {
  const { vault } = await newVault();
  const path = join(await newFolder("key"), "vault.key");
  await saveKeyFile(path, vault.access.keyFile());
  expect(await codeOf(() => saveKeyFile(path, vault.access.keyFile()))).toBe(
    "vault/key-file-exists",
  );
  expect(await codeOf(() => loadKeyFile(`${path}-not`))).toBe("vault/no-key-file");
});

test.skipIf(process.platform === "win32")(
  "a key file on the vault's disk is no protection against theft, and that is said",
  async () => {
    const folder = await newFolder("vault");
    const path = join(await newFolder("key"), "vault.key");
    await saveKeyFile(path, new Uint8Array(1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const place = { isOnVaultDisk: true, isOpenToOthers: false };
    expect(await judgeKeyFilePlace(path, folder)).toEqual(place);
    await chmod(path, 0o644);
    expect(await judgeKeyFilePlace(path, folder)).toEqual({ ...place, isOpenToOthers: true });
    expect((await judgeKeyFilePlace("/proc/self/status", folder)).isOnVaultDisk).toBe(false);
  },
);
