import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { newVault } from "../test-vault.contract.ts";
import { newFolder } from "./new-folder.contract.ts";
import { openFolderHome } from "./folder-home.ts";

const script = join(import.meta.dirname, "sealing-child.contract.ts");

/** A vault in a folder that another process can unlock. */
export async function newSharedVault() {
  const folder = await newFolder("vault");
  const { keyFile } = await newVault(await openFolderHome(folder));
  const keyPath = join(await newFolder("key"), "vault.key");
  await writeFile(keyPath, keyFile, { mode: 0o600 });
  return { folder, keyPath, keyFile };
}

/** Starts the other process; `said` grows as it speaks. */
export function startChild(...args: readonly string[]) {
  const flags = ["--conditions=@homepoint/source", "--experimental-strip-types", "--no-warnings"];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (block: Buffer) => (said += block.toString()));
  return { child, lines: () => said.split("\n").slice(0, -1), ended: endOf(child) };
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}
