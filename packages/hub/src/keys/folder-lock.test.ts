import { once } from "node:events";
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "../testing/test-hub.ts";
import { lockFolder } from "./folder-lock.ts";

const module = new URL("./folder-lock.ts", import.meta.url).href;

test("a folder is held against a process that cannot see who holds it, and free once it ended", async () => {
  const path = join(await newFolder(), "lock");
  const code = `const { lockFolder } = await import(${JSON.stringify(module)});
    await lockFolder(${JSON.stringify(path)}); console.log("held"); setInterval(() => {}, 1000);`;
  const args = ["--conditions=@homepoint/source", "--input-type=module", "-e", code];
  const other = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(other.stdout, "data");
  // As from another container: the number of that process is nobody's here.
  await writeFile(path, "4194305 1 of-another-container\n");
  await expect(lockFolder(path)).rejects.toMatchObject({ code: "lock/taken" });
  other.kill("SIGKILL");
  await once(other, "exit");
  await (await lockFolder(path)).release();
});

test("whoever let a folder go can hold it again", async () => {
  const path = join(await newFolder(), "new", "lock");
  await (await lockFolder(path)).release();
  const again = await lockFolder(path);
  await expect(lockFolder(path)).rejects.toMatchObject({ code: "lock/taken" });
  await again.release();
});
