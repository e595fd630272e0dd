import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { takeLock } from "./lock.ts";

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "lock-")), "lock");
});

test("a second writer is refused and told who the first is", async () => {
  await takeLock(path);
  await expect(takeLock(path)).rejects.toMatchObject({
    code: "lock/taken",
    values: { pid: String(process.pid) },
  });
});

test("a lock that was released is free", async () => {
  await (await takeLock(path)).release();
  await expect(takeLock(path)).resolves.toBeDefined();
});

test("a lock that a dead process left behind is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  await writeFile(path, `${pid} 1\n`);
  await takeLock(path);
  expect(await readFile(path, "utf8")).toContain(String(process.pid));
});

test("a lock whose number another process has by now is taken over", async () => {
  if (process.platform !== "linux") return;
  await writeFile(path, `${process.ppid} 1\n`);
  await expect(takeLock(path)).resolves.toBeDefined();
});

test("a lock that holds no number is taken over", async () => {
  await writeFile(path, "torn");
  await expect(takeLock(path)).resolves.toBeDefined();
});

test("of many that find the same dead lock, one takes it", async () => {
  for (let round = 0; round < 100; round += 1) {
    await writeFile(path, "999999999 1\n");
    const taken = await Promise.allSettled(Array.from({ length: 16 }, () => takeLock(path)));
    const locks = taken.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
  }
});
