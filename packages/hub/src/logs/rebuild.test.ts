import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await hub?.hub.close();
});

const made = smallLogs(4);

async function filled(): Promise<TestHub> {
  hub = await startOpenHub();
  for (const { name, bytes } of made) await hub.client.takeIn({ name, bytes: bytes.slice() });
  return hub;
}

/** Changes a byte of an original's content. */
async function damage(folder: string, id: string): Promise<void> {
  const entry = await readFile(join(folder, "ring", id.slice(0, 2), id), "latin1");
  const payload = /[0-9a-f]{32}/.exec(entry)?.[0] ?? "";
  const path = join(folder, "payloads", payload.slice(0, 2), payload);
  const bytes = await readFile(path);
  bytes[bytes.length - 3]! ^= 1; // it holds more than three
  await writeFile(path, bytes);
}

test("one damaged original stops no rebuild, is told of, and heals when it is brought again", async () => {
  const { client, folder } = await filled();
  const [first] = await readdir(join(folder, "ring"));
  const { logs } = await client.listLogs();
  const broken = logs.find(({ id }) => id.startsWith(first ?? "")) ?? logs[0];
  const id = broken?.id ?? "";
  await damage(folder, id);
  const steps = await Array.fromAsync(client.rebuild());
  expect(steps.at(-1)).toEqual({ done: 4, of: 4, failed: 1 });
  expect((await client.listFlights()).totals.flights).toBe(3);
  expect((await client.listLogs({ reading: "failed" })).logs.map((log) => log.id)).toEqual([id]);
  const { entries } = await client.listEvidence({ limit: 1 });
  expect(entries[0]?.fact).toMatchObject({ kind: "rebuilt", logs: 4, failed: 1 });

  const good = made.find(({ name }) => name === broken?.name) ?? made[0];
  const taken = await client.takeIn({ name: "again.txt", bytes: good?.bytes as never });
  expect(taken).toMatchObject({ outcome: "taken-in", log: id, flights: [{ id }] });
  const original = await client.exportLog({ id });
  expect(new Uint8Array(await original.arrayBuffer())).toEqual(good?.bytes);
  expect((await client.listFlights()).totals.flights).toBe(4);
});

test("a log that is shredded while a rebuild runs does not come back", async () => {
  const { client, hub: running } = await filled();
  const { vault } = running.installation.unlocked;
  const [shredded] = (await client.listLogs()).logs;
  const list = vault.list.bind(vault);
  vi.spyOn(vault, "list").mockImplementation(async function* () {
    const found = await Array.fromAsync(list());
    await client.shredLog({ id: shredded?.id ?? "" });
    yield* found;
  });
  const steps = await Array.fromAsync(client.rebuild());
  expect(steps.at(-1)).toEqual({ done: 3, of: 3, failed: 0 });
  expect((await client.listLogs()).total).toBe(3);
});

test("a log that is being read when the vault is locked is read at the next unlocking", async () => {
  const { client, hub: running } = await filled();
  const { pool, takeIn, logs } = running.installation.unlocked;
  const [log] = (await client.listLogs()).logs;
  const id = log?.id ?? "";
  await logs.put(id, { ...logs.get(id), reading: "waiting" });
  const reading = takeIn.readLog(id);
  await pool.close();
  expect(await reading).toMatchObject({ reading: "waiting" });
  await client.lock();
  await client.unlock({ passphrase: testPassphrase });
  await running.installation.caughtUp();
  expect((await client.listLogs({ reading: "read" })).total).toBe(4);
});

test("a rebuild that breaks off before any log waits is made good at the next unlocking", async () => {
  const { client, hub: running } = await filled();
  const { vault } = running.installation.unlocked;
  vi.spyOn(vault, "dropDerived").mockRejectedValueOnce(new Error("the power went"));
  await Array.fromAsync(client.rebuild()).catch(() => undefined);
  expect((await client.listFlights()).totals.flights).toBe(0);
  await client.lock();
  await client.unlock({ passphrase: testPassphrase });
  await running.installation.caughtUp();
  expect((await client.listFlights()).totals.flights).toBe(4);
});
