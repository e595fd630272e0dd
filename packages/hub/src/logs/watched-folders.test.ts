import { mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { HubParts } from "../hub.ts";
import { smallLogs } from "../testing/made-logs.ts";
import {
  closeHubsAfterEach,
  newFolder,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

closeHubsAfterEach();

const [first, second] = smallLogs(2);
if (!first || !second) throw new Error("there are no logs");

async function restAt(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes);
  const past = new Date(Date.now() - 10_000);
  await utimes(path, past, past);
}

async function watching(path: string, parts: Partial<HubParts> = {}): Promise<TestHub> {
  const hub = await startOpenHub(parts);
  await hub.client.watchFolder({ path });
  return hub;
}

const flightsOf = async ({ client }: TestHub) => (await client.listFlights()).totals.flights;

test("what lies in a watched folder comes in, and what comes later too, once it is at rest", async () => {
  const folder = await newFolder();
  await mkdir(join(folder, "deep"));
  await restAt(join(folder, "deep", first.name), first.bytes);
  await writeFile(join(folder, "notes.txt"), "no log");
  const hub = await watching(folder);
  await expect.poll(() => flightsOf(hub)).toBe(1);
  await restAt(join(folder, second.name), second.bytes);
  await hub.hub.installation.unlocked.watched.look();
  expect(await flightsOf(hub)).toBe(2);
  const { folders } = await hub.client.listWatchedFolders();
  expect(folders).toMatchObject([{ path: folder, takenIn: 2, problem: null, syncedBy: null }]);
});

test("a file that is still being written waits", async () => {
  const folder = await newFolder();
  const path = join(folder, first.name);
  await writeFile(path, first.bytes.subarray(0, 5000));
  const writtenAt = new Date(Math.ceil((await stat(path)).mtimeMs));
  const hub = await watching(folder, { clock: () => writtenAt });
  await hub.hub.installation.unlocked.watched.look();
  expect(await flightsOf(hub)).toBe(0);
});

test("a file whose time lies ahead does not wait for it", async () => {
  const folder = await newFolder();
  const path = join(folder, first.name);
  await writeFile(path, first.bytes);
  const ahead = new Date(Date.now() + 86_400_000);
  await utimes(path, ahead, ahead);
  const hub = await watching(folder);
  await hub.hub.installation.unlocked.watched.look();
  expect(await flightsOf(hub)).toBe(1);
});

test("a restarted hub goes on watching, and does not read again what it has seen", async () => {
  const folder = await newFolder();
  await restAt(join(folder, first.name), first.bytes);
  const hub = await watching(folder);
  await expect.poll(() => flightsOf(hub)).toBe(1);
  await hub.hub.close();
  const again = await startHub({ folder: hub.folder });
  await again.client.unlock({ passphrase: testPassphrase });
  await again.hub.installation.unlocked.watched.look();
  const { folders } = await again.client.listWatchedFolders();
  expect(folders).toMatchObject([{ takenIn: 0, problem: null }]);
  expect(await flightsOf(again)).toBe(1);
});

test("a folder that a cloud copies is watched with a warning", async () => {
  const folder = join(await newFolder(), "Dropbox", "logs");
  await mkdir(folder, { recursive: true });
  const hub = await watching(folder);
  expect((await hub.client.listWatchedFolders()).folders).toMatchObject([{ syncedBy: "Dropbox" }]);
});

test("a folder that is not there is refused; one that is given up is left alone", async () => {
  const folder = await newFolder();
  const hub = await watching(folder);
  await expect(hub.client.watchFolder({ path: join(folder, "nowhere") })).rejects.toMatchObject({
    code: "hub/no-such-folder",
  });
  const [watched] = (await hub.client.listWatchedFolders()).folders;
  await hub.client.unwatchFolder({ id: watched?.id ?? "" });
  await restAt(join(folder, first.name), first.bytes);
  await hub.hub.installation.unlocked.watched.look();
  expect(await flightsOf(hub)).toBe(0);
});
