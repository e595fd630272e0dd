import { chmod, chown, mkdir, rm, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { createClient } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { hubFolder } from "../folder.ts";
import { newFolder, startHub } from "../testing/test-hub.ts";
import { makeOwnFolder, safeSocket } from "./socket-folder.ts";

const refused = { code: "hub/foreign-socket-folder" };

test("the socket of a data folder whose path is long lies where nobody else comes", async () => {
  const folder = join(await newFolder(), "a-rather-long-name/".repeat(8));
  await mkdir(folder, { recursive: true });
  const { hub } = await startHub({ folder });
  try {
    const path = await hub.listenOnSocket();
    expect(path).toBe(await safeSocket(hubFolder(folder)));
    expect(await createClient(socketTransport(path)).status()).toMatchObject({ state: "new" });
    const { mode, uid } = await stat(dirname(path));
    expect([mode & 0o777, uid]).toEqual([0o700, process.getuid?.()]);
  } finally {
    await hub.close();
    await rm(folder, { recursive: true });
  }
});

test("the socket of any other lies in the data folder itself", async () => {
  const folder = await newFolder();
  expect(await safeSocket(hubFolder(folder))).toBe(join(folder, "hub.sock"));
});

test("a folder is made for its owner alone, and found again", async () => {
  const path = join(await newFolder(), "own");
  await makeOwnFolder(path);
  await makeOwnFolder(path);
  expect((await stat(path)).mode & 0o777).toBe(0o700);
});

test.each([
  ["that others may write into", (path: string) => mkdir(path).then(() => chmod(path, 0o777))],
  ["that others may look into", (path: string) => mkdir(path).then(() => chmod(path, 0o755))],
  ["that is a link to a folder of ours", async (path: string) => symlink(await newFolder(), path)],
])("a folder %s is refused", async (_, make) => {
  const path = join(await newFolder(), "own");
  await make(path);
  await expect(makeOwnFolder(path)).rejects.toMatchObject(refused);
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn("SKIPPED: only root can make a folder of someone else");

test.skipIf(!isRoot)("a folder of someone else is refused (needs root)", async () => {
  const path = join(await newFolder(), "own");
  await mkdir(path, { mode: 0o700 });
  await chown(path, 65_534, 65_534);
  await expect(makeOwnFolder(path)).rejects.toMatchObject(refused);
});
