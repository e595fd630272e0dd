import { FolderStore } from "@homepoint/base/node";
import { Turns, type ObjectStore } from "@homepoint/base";
import { join } from "node:path";
import { Underway } from "../home/underway.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { FolderFiles } from "./folder-files.ts";

/**
 * A vault's folder: `identity.age`, `keys.age`, `recipients.json`, `recovery.json`, `ring/`,
 * `inbox/`, and `payloads/` unless another store has them. Makes what is missing, and finishes what
 * a crash left half done. The caller sees to it that one process holds the folder.
 */
export async function openFolderHome(folder: string, payloads?: ObjectStore): Promise<VaultHome> {
  return {
    files: await FolderFiles.open(folder, "flat"),
    ring: await FolderFiles.open(join(folder, "ring"), "spread"),
    inbox: await FolderFiles.open(join(folder, "inbox"), "spread"),
    payloads: payloads ?? (await FolderStore.open(join(folder, "payloads"))),
    underway: new Underway(),
    turns: new Turns(),
  };
}
